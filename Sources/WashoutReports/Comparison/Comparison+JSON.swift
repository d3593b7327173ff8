internal import Washout

extension Comparison {
  /// The comparison for programs, ending in a newline.
  public static func document(_ comparisons: [Comparison]) -> String {
    JSONValue.array(comparisons.map(\.json)).document
  }

  private var json: JSONValue {
    .object([
      .init("scenario", .string(other.name)), .init("base", .string(baseTitle)),
      .init("other", .string(title)),
      .init("trials", .integer(results.trials)), .init("seed", .integer(base.simulation.seed)),
      .init("kept_share", .number(results.keptShare)),
      .init(
        "inputs",
        .array(
          inputs.map {
            .object([
              .init("path", .string($0.path)), .init("base", .text($0.base)),
              .init("other", .text($0.other)),
              .init("in_range", $0.isInRange.map(JSONValue.bool) ?? .null),
              .init("kept_sources", .array($0.keptSources.map(JSONValue.string))),
            ])
          })),
      .init("outcomes", .array(results.differences.map(Self.outcome))),
      .init("flipped_to_no", Self.flips(results.flippedToNo)),
      .init("flipped_to_yes", Self.flips(results.flippedToYes)),
    ])
  }

  private static func outcome(_ numbers: PairedDifference) -> JSONValue {
    .object([
      .init("name", .string(numbers.outcome.name.rawValue)),
      .init("drug", .string(numbers.outcome.drug.rawValue)),
      .init("subject", .text(numbers.outcome.subject)),
      .init("layer", .text(numbers.outcome.layer?.rawValue)),
      .init("base", .number(numbers.base)), .init("base_mcse", .number(numbers.baseMCSE)),
      .init("other", .number(numbers.other)), .init("other_mcse", .number(numbers.otherMCSE)),
      .init("difference", .number(numbers.difference)), .init("mcse", .number(numbers.mcse)),
      .init("independent_trials", .number(numbers.independentTrials)),
    ])
  }

  private static func flips(_ flips: PairedResults.FlippedTrials) -> JSONValue {
    .object([
      .init("count", .integer(flips.count)),
      .init("first_trials", .array(flips.first.map { .integer($0) })),
    ])
  }
}
