internal import WashoutNumerics

/// A quantile of a time to event with its limits, each nil where it is not reached.
public struct TimeQuantile: Sendable, Equatable {
  /// The time by which the asked share has had the event.
  public let value: Double?
  /// Lower limit.
  public let lower: Double?
  /// Upper limit.
  public let upper: Double?
}

extension KaplanMeier {
  /// The median time to the event with its limits; the quantile of 0.5.
  public func median(level: Double, scale: SurvivalScale = .logLog) -> TimeQuantile {
    quantile(0.5, level: level, scale: scale)
  }

  /// The time by which a share of people has had the event, 0 < probability < 1, 0 < level < 1.
  ///
  /// Each of value and limits is the first time at which 1 - S, or 1 minus a limit of S, reaches the
  /// probability. Where it lies exactly at the probability, to R's tolerance of 1.5e-8, until it rises
  /// again, the middle of that stretch is given; where it stays there to the end, the middle between
  /// its beginning and the last observation. Where the probability is not reached, or nobody was
  /// fitted, there is no value (nil). The limits of S where S is 0 take no part, on any scale.
  ///
  /// This is R's `quantile.survfit` (survival 3.5-3), also for the stretch at the end, where
  /// `print.survfit` gives its beginning. Where a limit of S rises again, which a limit with few people
  /// at risk can do, the first crossing counts, as in `print.survfit`. Source: Brookmeyer and Crowley
  /// (1982), doi 10.2307/2530286.
  public func quantile(
    _ probability: Double, level: Double, scale: SurvivalScale = .logLog
  ) -> TimeQuantile {
    precondition(probability > 0 && probability < 1, "a quantile lies between 0 and 1")
    precondition(level > 0 && level < 1, "a confidence level lies between 0 and 1")
    let z = StandardNormal.twoSided(level: level)
    return TimeQuantile(
      value: firstTime(probability) { $0.survival },
      lower: firstTime(probability) { $0.limits(scale, z: z)?.lower },
      upper: firstTime(probability) { $0.limits(scale, z: z)?.upper })
  }

  /// Where a curve over the steps falls to 1 - probability.
  private func firstTime(_ probability: Double, _ curve: (Step) -> Double?) -> Double? {
    let tolerance = 0x1p-26
    var first: Double?
    for step in steps {
      guard let fallen = curve(step).map({ 1 - $0 }) else { break }
      if first == nil && fallen >= probability - tolerance { first = step.time }
      if let first, fallen >= probability + tolerance { return (first + step.time) / 2 }
    }
    guard let first, let lastTime, let last = steps.last, let end = curve(last),
      abs(1 - end - probability) < tolerance
    else { return nil }
    return (first + lastTime) / 2
  }
}
