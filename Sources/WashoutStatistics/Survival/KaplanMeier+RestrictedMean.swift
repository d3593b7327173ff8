/// The mean time without the event within a horizon.
public struct RestrictedMean: Sendable, Equatable {
  /// The area under the curve from 0 to the horizon, in the unit of the times.
  public let value: Double
  /// Its standard error; 0 without events before the horizon.
  public let standardError: Double
  /// True where the curve ends above 0 before the horizon and is carried forward to it.
  public let isCarriedForward: Bool
}

extension KaplanMeier {
  /// The restricted mean to a horizon above 0, and finite; nil when nobody was fitted.
  ///
  /// Times must not be below 0. The area is that under the curve as `survival(at:)` gives it, so beyond
  /// the last observation it is carried forward, as R does. The variance is the sum over event times
  /// t_j up to the horizon of A_j^2 d_j / (n_j (n_j - d_j)), with A_j the area from t_j to the
  /// horizon; where everybody at risk has the event A_j is 0. That is R's `print.survfit` with
  /// `rmean`, without the factor m / (m - 1) that some authors add. Source: Klein and Moeschberger
  /// (2003), equation 4.5.2; Irwin (1949).
  public func restrictedMean(to horizon: Double) -> RestrictedMean? {
    precondition(horizon > 0 && horizon < .infinity, "a horizon is above 0")
    guard let lastTime else { return nil }
    var area = 0.0
    var variance = 0.0
    var end = horizon
    for place in steps.indices.reversed() where steps[place].time <= horizon {
      let step = steps[place]
      area += (end - step.time) * step.survival
      end = step.time
      if step.survival == 0 { continue }
      let now = step.events - (place == 0 ? 0 : steps[place - 1].events)
      let term = Double(now) / (Double(step.atRisk) * Double(step.atRisk - now))
      variance += area * area * term
    }
    return RestrictedMean(
      value: area + end, standardError: variance.squareRoot(),
      isCarriedForward: horizon > lastTime && steps.last?.survival ?? 1 > 0)
  }
}
