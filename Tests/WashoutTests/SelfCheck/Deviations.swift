import TestSupport
import WashoutNumerics

/// How far simulated cells lie from what they must be, in standard errors of the truth.
struct Deviations {
  /// Signed, one a cell that counts.
  private(set) var scores: [Double] = []

  /// A cell counts where this many events and as many non-events are expected, so that it is near normal.
  static let fewest = 1000.0

  /// A count of `count` events among `people`, each with probability `share`.
  mutating func add(_ count: Double, of people: Int, share: Double) {
    let expected = Double(people) * share
    guard min(expected, Double(people) - expected) >= Self.fewest else { return }
    scores.append((count - expected) / (expected * (1 - share)).squareRoot())
  }

  /// A mean over `people` values of a sample variance.
  mutating func add(mean: Double, variance: Double, of people: Int, expected: Double) {
    scores.append((mean - expected) / (variance / Double(people)).squareRoot())
  }

  /// The largest distance.
  var largest: Double { scores.map(abs).max() ?? 0 }

  /// The p-value of Kolmogorov-Smirnov against the standard normal; the cells are independent.
  func isStandardNormal() throws -> Double {
    let normal = try Distribution(
      .normal(mean: 0, sd: 1, lower: -.infinity, upper: .infinity))
    return GoodnessOfFit.kolmogorovSmirnov(scores.sorted(), normal)
  }
}
