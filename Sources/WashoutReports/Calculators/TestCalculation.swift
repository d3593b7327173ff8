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
    let sides =
      switch alternative {
      case .less: "is below"
      case .greater: "is above"
      case .twoSided: "differs from"
      }
    return """
      \(proportion.events) of \(proportion.count): \(ExactText.percent(proportion.estimate))
      The rate \(sides) \(NumberText.percent(exactly: null)): exact p = \(ExactText.probability(pValue))

      """
  }
}
