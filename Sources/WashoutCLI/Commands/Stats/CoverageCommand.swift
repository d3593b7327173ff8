internal import ArgumentParser
internal import WashoutReports

/// `washout stats coverage`.
struct CoverageCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "coverage",
    abstract: "Exact coverage and expected width of intervals, by every method.",
    discussion: """
      Coverage at one rate says little, since it jumps: beside it stand its mean over all rates and its \
      least value at any rate between 0 and 1.

      Example: washout stats coverage --subjects 15 --rate 0.3

        15 subjects, rate 30 %
        95 % interval     coverage   mean width   mean coverage   least coverage
        Clopper-Pearson    98.00 %        0.471         97.98 %          95.15 %
        Wilson             91.47 %        0.409         95.34 %          83.60 %
        Jeffreys           94.95 %        0.417         95.18 %          89.61 %
        Agresti-Coull      94.52 %        0.418         96.30 %          93.16 %
        mid-P              94.95 %        0.432         96.37 %          93.28 %
        Wald               94.95 %        0.437         81.88 %           0.00 %
      """)

  /// Each of them has an interval by each method.
  private static let mostSubjects = 10_000

  @Option(parsing: .unconditional, help: "Subjects.")
  var subjects: Int

  @Option(parsing: .unconditional, help: "The true rate.")
  var rate: Double

  @Option(parsing: .unconditional, help: "Confidence level.")
  var level = 0.95

  @OptionGroup var answer: AnswerOptions

  func validate() throws {
    try OptionCheck.count(subjects, "--subjects", in: 1...Self.mostSubjects)
    try OptionCheck.share(rate, "--rate", example: 0.3)
    try OptionCheck.insideShare(level, "--level", example: 0.95)
  }

  func run() throws {
    guard let coverage = CoverageCalculation(subjects: subjects, rate: rate, level: level) else {
      throw ValidationError("--rate and --level take shares.")
    }
    try answer.write(coverage)
  }
}
