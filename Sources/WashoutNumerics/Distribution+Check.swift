extension Distribution.Shape {
  /// The largest count and the largest mean of a count: GSL counts in 32 bits.
  static var largestCount: Double { 1e9 }

  /// Throws what is wrong with the parameters, in the order in which they are named.
  func check() throws(NumericsError) {
    switch self {
    case .point(let value): try Self.finite(value, "value")
    case .normal(let mean, let sd, let lower, let upper):
      try Self.checkNormal(mean: mean, sd: sd, lower: lower, upper: upper)
    case .lognormal(let median, let sdLog):
      try Self.positive(median, "median")
      try Self.notNegative(sdLog, "sd_log")
    case .gamma(let shape, let mean):
      try Self.positive(shape, "shape")
      try Self.positive(mean, "mean")
    case .beta(let alpha, let beta):
      try Self.positive(alpha, "alpha")
      try Self.positive(beta, "beta")
    case .weibull(let shape, let scale):
      try Self.positive(shape, "shape")
      try Self.positive(scale, "scale")
    case .exponential(let mean): try Self.positive(mean, "mean")
    case .uniform(let low, let high):
      try Self.finite(low, "low")
      try Self.finite(high, "high")
      if low >= high { throw .notIncreasing(parameter: "high") }
      try Self.finite(high - low, "high")
    case .loglogistic(let shape, let median):
      try Self.positive(shape, "shape")
      try Self.positive(median, "median")
    case .piecewiseExponential(let breaks, let hazards):
      try Self.checkPiecewise(breaks: breaks, hazards: hazards)
    case .bernoulli, .categorical, .binomial, .poisson, .mixture, .empirical:
      try checkCounted()
    }
  }

  private func checkCounted() throws(NumericsError) {
    switch self {
    case .bernoulli(let share): try Self.share(share, "share")
    case .categorical(let values, let shares):
      try Self.listed(values, "values")
      try Self.sumToOne(shares, "shares", count: values.count)
    case .binomial(let trials, let share):
      try Self.notNegative(Double(trials), "trials", atMost: Self.largestCount)
      try Self.share(share, "share")
    case .poisson(let mean): try Self.notNegative(mean, "mean", atMost: Self.largestCount)
    case .mixture(let weights, let parts):
      if parts.isEmpty { throw .countMismatch(parameter: "parts", expected: 1, found: 0) }
      try Self.sumToOne(weights, "weights", count: parts.count)
    case .empirical(let values): try Self.listed(values, "values")
    default: break
    }
  }

  private static func checkNormal(
    mean: Double, sd: Double, lower: Double, upper: Double
  ) throws(NumericsError) {
    try finite(mean, "mean")
    try notNegative(sd, "sd")
    if lower.isNaN || upper.isNaN { throw .notFinite(parameter: "limits") }
    if lower >= upper { throw .notIncreasing(parameter: "limits") }
    let limited = LimitedNormal(mean: mean, sd: sd, lower: lower, upper: upper)
    if !(limited.mass > 0) { throw .noMassBetweenLimits }
  }

  private static func checkPiecewise(
    breaks: [Double], hazards: [Double]
  ) throws(NumericsError) {
    guard hazards.count == breaks.count + 1 else {
      throw .countMismatch(
        parameter: "hazards", expected: breaks.count + 1, found: hazards.count)
    }
    var previous = 0.0
    for time in breaks {
      try finite(time, "breaks")
      if time <= previous { throw .notIncreasing(parameter: "breaks") }
      previous = time
    }
    for hazard in hazards { try notNegative(hazard, "hazards") }
  }
}

/// What a single parameter must satisfy.
extension Distribution.Shape {
  static func finite(_ value: Double, _ parameter: String) throws(NumericsError) {
    if !value.isFinite { throw .notFinite(parameter: parameter) }
  }

  static func positive(_ value: Double, _ parameter: String) throws(NumericsError) {
    try finite(value, parameter)
    if value <= 0 { throw .notPositive(parameter: parameter, value: value) }
  }

  static func notNegative(
    _ value: Double, _ parameter: String, atMost largest: Double = .infinity
  ) throws(NumericsError) {
    try finite(value, parameter)
    if value < 0 { throw .negative(parameter: parameter, value: value) }
    if value > largest { throw .tooLarge(parameter: parameter, value: value, atMost: largest) }
  }

  static func share(_ value: Double, _ parameter: String) throws(NumericsError) {
    try finite(value, parameter)
    if value < 0 || value > 1 { throw .notAShare(parameter: parameter, value: value) }
  }

  static func listed(_ values: [Double], _ parameter: String) throws(NumericsError) {
    if values.isEmpty { throw .countMismatch(parameter: parameter, expected: 1, found: 0) }
    for value in values { try finite(value, parameter) }
  }

  /// Shares that sum to 1 but for the rounding of decimal fractions.
  static func sumToOne(
    _ shares: [Double], _ parameter: String, count: Int
  ) throws(NumericsError) {
    guard shares.count == count else {
      throw .countMismatch(parameter: parameter, expected: count, found: shares.count)
    }
    for value in shares { try share(value, parameter) }
    let sum = shares.reduce(0, +)
    if abs(sum - 1) > 1e-9 { throw .sharesDoNotSumToOne(parameter: parameter, sum: sum) }
  }
}
