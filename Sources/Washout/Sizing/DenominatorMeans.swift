internal import WashoutNumerics

/// The mean of a function of events for every number of people in the denominator, from which the mean over
/// trials of every size follows.
struct DenominatorMeans {
  /// Element m: the mean among m people; 0 for nobody.
  private let means: [Double]
  /// Element m: how it changes with the rate; empty where no rate is behind it.
  private let slopes: [Double]

  /// The mean of a function over X ~ Bin(m, rate) for m up to a largest number.
  ///
  /// d/dp = m E[f(Y + 1, m) - f(Y, m)] with Y ~ Bin(m - 1, p).
  init(rate: Double, upTo largest: Int, _ value: (_ events: Int, _ people: Int) -> Double) {
    var (means, slopes) = ([0.0], [0.0])
    for people in stride(from: 1, through: largest, by: 1) {
      let values = (0...people).map { value($0, people) }
      let count = BinomialDistribution(trials: people, probability: rate)
      let others = BinomialDistribution(trials: people - 1, probability: rate)
      means.append((0...people).reduce(0) { $0 + count.pmf($1) * values[$1] })
      let steps = (0..<people).reduce(0) { sum, x in
        values[x + 1] == values[x] ? sum : sum + others.pmf(x) * (values[x + 1] - values[x])
      }
      slopes.append(Double(people) * steps)
    }
    (self.means, self.slopes) = (means, slopes)
  }

  /// Means by number of people, 0 first, that no rate stands behind.
  init(_ means: [Double]) {
    self.means = means
    slopes = []
  }

  /// The mean over all trials of a size; one with nobody in its denominator counts 0.
  func ofAll(enrolled: Int, inclusion: Double) -> (value: Double, slopes: RateSlopes) {
    let mixture = DenominatorMixture(enrolled: enrolled, inclusion: inclusion)
    let (value, slope) = mixture.ofAll(means)
    let byRate = slopes.isEmpty ? 0 : mixture.ofAll(slopes).value
    return (value, RateSlopes((rate: byRate, inclusion: slope)))
  }

  /// The mean over trials with somebody in the denominator; nil where there are none such.
  func ofValid(enrolled: Int, inclusion: Double) -> (value: Double, slopes: RateSlopes)? {
    let mixture = DenominatorMixture(enrolled: enrolled, inclusion: inclusion)
    guard let (value, slope) = mixture.ofValid(means) else { return nil }
    let byRate = slopes.isEmpty ? 0 : mixture.ofValid(slopes)?.value ?? 0
    return (value, RateSlopes((rate: byRate, inclusion: slope)))
  }
}
