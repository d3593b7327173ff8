internal import WashoutNumerics

/// Exact chances of stopping where each person recurs with the same probability.
///
/// The distribution of the recurrences of trials that go on is carried from look to look.
package struct LookChances {
  /// Element k: P(stop at look k).
  package private(set) var stopping: [Double] = []

  /// The chances with a share of people counted as recurrences.
  package init(_ looks: [Looks.Look], share: Double) {
    var going = [1.0]
    for look in looks {
      going = Self.followed(going, look.patients - (going.count - 1), share)
      var stopped = 0.0
      for count in going.indices where look.stops(recurrences: count) {
        stopped += going[count]
        going[count] = 0
      }
      stopping.append(stopped)
    }
  }

  /// How P(stop at a look) changes with the share, by a central difference.
  static func slope(of look: Int, _ looks: [Looks.Look], share: Double) -> Double {
    let step = min(1e-5, share, 1 - share)
    if step <= 0 { return 0 }
    let above = LookChances(looks, share: share + step).stopping[look]
    let below = LookChances(looks, share: share - step).stopping[look]
    return (above - below) / (2 * step)
  }

  /// Recurrences after so many more people.
  private static func followed(_ going: [Double], _ people: Int, _ share: Double) -> [Double] {
    let more = BinomialDistribution(trials: people, probability: share)
    let chances = (0...people).map(more.pmf)
    var next = Array(repeating: 0.0, count: going.count + people)
    for (count, chance) in going.enumerated() where chance > 0 {
      for (extra, other) in chances.enumerated() { next[count + extra] += chance * other }
    }
    return next
  }
}
