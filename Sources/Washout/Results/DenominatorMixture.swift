internal import WashoutNumerics

/// Means over the number in the denominator, M ~ Bin(n, e), and how they change with e.
struct DenominatorMixture {
  private let enrolled: Int
  /// Element m - 1: P(M = m), and Bin(m - 1; n - 1, e) - Bin(m; n - 1, e).
  private let weights: [Double]
  private let changes: [Double]
  /// P(M >= 1), and the chance that nobody else is in the denominator.
  private let somebody: Double
  private let nobodyElse: Double

  /// Of `enrolled` >= 1 people, each in the denominator with probability `inclusion`.
  init(enrolled: Int, inclusion: Double) {
    self.enrolled = enrolled
    let all = BinomialDistribution(trials: enrolled, probability: inclusion)
    let others = BinomialDistribution(trials: enrolled - 1, probability: inclusion)
    let other = (0...enrolled).map(others.pmf)
    weights = (1...enrolled).map(all.pmf)
    changes = (1...enrolled).map { other[$0 - 1] - other[$0] }
    somebody = all.survival(0)
    nobodyElse = other[0]
  }

  /// The mean of what element M says, 0 for nobody.
  func mean(_ values: [Double]) -> Double {
    weights.indices.reduce(0) { $0 + weights[$1] * values[$1 + 1] }
  }

  /// The mean of what element M says, 0 for nobody: d/de = n sum (Bin(m - 1; n - 1, e) -
  /// Bin(m; n - 1, e)) value(m).
  func ofAll(_ values: [Double]) -> (value: Double, slope: Double) {
    let slope = changes.indices.reduce(0.0) { $0 + changes[$1] * values[$1 + 1] }
    return (mean(values), Double(enrolled) * slope)
  }

  /// The mean over trials with somebody in the denominator; nil where there are none such.
  func ofValid(_ values: [Double]) -> (value: Double, slope: Double)? {
    guard somebody > 0 else { return nil }
    let (total, slope) = ofAll(values)
    let lost = total / somebody * Double(enrolled) * nobodyElse
    return (total / somebody, (slope - lost) / somebody)
  }
}
