package import WashoutStatistics

/// The exact binomial test of a proportion.
package struct TestCalculation: Calculation {
  private let proportion: Proportion
  private let null: Double
  private let alternative: Alternative
  private let pValue: Double

  /// The test of a null rate; nil where that is not between 0 and 1.
  package init?(_ proportion: Proportion, null: Double, _ alternative: Alternative) {
    guard let pValue = proportion.binomialTest(null: null, alternative) else { return nil }
    self.proportion = proportion
    self.null = null
    self.alternative = alternative
    self.pValue = pValue
  }

  package var json: JSONValue {
    .object([
      .init("events", .integer(proportion.events)),
      .init("subjects", .integer(proportion.count)),
      .init("estimate", .number(proportion.estimate)),
      .init("null", .number(null)),
      .init("alternative", .string(alternative.key)),
      .init("p_value", .number(pValue)),
    ])
  }

  package func screen(width: Int) -> String {
    let rate = NumberText.percent(exactly: null)
    let question =
      switch alternative {
      case .less: "below \(rate), against \(rate) or more"
      case .greater: "above \(rate), against \(rate) or less"
      case .twoSided: "other than \(rate), against \(rate)"
      }
    return """
      \(proportion.events) of \(proportion.count): \(ExactText.percent(proportion.estimate))
      Test of a rate \(question): exact p = \(ExactText.probability(pValue))

      """
  }
}
