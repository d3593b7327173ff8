internal import Washout

extension OutputCheck {
  /// Findings for programs, in their order, ending in a newline.
  ///
  /// `isFine` says of each whether nothing is left to be done, an update of this run included.
  public static func document(_ checks: [OutputCheck], isFine: (OutputCheck) -> Bool) -> String {
    JSONValue.array(checks.map { $0.json(isFine: isFine($0)) }).document
  }

  private func json(isFine: Bool) -> JSONValue {
    .object([
      .init("name", .string(name)), .init("status", .string(status.rawValue)),
      .init("found", .string(phrase)), .init("is_fine", .bool(isFine)),
      .init("is_simulated", .bool(isSimulated)),
      .init("changes", .array(changes.map(Self.json))),
      .init("headline", Self.json(headline)), .init("others", Self.json(others)),
      .init("rest", .integer(rest)),
      .init("expectations", .array(expectations.map(Self.json))),
    ])
  }

  private static func json(_ moves: Moves) -> JSONValue {
    .object([
      .init("numbers", .integer(moves.count)), .init("moves", .array(moves.all.map(\.json))),
    ])
  }

  private static func json(_ change: Change) -> JSONValue {
    .object([
      .init("path", .string(change.path)), .init("committed", .string(change.committed)),
      .init("now", .string(change.now)), .init("location", .text(change.location)),
    ])
  }

  private static func json(_ expectation: ExpectationResult) -> JSONValue {
    .object([
      .init("headline", .string(expectation.expectation.headline.rawValue)),
      .init("at_least", .number(expectation.expectation.atLeast)),
      .init("at_most", .number(expectation.expectation.atMost)),
      .init("value", .number(expectation.value)), .init("mcse", .number(expectation.mcse)),
      .init("is_met", .bool(expectation.isMet)),
    ])
  }
}

extension NumberMove {
  fileprivate var json: JSONValue {
    .object([
      .init("number", .string(label)), .init("committed", .number(committed)),
      .init("now", .number(now)), .init("mcse", .number(mcse)),
    ])
  }
}
