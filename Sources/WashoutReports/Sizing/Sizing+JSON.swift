internal import Washout
internal import WashoutStatistics

extension Sizing {
  /// The answer for programs, ending in a newline.
  public var document: String {
    JSONValue.object([
      .init("scenario", .string(results.scenario.name)),
      .init("analysis", .string(results.scenario.analyses[0].name)),
      .init("decision", .text(results.scenario.decision?.name)),
      .init("trials", .integer(results.trials)),
      .init("seed", .integer(results.scenario.simulation.seed)),
      .init("from", .integer(results.sizes.lowerBound)),
      .init("to", .integer(results.sizes.upperBound)),
      .init("chances_are_exact", .bool(results.hasExactChances)),
      .init("widths_are_exact", .bool(results.hasExactWidths)),
      .init("largest_disagreement_in_mcse", .number(largestDisagreement)),
      .init("criteria", .array(answers.answers.indices.map(criterion))),
      .init("first_n", .integer(answers.first)), .init("stable_n", .integer(answers.stable)),
      .init("is_reached", .bool(isReached)),
      .init("sizes", .array((compared ?? Array(results.sizes)).map(row))),
    ]).document
  }

  private func criterion(_ place: Int) -> JSONValue {
    let answer = answers.answers[place]
    let others =
      answers.conflicts.filter { $0.few == place }.map(\.many)
      + answers.conflicts.filter { $0.many == place }.map(\.few)
    var members: [JSONValue.Member] = [
      .init("criterion", .string(answer.criterion.key)),
      .init("words", .string(answer.criterion.inWords)),
      .init("target", .number(answer.criterion.target)),
    ]
    for (key, range) in [
      ("first_n", answer.first), ("stable_n", answer.stable), ("last_n", answer.last),
    ] {
      if let range {
        members += [
          .init(key, .integer(range.value)), .init(key + "_low", .integer(range.low)),
          .init(key + "_high", .integer(range.high)),
        ]
      }
    }
    return .object(
      members + [
        .init("looked_to", .integer(answer.lookedTo)), .init("is_exact", .bool(answer.isExact)),
        .init("is_binding", .bool(answers.binding.contains(place))),
        .init(
          "conflicts_with",
          .array(others.map { .string(answers.answers[$0].criterion.key) })),
      ])
  }

  private func row(_ size: Int) -> JSONValue {
    let findings = findings(size)
    var members: [JSONValue.Member] = [.init("n", .integer(size))]
    func add(_ key: String, _ measure: Measure?) {
      members += [
        .init(key, .number(measure?.value)), .init(key + "_mcse", .number(measure?.mcse)),
      ]
    }
    add("entered", results.entered(size))
    let count = results.hasExactChances ? findings.decisionCount() : nil
    members += [
      .init("deciding_count", .integer(count?.count)),
      .init("deciding_denominator", .integer(count?.denominator)),
    ]
    add("probability_of_decision", results.chance(size))
    add("probability_of_decision_no_effect", results.chance(size, .noEffect))
    add("simulated_probability_of_decision", results.simulatedChance(size))
    add("interval_width", results.width(size))
    add("recurrences", results.recurrences(size))
    members.append(.init("event_chance", .number(event?.chance(among: size))))
    add("screened", results.screened(size))
    add("months", results.months(size))
    if compared != nil {
      members.append(.init("protocol", .text(ProtocolParagraph(findings).sentence)))
    }
    return .object(members)
  }
}
