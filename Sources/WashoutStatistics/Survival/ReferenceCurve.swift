internal import CWashoutGSL

/// A survival curve that is taken as known, to compare a trial with.
public struct ReferenceCurve: Sendable, Equatable {
  private let shape: Shape

  private enum Shape: Sendable, Equatable {
    case weibull(shape: Double, scale: Double)
    /// Hazards from each start on.
    case piecewise(starts: [Double], hazards: [Double])
    /// S from each time on, known to the last time.
    case table(times: [Double], survival: [Double])
  }

  private init(_ shape: Shape) { self.shape = shape }

  /// S(t) = exp(-rate t), a rate above 0 per unit of time.
  public static func exponential(rate: Double) throws(SurvivalError) -> ReferenceCurve {
    try positive(rate, "rate")
    return ReferenceCurve(.piecewise(starts: [0], hazards: [rate]))
  }

  /// S(t) = 2^(-t / median), a median above 0.
  public static func exponential(median: Double) throws(SurvivalError) -> ReferenceCurve {
    try positive(median, "median")
    return ReferenceCurve(.piecewise(starts: [0], hazards: [M_LN2 / median]))
  }

  /// S(t) = exp(-(t / scale)^shape), both above 0.
  public static func weibull(shape: Double, scale: Double) throws(SurvivalError) -> ReferenceCurve {
    try positive(shape, "shape")
    try positive(scale, "scale")
    return ReferenceCurve(.weibull(shape: shape, scale: scale))
  }

  /// The Weibull curve of a shape that falls to one half at a median.
  public static func weibull(shape: Double, median: Double) throws(SurvivalError) -> ReferenceCurve
  {
    try positive(shape, "shape")
    try positive(median, "median")
    return ReferenceCurve(.weibull(shape: shape, scale: median / pow(M_LN2, 1 / shape)))
  }

  /// A hazard that is constant between breaks, from 0 on and the last one for ever.
  ///
  /// `hazards` has one element more than `breaks`; breaks are above 0 and increase, hazards not below 0.
  public static func piecewiseExponential(
    breaks: [Double], hazards: [Double]
  ) throws(SurvivalError) -> ReferenceCurve {
    guard hazards.count == breaks.count + 1 else {
      throw .countMismatch(expected: breaks.count + 1, found: hazards.count)
    }
    for hazard in hazards where !(hazard >= 0 && hazard < .infinity) {
      throw .negative(parameter: "hazards", value: hazard)
    }
    try increasing([0] + breaks, "breaks")
    return ReferenceCurve(.piecewise(starts: [0] + breaks, hazards: hazards))
  }

  /// A published Kaplan-Meier curve: S from each time on, 1 before the first.
  ///
  /// Times increase from 0 on, shares lie between 0 and 1 and do not rise. Nothing is known of the
  /// curve after the last time, nor where it is 0.
  public static func table(
    times: [Double], survival: [Double]
  ) throws(SurvivalError) -> ReferenceCurve {
    guard times.count == survival.count else {
      throw .countMismatch(expected: times.count, found: survival.count)
    }
    guard let first = times.first else { throw .nobody }
    if first < 0 { throw .negative(parameter: "times", value: first) }
    try increasing(times, "times")
    var last = 1.0
    for share in survival {
      guard share >= 0 && share <= 1 else { throw .notAShare(parameter: "survival", value: share) }
      if share > last { throw .rising(parameter: "survival") }
      last = share
    }
    return ReferenceCurve(.table(times: times, survival: survival))
  }

  /// -ln S(time); nil where a table says nothing: beyond its last time, and where its curve is 0.
  public func cumulativeHazard(at time: Double) -> Double? {
    if time <= 0 && !isTable { return 0 }
    switch shape {
    case .weibull(let shape, let scale): return pow(time / scale, shape)
    case .piecewise(let starts, let hazards):
      var sum = 0.0
      for i in starts.indices where starts[i] < time {
        let end = i + 1 < starts.count ? min(time, starts[i + 1]) : time
        if hazards[i] > 0 { sum += hazards[i] * (end - starts[i]) }
      }
      return sum
    case .table(let times, let survival):
      guard let last = times.last, time <= last else { return nil }
      let next = times.partitionPoint { $0 > time }
      let share = next == 0 ? 1 : survival[next - 1]
      return share == 1 ? 0 : share > 0 ? -log(share) : nil
    }
  }

  /// S(time), from the cumulative hazard; nil where that is.
  public func survival(at time: Double) -> Double? { cumulativeHazard(at: time).map { exp(-$0) } }

  /// Where the hazard jumps, above 0, for quadrature.
  var breaks: [Double] {
    switch shape {
    case .weibull: []
    case .piecewise(let starts, _): Array(starts.dropFirst())
    case .table(let times, _): times.filter { $0 > 0 }
    }
  }

  private var isTable: Bool {
    if case .table = shape { return true }
    return false
  }

  private static func increasing(_ times: [Double], _ parameter: String) throws(SurvivalError) {
    guard times.allSatisfy({ $0 < .infinity }),
      zip(times, times.dropFirst()).allSatisfy({ $0 < $1 })
    else { throw .notIncreasing(parameter: parameter) }
  }

  private static func positive(_ value: Double, _ parameter: String) throws(SurvivalError) {
    guard value > 0 && value < .infinity else {
      throw .notPositive(parameter: parameter, value: value)
    }
  }
}
