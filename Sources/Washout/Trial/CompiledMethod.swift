internal import Foundation
package import WashoutStatistics

extension CompiledAnalysis {
  /// The methods, without their text.
  package enum Method: Sendable, Equatable {
    /// Events over people.
    case proportion(lost: Analysis.LostPatients)
    /// 1 - Kaplan-Meier at the end with log-log limits.
    case kaplanMeier
    /// Another reading of the times.
    case curve(CurveMethod)

    /// Whether an estimate is a function of the events among the people in the denominator alone.
    package var isOfCounts: Bool {
      switch self {
      case .proportion(.tilted), .kaplanMeier, .curve: false
      case .proportion: true
      }
    }

    /// Whether it is a proportion.
    package var isProportion: Bool { if case .proportion = self { true } else { false } }

    /// The odds for missing outcomes, where the proportion is tilted.
    package var tilt: Double? {
      if case .proportion(.tilted(let odds)) = self { odds } else { nil }
    }

    /// Whether it estimates the share with a recurrence, so that a true value exists.
    package var isShare: Bool {
      switch self {
      case .curve(.logRank), .curve(.restrictedMean), .curve(.median): false
      default: true
      }
    }

    /// Whether it has limits.
    package var hasInterval: Bool {
      switch self {
      case .curve(.turnbull), .curve(.median): false
      default: true
      }
    }

    /// Whether it has a standard error.
    package var hasVariance: Bool {
      if case .curve(.logRank) = self { false } else { hasInterval }
    }

    /// What its test sets out to show; nil without a test.
    package var alternative: Analysis.Alternative? {
      if case .curve(.logRank(_, let alternative, _)) = self { alternative } else { nil }
    }
  }

  /// What is read off the times of one trial.
  package enum CurveMethod: Sendable, Equatable {
    /// 1 - Kaplan-Meier with limits on a scale.
    case kaplanMeier(SurvivalScale)
    /// 1 - exp(-H).
    case nelsonAalen
    /// The incidence before loss; `missingIsCause` where the data leave the lost without an outcome.
    case aalenJohansen(missingIsCause: Bool)
    /// 1 - S of the exponential fit.
    case exponential
    /// 1 - S of the Weibull fit.
    case weibull
    /// 1 - S of interval-censored times.
    case turnbull
    /// Observed over expected.
    case logRank(ReferenceCurve, Analysis.Alternative, OneSampleLogRank.Variance)
    /// Weeks without recurrence.
    case restrictedMean
    /// Weeks to recurrence of half.
    case median
  }

  /// A method of times.
  static func curve(
    _ analysis: Analysis, _ estimand: Estimand
  ) throws(SimulationError) -> Method {
    switch analysis.method {
    case .proportion(let lost, _), .exactTest(let lost, _, _, _), .betaBinomial(let lost, _):
      .proportion(lost: lost ?? .leftOut)
    case .kaplanMeier(.logLog): .kaplanMeier
    case .kaplanMeier(let interval): .curve(.kaplanMeier(interval.scale))
    case .nelsonAalen: .curve(.nelsonAalen)
    case .aalenJohansen:
      .curve(.aalenJohansen(missingIsCause: estimand.strategies[.lost] != .whileOn))
    case .exponential: .curve(.exponential)
    case .weibull: .curve(.weibull)
    case .turnbull: .curve(.turnbull)
    case .logRank(let reference, let alternative, let variance):
      .curve(
        .logRank(
          try curve(reference, "analyses.\(analysis.name).reference"), alternative,
          variance == .wu ? .wu : .classic))
    case .restrictedMean: .curve(.restrictedMean)
    case .median: .curve(.median)
    }
  }

  /// The reference in days.
  private static func curve(
    _ reference: Analysis.ReferenceTime, _ path: String
  ) throws(SimulationError) -> ReferenceCurve {
    do {
      return try reference.curve
    } catch {
      throw .invalid(path: path, reason: "no such curve: \(error)")
    }
  }
}

extension Analysis.ReferenceTime {
  /// The curve over days.
  ///
  /// - Throws: `SurvivalError` for a median, shape or week that is not above 0, and a probability that is not
  ///   above 0 and below 1.
  package var curve: ReferenceCurve {
    get throws(SurvivalError) {
      switch self {
      case .exponential(let median): return try .exponential(median: 7 * median)
      case .weibull(let shape, let median):
        return try .weibull(shape: shape, median: 7 * median)
      case .recurrenceFree(let week, let probability):
        guard probability > 0 && probability < 1 else {
          throw .notAShare(parameter: "probability", value: probability)
        }
        guard week > 0 else { throw .notPositive(parameter: "at_week", value: week) }
        return try .exponential(rate: -log(probability) / (7 * week))
      }
    }
  }
}

extension Analysis.CurveInterval {
  /// The scale behind the name.
  package var scale: SurvivalScale {
    switch self {
    case .plain: .plain
    case .log: .logarithm
    case .logLog: .logLog
    case .logit: .logit
    case .arcsine: .arcsine
    }
  }
}
