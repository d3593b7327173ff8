internal import Washout

/// The what-if cells in `summary.json`.
enum WhatIfSummary {
  static func json(_ results: WhatIfResults?) -> JSONValue {
    guard let results else { return .null }
    return .object([
      .init("trials", .integer(results.trials)),
      .init("outcomes", .array(results.outcomes.map { .string($0.rawValue) })),
      .init("base", .array(numbers(results, results.base))),
      .init("cells", .array(results.cells.map { cell($0, results) })),
    ])
  }

  private static func cell(_ cell: WhatIfResults.Cell, _ results: WhatIfResults) -> JSONValue {
    .object([
      .init("kind", .string(cell.kind.rawValue)),
      .init("end", .text(cell.end?.rawValue)),
      .init("settings", .array(cell.settings.map(setting))),
      .init("numbers", .array(numbers(results, cell.numbers))),
      .init("flipped_to_no", flipped(cell.flippedToNo)),
      .init("flipped_to_yes", flipped(cell.flippedToYes)),
    ])
  }

  private static func flipped(_ trials: PairedResults.FlippedTrials) -> JSONValue {
    .object([
      .init("trials", .integer(trials.count)),
      .init("first", .array(trials.first.map(JSONValue.integer))),
    ])
  }

  private static func setting(_ setting: WhatIfCell.Setting) -> JSONValue {
    .object([
      .init("path", .string(setting.path)),
      .init("value", .string(setting.value)),
      .init("base", .text(setting.base)),
      .init("unit", .string(setting.unit)),
    ])
  }

  private static func numbers(
    _ results: WhatIfResults, _ numbers: [PairedDifference?]
  ) -> [JSONValue] {
    zip(results.outcomes, numbers).map { outcome, number in
      .object([
        .init("outcome", .string(outcome.rawValue)),
        .init("value", .number(number?.other)),
        .init("mcse", .number(number?.otherMCSE)),
        .init("difference", .number(number?.difference)),
        .init("difference_mcse", .number(number?.mcse)),
      ])
    }
  }

  static var shape: Shape {
    let outcome = Shape.choice(WhatIfOutcome.allCases.map(\.rawValue))
    let number = Shape.object([
      Field("outcome", outcome, "What it is."),
      Field("value", .optional(.number), "The number in this cell; null where undefined."),
      Field("mcse", .optional(.number), "Its Monte Carlo standard error."),
      Field("difference", .optional(.number), "Cell minus base, on the same draws."),
      Field("difference_mcse", .optional(.number), "The error of the difference, from pairs."),
    ])
    let setting = Shape.object([
      Field("path", .text, "What is set."),
      Field("value", .text, "To what."),
      Field("base", .optional(.text), "The base case; null where it is no single value."),
      Field("unit", .text, "The unit; empty for a share, a count or a name."),
    ])
    let flipped = Shape.object([
      Field("trials", .integer, "How many."),
      Field("first", .array(.integer), "The first ones, as `trace --trial` takes them."),
    ])
    let cell = Shape.object([
      Field("kind", .choice(WhatIfCell.Kind.allCases.map(\.rawValue)), "What asked for it."),
      Field(
        "end", .optional(.choice(WhatIfCell.End.allCases.map(\.rawValue))), "The end of a range."),
      Field("settings", .array(setting), "What is set, in the order written."),
      Field("numbers", .array(number), "One for each outcome."),
      Field("flipped_to_no", flipped, "Trials that make the decision in the base case alone."),
      Field("flipped_to_yes", flipped, "Trials that make the decision in this cell alone."),
    ])
    return .object([
      Field("trials", .integer, "Simulated trials of the base and of each cell."),
      Field("outcomes", .array(outcome), "What is read of each cell."),
      Field("base", .array(number), "The base case in the same trials."),
      Field("cells", .array(cell), "The cells."),
    ])
  }
}
