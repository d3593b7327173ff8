package import Washout

extension PopulationOfInterest {
  /// The population in words.
  package var inWords: String {
    switch self {
    case .dosed: "everyone dosed"
    case .entered: "those who enter observation off drug"
    case .responders: "responders"
    }
  }
}

extension IntercurrentEvent {
  /// The event in words.
  package var inWords: String {
    switch self {
    case .lost: "lost"
    case .stopsDosing: "dosing stopped"
    case .worseBefore: "worse before withdrawal"
    case .therapyChanged: "standard therapy changed"
    case .noResponse: "no response"
    }
  }
}

extension Strategy {
  /// The strategy of ICH E9(R1) in words.
  package var inWords: String {
    switch self {
    case .hypothetical: "hypothetical (as if it had not happened)"
    case .treatmentPolicy: "treatment policy (counts all the same)"
    case .composite: "composite (is itself an outcome)"
    case .whileOn: "while on (only what came before counts)"
    case .principalStratum: "principal stratum (only people without it)"
    }
  }
}

extension Layer {
  /// The layer in words.
  package var inWords: String {
    switch self {
    case .latent: "latent (no error, every instant)"
    case .atVisits: "at visits (no error, at the visits made)"
    case .assessed: "assessed (with error, at the visits made)"
    }
  }
}

extension Analysis {
  /// The method in words, missing outcomes included.
  package var inWords: String {
    switch method {
    case .proportion(let lost, _): "proportion" + lost.inWords
    case .exactTest(let lost, let null, let alternative, _):
      "proportion" + lost.inWords
        + "; exact test of \(alternative.inWords) than \(NumberText.percent(exactly: null))"
    case .betaBinomial(let lost, let prior):
      "posterior mean" + lost.inWords + "; prior \(prior.inWords)"
    case .kaplanMeier: "1 - Kaplan-Meier on nominal days"
    case .nelsonAalen: "1 - exp(-H), H by Nelson-Aalen"
    case .aalenJohansen: "Aalen-Johansen incidence before loss"
    case .exponential: "1 - S of an exponential curve"
    case .weibull: "1 - S of a Weibull curve"
    case .turnbull: "1 - S by Turnbull, recurrence between two visits"
    case .logRank(let reference, let alternative, let variance):
      "observed over expected recurrences against \(reference.inWords), one-sample log-rank test of "
        + "\(alternative.inWords)\(variance == .wu ? ", Wu's variance" : "")"
    case .restrictedMean: "mean weeks without recurrence within the time that counts"
    case .median: "median weeks to recurrence"
    }
  }

  /// The interval in words, such as `95 % Clopper-Pearson interval`.
  package var intervalInWords: String {
    let level = NumberText.percent(exactly: level)
    return switch method {
    case .proportion(.tilted, .wilson): "\(level) Wilson interval at the effective number"
    case .proportion(_, let interval), .exactTest(_, _, _, let interval):
      "\(level) \(interval.inWords) interval"
    case .betaBinomial: "\(level) credible interval"
    case .kaplanMeier(let interval): "\(level) \(interval.inWords) interval"
    case .nelsonAalen: "\(level) interval on the scale of ln H"
    case .aalenJohansen, .weibull: "\(level) log-log interval"
    case .exponential: "\(level) interval on the scale of the log rate"
    case .logRank: "\(level) Poisson interval"
    case .restrictedMean: "\(level) normal interval"
    case .turnbull, .median: "no interval"
    }
  }
}

extension Analysis {
  /// Whether it estimates a share, of which a bias and a coverage can be told.
  package var isShare: Bool {
    switch method {
    case .logRank, .restrictedMean, .median: false
    default: true
    }
  }

  /// Whether it has limits.
  package var hasLimits: Bool {
    switch method {
    case .turnbull, .median: false
    default: true
    }
  }
}

extension Analysis.LostPatients? {
  /// What becomes of the lost, as the end of a sentence; nothing where nobody is.
  fileprivate var inWords: String {
    switch self {
    case .leftOut: ", lost patients left out"
    case .noRecurrence: ", lost patients counted without recurrence"
    case .recurrence: ", lost patients counted with recurrence"
    case .tilted(let odds):
      ", lost patients with \(Terms.number(odds)) times the odds of the others"
    case nil: ""
    }
  }
}

extension [Analysis.PriorComponent] {
  /// A mixture such as `0.8 Beta(3, 7) + 0.2 Beta(1, 1)`.
  package var inWords: String {
    let sum = reduce(0) { $0 + $1.weight }
    return map { part in
      let beta = "Beta(\(Terms.number(part.alpha)), \(Terms.number(part.beta)))"
      return count == 1 ? beta : "\(Terms.number(part.weight / sum)) \(beta)"
    }.joined(separator: " + ")
  }
}

extension Analysis.CurveInterval {
  /// The name of the scale.
  package var inWords: String {
    switch self {
    case .plain: "plain"
    case .log: "log"
    case .logLog: "log-log"
    case .logit: "logit"
    case .arcsine: "arcsine"
    }
  }
}

extension Analysis.Alternative {
  /// What is to be shown.
  package var inWords: String {
    switch self {
    case .fewer: "fewer recurrences"
    case .more: "more recurrences"
    case .twoSided: "a difference"
    }
  }
}

extension Analysis.ReferenceTime {
  /// The curve in words.
  package var inWords: String {
    switch self {
    case .exponential(let median):
      "an exponential curve with median \(Terms.amount(median, "week"))"
    case .weibull(let shape, let median):
      "a Weibull curve with shape \(Terms.number(shape)) and median \(Terms.amount(median, "week"))"
    case .recurrenceFree(let week, let probability):
      "an exponential curve with \(NumberText.percent(exactly: probability)) free at week "
        + Terms.number(week)
    }
  }
}

extension Analysis.ProportionInterval {
  /// The name of the interval.
  package var inWords: String {
    switch self {
    case .clopperPearson: "Clopper-Pearson"
    case .wilson: "Wilson"
    case .jeffreys: "Jeffreys"
    case .agrestiCoull: "Agresti-Coull"
    case .midP: "mid-P"
    case .wald: "Wald"
    }
  }
}

extension Decision.Rule {
  /// The condition in words, such as `upper limit below 40 %`.
  package var inWords: String {
    switch self {
    case .upperLimitBelow(let limit): "upper limit below \(NumberText.percent(exactly: limit))"
    case .lowerLimitAbove(let limit): "lower limit above \(NumberText.percent(exactly: limit))"
    case .pValueBelow(let limit): "p-value at most \(Terms.number(limit))"
    case .posteriorOfRateBelow(let rate, let probability):
      "probability of a rate below \(NumberText.percent(exactly: rate)) above "
        + NumberText.percent(exactly: probability)
    case .posteriorOfRateAbove(let rate, let probability):
      "probability of a rate above \(NumberText.percent(exactly: rate)) above "
        + NumberText.percent(exactly: probability)
    }
  }

  /// The count that decides, such as `at most 1 of 13`.
  ///
  /// `0 of 8 or more` where the usual denominator is too small, `never with 4` where any is.
  package func inWords(_ deciding: DecidingCount) -> String {
    text(deciding, atMost: "at most", atLeast: "at least")
  }

  /// The same in symbols, such as `<= 1 of 13`.
  package func inSymbols(_ deciding: DecidingCount) -> String {
    text(deciding, atMost: "<=", atLeast: ">=")
  }

  /// Whether few recurrences decide, as far as the rule alone says.
  private var isAtMost: Bool {
    switch self {
    case .upperLimitBelow, .posteriorOfRateBelow: true
    case .lowerLimitAbove, .posteriorOfRateAbove, .pValueBelow: false
    }
  }

  private func text(_ deciding: DecidingCount, atMost: String, atLeast: String) -> String {
    guard let count = deciding.count else { return "never with \(deciding.denominator)" }
    let bound = deciding.isAtMost ?? isAtMost ? atMost : atLeast
    let text =
      count == 0 ? "0 of \(deciding.denominator)" : "\(bound) \(count) of \(deciding.denominator)"
    return deciding.isLeast ? text + " or more" : text
  }
}
