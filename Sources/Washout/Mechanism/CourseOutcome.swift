/// A recurrence: the nominal day that counts and the actual day on which it was established.
package struct Recorded: Sendable {
  package var nominalDay = Double.infinity
  package var establishedDay = Double.infinity
}

/// Which definitions recur in each layer, bit by bit.
struct RecurredSets: Sendable {
  var latent: UInt64 = 0
  var atVisits: UInt64 = 0
  var assessed: UInt64 = 0
}

/// What came of one course with nobody lost, and when the person would have been lost.
package struct CourseOutcome: Sendable {
  /// Where its recurrences begin.
  let firstRecurrence: Int
  /// First visit at which worsening was recorded up to withdrawal.
  package var worse = Recorded()
  /// Response was recorded, and the day of the visit that shows it.
  package var responded = false
  package var responseDay = 0.0
  /// The actual day of the withdrawal visit (its nominal day if missed).
  package var withdrawalDay = 0.0
  /// First flare after withdrawal, by the plan.
  package var firstFlare = Double.infinity
  /// The actual day of the last planned visit by the end of observation; infinity if it was not made.
  var finalVisitDay = Double.infinity
  /// Definitions that recur; nobody's recurrence is finite of any other.
  private(set) var recurred = RecurredSets()
  /// Bit `definition`: its recorded recurrence follows a flare since the withdrawal visit.
  var followsFlare: UInt64 = 0
  /// Days of the events; infinite if never.
  package var lostDay = Double.infinity
  package var stopDay = Double.infinity
  package var therapyDay = Double.infinity

  init(firstRecurrence: Int) { self.firstRecurrence = firstRecurrence }

  /// Where a recurrence stands among those of all variants.
  @inline(__always) func place(of definition: Int, _ layer: Layer) -> Int {
    firstRecurrence &+ definition &* Layer.allCases.count &+ layer.place
  }

  /// Whether the recurrence that a definition records follows a flare.
  func followsFlare(_ definition: Int) -> Bool { followsFlare >> UInt64(definition) & 1 != 0 }

  /// Puts the recurrence of some definitions, bit by bit, among those of all variants.
  @inline(__always) mutating func put(
    _ recurrence: Recorded, of definitions: UInt64, _ layer: Layer,
    _ recurrences: inout [Recorded]
  ) {
    if definitions == 0 { return }
    switch layer {
    case .latent: recurred.latent |= definitions
    case .atVisits: recurred.atVisits |= definitions
    case .assessed: recurred.assessed |= definitions
    }
    var recurrences = recurrences.mutableSpan
    var rest = definitions
    while rest != 0 {
      recurrences[place(of: rest.trailingZeroBitCount, layer)] = recurrence
      rest &= rest &- 1
    }
  }

  /// Takes its recurrences away again: few people have any.
  @inline(__always) mutating func forgetRecurrences(_ recurrences: inout [Recorded]) {
    followsFlare = 0
    if recurred.latent | recurred.atVisits | recurred.assessed == 0 { return }
    var rest = recurred.latent | recurred.atVisits | recurred.assessed
    recurred = RecurredSets()
    var recurrences = recurrences.mutableSpan
    while rest != 0 {
      for layer in Layer.allCases {
        recurrences[place(of: rest.trailingZeroBitCount, layer)] = Recorded()
      }
      rest &= rest &- 1
    }
  }
}
