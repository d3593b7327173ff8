package import WashoutStatistics

/// Simon's two-stage designs for a level and a power, in either direction.
package struct SimonCalculation: Calculation {
  private let question: Question
  private let designs: TwoStageDesigns

  /// What is asked.
  package struct Question: Sendable, Equatable {
    /// The rate of no interest.
    package var p0: Double
    /// The rate hoped for; below p0 where few events are good, such as recurrences.
    package var p1: Double
    /// The largest level.
    package var alpha: Double
    /// The largest chance to miss p1.
    package var beta: Double
    /// The largest total size looked at.
    package var limit: Int

    package init(p0: Double, p1: Double, alpha: Double, beta: Double, limit: Int) {
      self.p0 = p0
      self.p1 = p1
      self.alpha = alpha
      self.beta = beta
      self.limit = limit
    }

    /// True where few events are good.
    var isFewer: Bool { p1 < p0 }
  }

  /// Searches; where few events are good, by the people without one.
  package init(_ question: Question) throws(DesignError) {
    self.question = question
    designs = try TwoStageDesigns(
      p0: question.isFewer ? 1 - question.p0 : question.p0,
      p1: question.isFewer ? 1 - question.p1 : question.p1, alpha: question.alpha,
      beta: question.beta, upTo: question.limit)
  }

  package var json: JSONValue {
    .object([
      .init("direction", .string(question.isFewer ? "at_most" : "at_least")),
      .init("p0", .number(question.p0)), .init("p1", .number(question.p1)),
      .init("alpha", .number(question.alpha)), .init("beta", .number(question.beta)),
      .init("optimal", json(designs.optimal)), .init("minimax", json(designs.minimax)),
      .init("admissible", .array(designs.admissible.map(json))),
      .init("optimum_certain", .bool(designs.isOptimumCertain)),
    ])
  }

  /// r1 and r count what is hoped for; `stop_if` and `reject_if` are the counts of events.
  private func json(_ found: TwoStageDesigns.Candidate) -> JSONValue {
    let design = found.design
    return .object([
      .init("r1", .integer(design.r1)), .init("n1", .integer(design.n1)),
      .init("r", .integer(design.r)), .init("n", .integer(design.n)),
      .init("expected_n", .number(found.expectedPeople)),
      .init("early_stopping", .number(found.earlyStopping)),
      .init("alpha", .number(found.alpha)), .init("power", .number(found.power)),
      .init("weight_of_n_from", .number(found.weights.lowerBound)),
      .init("weight_of_n_to", .number(found.weights.upperBound)),
      .init("stop_if", .string(stop(design))), .init("reject_if", .string(success(design))),
    ])
  }

  private func plan(_ design: TwoStageDesign) -> MonitoringPlan {
    question.isFewer ? design.recurrencePlan : design.plan
  }

  private func stop(_ design: TwoStageDesign) -> String {
    let plan = plan(design)
    return PlanWords.futility(plan.looks[0], plan.direction)
  }

  private func success(_ design: TwoStageDesign) -> String {
    let plan = plan(design)
    return PlanWords.success(plan.looks[1], plan.direction)
  }

  package func screen(width: Int) -> String {
    let head =
      "Success: rate \(question.isFewer ? "below" : "above") \(percent(question.p0)), "
      + "level at most \(percent(question.alpha)), power at least \(percent(1 - question.beta)) at "
      + percent(question.p1)
    let note =
      designs.isOptimumCertain
      ? "Mean n and early stops at \(percent(question.p0)). No larger design has a smaller mean n."
      : "Mean n and early stops at \(percent(question.p0)). A design of more than "
        + "\(NumberText.grouped(question.limit)) could have a smaller mean n; look further with --up-to."
    let rows = designs.admissible.map { found in
      [
        name(found), stop(found.design), success(found.design),
        NumberText.fixed(found.expectedPeople, decimals: 1),
        ExactText.percent(found.earlyStopping), ExactText.probability(found.alpha),
        ExactText.probability(found.power),
      ]
    }
    return [
      Paragraph.wrapped(head, width: width, indent: "  "),
      TextTable.text(
        ["design", "stop at", "success at", "mean n", "stops", "alpha", "power"], rows,
        width: width),
      Paragraph.wrapped(note, width: width, indent: "  "), "",
    ].joined(separator: "\n")
  }

  private func name(_ found: TwoStageDesigns.Candidate) -> String {
    switch (found == designs.minimax, found == designs.optimal) {
    case (true, true): "minimax, optimal"
    case (true, false): "minimax"
    case (false, true): "optimal"
    case (false, false): "admissible"
    }
  }

  private func percent(_ share: Double) -> String { NumberText.percent(exactly: share) }
}
