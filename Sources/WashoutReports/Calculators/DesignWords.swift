internal import WashoutStatistics

/// A single-stage design in words and for programs.
struct DesignWords {
  private let design: SingleStageDesign

  init(_ design: SingleStageDesign) {
    self.design = design
  }

  /// What is asked; `alpha` is the key of the level of a test.
  func members(alpha: String) -> [JSONValue.Member] {
    let rule = design.rule
    let evidence: [JSONValue.Member] =
      switch rule.evidence {
      case .test(let level): [.init(alpha, .number(level))]
      case .interval(let method, let level):
        [.init("method", .string(method.key)), .init("level", .number(level))]
      }
    return [
      .init("direction", .string(rule.direction == .atMost ? "at_most" : "at_least")),
      .init("p0", .number(rule.value)), .init("p1", .number(design.alternative)),
    ] + evidence + [.init("inclusion", .number(design.inclusion))]
  }

  /// What is asked, on one line.
  var sentence: String {
    let rule = design.rule
    let value = NumberText.percent(exactly: rule.value)
    let evidence =
      switch (rule.evidence, rule.direction) {
      case (.test(let alpha), .atMost):
        "exact test that the rate is below \(value), \(percent(alpha)) one-sided"
      case (.test(let alpha), .atLeast):
        "exact test that the rate is above \(value), \(percent(alpha)) one-sided"
      case (.interval(let method, let level), .atMost):
        "\(percent(level)) \(method.name) upper limit below \(value)"
      case (.interval(let method, let level), .atLeast):
        "\(percent(level)) \(method.name) lower limit above \(value)"
      }
    let counted =
      design.inclusion < 1
      ? "; \(percent(design.inclusion)) of the enrolled are in the denominator" : ""
    return "Success: \(evidence)\(counted)"
  }

  /// What so many enrolled do, for programs.
  func members(_ size: SingleStageDesign.Performance) -> [JSONValue.Member] {
    [
      .init("n", .integer(size.enrolled)), .init("r", .integer(critical(size))),
      .init("of", .integer(denominator(size))), .init("rule", .text(rule(size))),
      .init("alpha", .number(size.alpha)), .init("power", .number(size.power)),
    ]
  }

  /// The rule as a count, over the number of people most expected in the denominator; nil where no count
  /// succeeds.
  func rule(_ size: SingleStageDesign.Performance) -> String? {
    critical(size).map {
      "\(design.rule.direction == .atMost ? "at most" : "at least") \($0) of \(denominator(size))"
    }
  }

  private func critical(_ size: SingleStageDesign.Performance) -> Int? {
    design.inclusion < 1 ? design.rule.critical(of: denominator(size)) : size.critical
  }

  private func denominator(_ size: SingleStageDesign.Performance) -> Int {
    Int((Double(size.enrolled) * design.inclusion).rounded())
  }

  private func percent(_ share: Double) -> String { NumberText.percent(exactly: share) }
}
