internal import ArgumentParser
internal import WashoutReports
internal import WashoutStatistics

/// `washout stats test`.
struct TestCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "test",
    abstract: "Exact binomial test of a proportion.",
    discussion: """
      The two-sided p-value sums every count that is no likelier than the one observed, as R's binom.test \
      does.

      Example: washout stats test --events 3 --subjects 15 --null 0.5 --alternative less

        3 of 15: 20.00 %
        Test of a rate below 50 %, against 50 % or more: exact p = 0.01758
      """)

  @OptionGroup var counts: ProportionOptions

  @Option(parsing: .unconditional, help: "The rate under test.")
  var null: Double

  @Option(
    help: ArgumentHelp(
      "The rate is less, greater or (two-sided) either. (default: two-sided)",
      valueName: "side"),
    transform: Self.alternative)
  var alternative = Alternative.twoSided

  @OptionGroup var answer: AnswerOptions

  func validate() throws {
    try OptionCheck.share(null, "--null", example: 0.5)
  }

  func run() throws {
    let proportion = try counts.proportion
    guard let test = TestCalculation(proportion, null: null, alternative) else {
      throw ValidationError("--null takes a share from 0 to 1.")
    }
    try answer.write(test)
  }

  private static func alternative(_ name: String) throws -> Alternative {
    if let alternative = Alternative(key: name) { return alternative }
    throw ValidationError("write less, greater or two-sided.")
  }
}
