internal import CWashoutGSL

/// A hazard that is constant between breaks, from time 0; the last one holds to infinity.
struct PiecewiseHazard {
  /// Where segment i begins; 0 first.
  let starts: [Double]
  /// The integral of the hazard up to `starts[i]`.
  let cumulative: [Double]
  /// The hazard of segment i.
  let hazards: [Double]

  init(breaks: [Double], hazards: [Double]) {
    starts = [0] + breaks
    self.hazards = hazards
    var sums = [0.0]
    for i in breaks.indices {
      sums.append(sums[i] + hazards[i] * (starts[i + 1] - starts[i]))
    }
    cumulative = sums
  }

  /// The integral of the hazard from 0 to a time.
  func cumulativeHazard(_ time: Double) -> Double {
    guard time > 0 else { return 0 }
    let i = starts.lastIndex { $0 < time } ?? 0
    return hazards[i] == 0 ? cumulative[i] : cumulative[i] + hazards[i] * (time - starts[i])
  }

  /// The first time at which the integral reaches a value; infinite when it never does.
  func firstTime(cumulativeHazard value: Double) -> Double {
    let i = max(0, (cumulative.firstIndex { $0 >= value } ?? cumulative.count) - 1)
    return hazards[i] == 0 ? .infinity : starts[i] + (value - cumulative[i]) / hazards[i]
  }

  /// Mean and mean square: the integrals of S(t) and of 2 t S(t), segment by segment.
  ///
  /// Infinite where the last hazard is 0 and somebody is left.
  var moments: (mean: Double, meanSquare: Double) {
    var first = 0.0
    var second = 0.0
    for i in hazards.indices {
      let survival = exp(-cumulative[i])
      if survival == 0 { break }
      let width = i + 1 < starts.count ? starts[i + 1] - starts[i] : .infinity
      let (area, moment) = Self.integrals(hazard: hazards[i], width: width)
      first += survival * area
      second += 2 * survival * (starts[i] * area + moment)
    }
    return (first, second)
  }

  /// The integrals of exp(-hazard t) and of t exp(-hazard t) over 0...width.
  private static func integrals(hazard: Double, width: Double) -> (Double, Double) {
    if hazard == 0 { return (width, width * width / 2) }
    if width == .infinity { return (1 / hazard, 1 / hazard / hazard) }
    let area = -expm1(-hazard * width) / hazard
    return (area, gsl_cdf_gamma_P(hazard * width, 2, 1) / hazard / hazard)
  }
}
