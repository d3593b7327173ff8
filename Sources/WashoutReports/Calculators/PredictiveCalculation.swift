package import WashoutStatistics

/// A predictive-probability design: its boundaries, what it does, and how a running trial stands.
package struct PredictiveCalculation: Calculation {
  private let design: PredictiveDesign
  private let plan: MonitoringPlan
  private let p1: Double
  private let interim: Proportion?
  private let search: PredictiveDesignSearch?

  /// A given design.
  ///
  /// `interim` are the events among the first people of a running trial, at most all of them.
  package init(_ design: PredictiveDesign, p1: Double, interim: Proportion?) {
    self.design = design
    self.p1 = p1
    self.interim = interim
    plan = design.plan
    search = nil
  }

  /// A design that was searched for.
  package init(_ search: PredictiveDesignSearch, p1: Double, interim: Proportion?) {
    design = search.design
    plan = search.plan
    self.p1 = p1
    self.interim = interim
    self.search = search
  }

  private var null: MonitoringCharacteristics {
    plan.characteristics(at: design.criterion.limit)
  }
  private var other: MonitoringCharacteristics { plan.characteristics(at: p1) }

  package var json: JSONValue {
    let (null, other) = (null, other)
    return .object(
      [
        .init("direction", .string(plan.direction == .atMost ? "at_most" : "at_least")),
        .init("p0", .number(design.criterion.limit)), .init("p1", .number(p1)),
        .init("n", .integer(design.people)),
        .init("theta_t", .number(design.criterion.probability)),
        .init("theta_l", .number(design.futility)), .init("theta_u", .number(design.success)),
        .init("alpha", .number(null.success)), .init("power", .number(other.success)),
      ] + ranges + [
        .init("at_p0", Self.json(null)), .init("at_p1", Self.json(other)),
        .init("looks", .array(plan.looks.indices.map { json($0, null, other) })),
      ] + interimMembers)
  }

  private var ranges: [JSONValue.Member] {
    guard let search else { return [] }
    return [
      .init("theta_t_from", .number(search.criterionRange.lowerBound)),
      .init("theta_t_to", .number(search.criterionRange.upperBound)),
      .init("theta_l_from", .number(search.futilityRange.lowerBound)),
      .init("theta_l_to", .number(search.futilityRange.upperBound)),
    ]
  }

  private static func json(_ found: MonitoringCharacteristics) -> JSONValue {
    .object([
      .init("success", .number(found.success)), .init("expected_n", .number(found.expectedPeople)),
      .init("early_stopping", .number(found.earlyStopping)),
      .init("expected_estimate", .number(found.expectedEstimate)),
    ])
  }

  private func json(
    _ index: Int, _ null: MonitoringCharacteristics, _ other: MonitoringCharacteristics
  ) -> JSONValue {
    let look = plan.looks[index]
    return .object([
      .init("n", .integer(look.people)), .init("futility", .integer(look.futility)),
      .init("success", .integer(look.success)),
      .init("futility_at_p0", .number(null.looks[index].futility)),
      .init("success_at_p0", .number(null.looks[index].success)),
      .init("futility_at_p1", .number(other.looks[index].futility)),
      .init("success_at_p1", .number(other.looks[index].success)),
    ])
  }

  private var interimMembers: [JSONValue.Member] {
    guard let interim, let chance else { return [] }
    return [
      .init("events", .integer(interim.events)), .init("seen", .integer(interim.count)),
      .init("predictive_probability", .number(chance)),
    ]
  }

  private var chance: Double? {
    interim.map { design.predictiveProbability(events: $0.events, of: $0.count) }
  }

  package func screen(width: Int) -> String {
    let lines = sentences.map { Paragraph.wrapped($0, width: width, indent: "  ") }
    let tables = [characteristics(width: width), "", boundaries(width: width), ""]
    return (lines + tables).joined(separator: "\n")
  }

  private var sentences: [String] {
    let side = plan.direction == .atLeast ? "above" : "below"
    let stops = design.success < 1 ? ", with success above \(Terms.number(design.success))" : ""
    return [
      "Success of \(design.people): P(rate \(side) \(percent(design.criterion.limit))) > "
        + Terms.number(design.criterion.probability),
      "Stops for futility at a predictive probability below \(Terms.number(design.futility))\(stops)",
      interimSentence,
    ].compactMap { $0 }
  }

  private var interimSentence: String? {
    guard let interim, let chance else { return nil }
    return
      "With \(interim.events) of \(interim.count) seen, the predictive probability of success is "
      + ExactText.probability(chance)
  }

  private func characteristics(width: Int) -> String {
    let rows = [null, other].map { found in
      [
        percent(found.rate), ExactText.probability(found.success),
        NumberText.fixed(found.expectedPeople, decimals: 1),
        ExactText.percent(found.earlyStopping), ExactText.percent(found.expectedEstimate),
      ]
    }
    return TextTable.text(
      ["true rate", "P(success)", "mean n", "stops early", "mean estimate"], rows, width: width)
  }

  /// The looks at which a boundary is another than at the look before, and the last one.
  private func boundaries(width: Int) -> String {
    let looks = plan.looks.indices.filter { index in
      guard index > 0, index < plan.looks.count - 1 else { return true }
      let (look, before) = (plan.looks[index], plan.looks[index - 1])
      return look.futility != before.futility || look.success != before.success
    }
    let rows = looks.map { index in
      let look = plan.looks[index]
      return [
        String(look.people), PlanWords.futility(look, plan.direction),
        PlanWords.success(look, plan.direction),
      ]
    }
    return TextTable.text(["from n", "futility at", "success at"], rows, width: width)
  }

  private func percent(_ share: Double) -> String { NumberText.percent(exactly: share) }
}
