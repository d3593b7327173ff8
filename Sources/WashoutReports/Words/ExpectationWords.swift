package import Washout

extension ExpectationResult {
  /// What is held to limits, such as `recurrence`.
  package var headlineInWords: String {
    switch expectation.headline {
    case .recurrence: "recurrence"
    case .probabilityOfDecision: "decision"
    case .decisionWithLooks: "decision with looks"
    }
  }

  /// The limits, such as `8 to 15 %` or `at least 30 %`.
  package var limitsInWords: String {
    switch (expectation.atLeast, expectation.atMost) {
    case (let low?, let high?):
      "\(Terms.number(100 * low)) to \(NumberText.percent(exactly: high))"
    case (let low?, nil): "at least \(NumberText.percent(exactly: low))"
    case (nil, let high?): "at most \(NumberText.percent(exactly: high))"
    case (nil, nil): "any"
    }
  }

  /// The value with the decimals of its error, such as `11.61 %`.
  package var valueInWords: String { NumberText.percent(value, besideError: mcse) }

  /// Its error in percentage points.
  package var errorInWords: String { NumberText.error(mcse, scale: 100) }

  /// Whether it is met, and whether another seed could turn that.
  package var verdictInWords: String {
    guard value != nil else { return "NOT MET: there is no value" }
    let verdict = isMet ? "met" : "NOT MET"
    return isClose
      ? verdict + ", but a limit lies within 2 MCSE, so another seed could turn it" : verdict
  }

  /// Limits and value, such as `recurrence 8 to 15 %; is 11.61 % (MCSE 0.03)`.
  package var statement: String {
    "\(headlineInWords) \(limitsInWords); is \(valueInWords) (MCSE \(errorInWords))"
  }

  /// All of it in one line.
  package var line: String { "Expected: \(statement): \(verdictInWords)" }
}
