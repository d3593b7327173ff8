/// Adds up what is true of the people of one trial.
///
/// Eight sums share a word: the eight bits of a byte become the bytes of a word, which one addition counts.
/// Before 256 people could make a byte run over, the words are added to the totals.
package struct SubjectSums: ~Copyable {
  /// An arm's words: the bits of `packed` from the lowest, a byte each.
  private var indicators: OwnedArray<UInt64>
  /// Element `arm * estimands + estimand`: population and three layers, a byte each.
  private var estimands: OwnedArray<UInt32>
  /// Element `arm`: people since the words were last added to the totals.
  private var people: OwnedArray<Int>
  private let layout: TotalsLayout
  private let definitions: Int
  private let wordsPerArm: Int

  private static let kinds = 6
  /// The most that a byte counts.
  private static let mostPeople = 255
  /// The most definitions whose bits fit into one word; more are added to the totals one by one.
  private static let mostDefinitions = (64 - 8) / kinds

  /// Sums of nobody.
  package init(_ layout: TotalsLayout) {
    self.layout = layout
    definitions = layout.indicators.definitions
    let packed = definitions <= Self.mostDefinitions ? definitions : 0
    wordsPerArm = (8 + Self.kinds * packed + 7) / 8
    indicators = OwnedArray(repeating: 0, count: layout.arms * wordsPerArm)
    estimands = OwnedArray(repeating: 0, count: layout.arms * layout.estimands)
    people = OwnedArray(repeating: 0, count: layout.arms)
  }

  /// Adds a subject on one drug.
  @inline(__always) package mutating func add(
    _ subject: inout ArmRecord, arm: Int, to totals: inout OwnedArray<Int64>
  ) {
    if people[arm] == Self.mostPeople { move(arm, to: &totals) }
    people[arm] &+= 1
    var bits = subject.indicators.trial | (subject.entered ? 0x80 : 0)
    if definitions <= Self.mostDefinitions {
      bits |= packed(subject.indicators)
    } else {
      add(&subject.indicators, to: &totals, at: layout.first(arm: arm) + IndicatorLayout.perTrial)
    }
    let first = arm &* wordsPerArm
    for word in 0..<wordsPerArm {
      indicators[first &+ word] &+= Self.bytes(bits)
      bits &>>= 8
    }
    let outcomes = subject.outcomes.span
    let ofArm = arm &* outcomes.count
    for i in outcomes.indices { estimands[ofArm &+ i] &+= outcomes[i].truthBytes }
  }

  /// The six kinds one after the other, from bit 8 on.
  @inline(__always) private func packed(_ set: IndicatorSet) -> UInt64 {
    let width = UInt64(truncatingIfNeeded: definitions)
    let last = set.missedFlare | set.asObserved &<< width
    let middle = set.assessed | (set.falseRecurrence | last &<< width) &<< width
    return (set.latent | (set.atVisits | middle &<< width) &<< width) &<< 8
  }

  /// A word whose byte i is bit i of a number's lowest byte.
  @inline(__always) private static func bytes(_ bits: UInt64) -> UInt64 {
    let apart = (bits & 0xff) &* 0x0101_0101_0101_0101 & 0x8040_2010_0804_0201
    return (apart &+ 0x7f7f_7f7f_7f7f_7f7f) >> 7 & 0x0101_0101_0101_0101
  }

  /// Where it is called, nothing is copied for it.
  @inline(never) private func add(
    _ set: inout IndicatorSet, to totals: inout OwnedArray<Int64>, at first: Int
  ) {
    let kinds = [
      set.latent, set.atVisits, set.assessed, set.falseRecurrence, set.missedFlare, set.asObserved,
    ]
    for definition in 0..<definitions {
      for (kind, bits) in kinds.enumerated() {
        totals[first + Self.kinds * definition + kind] += Int64(bits >> UInt64(definition) & 1)
      }
    }
  }

  /// Adds what was counted of everyone to the totals, and begins again.
  package mutating func finish(_ totals: inout OwnedArray<Int64>) {
    for arm in 0..<layout.arms { move(arm, to: &totals) }
  }

  private mutating func move(_ arm: Int, to totals: inout OwnedArray<Int64>) {
    let (first, word) = (layout.first(arm: arm), arm * wordsPerArm)
    var bytes = indicators[word]
    for i in 0..<IndicatorLayout.perTrial { totals[first &+ i] &+= Self.nextByte(&bytes) }
    totals[layout.entered(arm: arm)] += Self.nextByte(&bytes)
    if wordsPerArm > 1 {
      moveDefinitions(from: word + 1, to: &totals, at: first + IndicatorLayout.perTrial)
    }
    for i in word..<word + wordsPerArm { indicators[i] = 0 }
    let population = layout.population(0, arm: arm)
    for i in 0..<layout.estimands {
      let place = arm &* layout.estimands &+ i
      var counted = UInt64(estimands[place])
      for k in 0..<4 { totals[population &+ 4 &* i &+ k] &+= Self.nextByte(&counted) }
      estimands[place] = 0
    }
    people[arm] = 0
  }

  /// The six kinds as they are packed: all definitions of one kind after the other, eight a word.
  private func moveDefinitions(
    from first: Int, to totals: inout OwnedArray<Int64>, at place: Int
  ) {
    var (word, left) = (first, 0)
    var bytes: UInt64 = 0
    for kind in 0..<Self.kinds {
      for definition in 0..<definitions {
        if left == 0 {
          bytes = indicators[word]
          word &+= 1
          left = 8
        }
        left &-= 1
        totals[place &+ Self.kinds &* definition &+ kind] &+= Self.nextByte(&bytes)
      }
    }
  }

  /// The lowest byte of a word, which goes on to the next one.
  @inline(__always) private static func nextByte(_ word: inout UInt64) -> Int64 {
    let byte = Int64(truncatingIfNeeded: word & 0xff)
    word >>= 8
    return byte
  }
}

extension EstimandOutcome {
  /// In the population, then the variable in each layer of whoever is, a byte each.
  @inline(__always) fileprivate var truthBytes: UInt32 {
    let layers =
      Self.bit(latent) &<< 8 | Self.bit(atVisits) &<< 16 | Self.bit(assessed) &<< 24 | 1
    return layers & (0 &- Self.bit(isInTruth))
  }

  @inline(__always) private static func bit(_ value: Bool) -> UInt32 { value ? 1 : 0 }
}
