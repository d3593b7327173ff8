package import WashoutStatistics

/// The chances of a pausing rule at true rates.
package struct PausingCalculation: Calculation {
  private let rule: PausingRule
  private let chances: [PausingRule.Chances]

  /// A rule at rates of 0...1.
  package init(_ rule: PausingRule, rates: [Double]) {
    self.rule = rule
    chances = rates.map(rule.chances)
  }

  package var json: JSONValue {
    .object([
      .init(
        "rule",
        .array(
          rule.pairs.map {
            .object([.init("events", .integer($0.events)), .init("subjects", .integer($0.people))])
          })),
      .init(
        "rates",
        .array(
          chances.map { found in
            .object([
              .init("rate", .number(found.rate)), .init("pause", .number(found.pause)),
              .init("pause_by", .array(found.pauseBy.map { .number($0) })),
              .init("expected_subjects", .number(found.expectedPeople)),
            ])
          })),
    ])
  }

  package func screen(width: Int) -> String {
    let words = rule.pairs.map { "at least \($0.events) of the first \($0.people)" }
    let rows = chances.map { found in
      [NumberText.percent(exactly: found.rate)] + found.pauseBy.map(ExactText.percent)
        + [NumberText.fixed(found.expectedPeople, decimals: 1)]
    }
    let head = Paragraph.wrapped(
      "Pause: \(words.joined(separator: ", or ")) with an event", width: width, indent: "  ")
    let header =
      ["true rate"] + rule.pairs.map { "pause by \($0.people)" } + ["mean subjects till then"]
    return head + "\n" + TextTable.text(header, rows, width: width) + "\n"
  }
}
