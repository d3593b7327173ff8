internal import ArgumentParser
internal import WashoutReports

/// `washout stats interval`.
struct IntervalCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "interval",
    abstract: "Confidence interval of a proportion, by every method.",
    discussion: """
      Clopper-Pearson is exact: it never covers less than its level. Wilson, Jeffreys, Agresti-Coull and \
      mid-P cover about their level on average. Wald is there for comparison only: `washout stats \
      coverage` shows how far it falls short.

      Example: washout stats interval --events 3 --subjects 15

        3 of 15: 20.00 %
        95 % interval      lower     upper     width
        Clopper-Pearson   4.33 %   48.09 %   43.76 %
        Wilson            7.05 %   45.19 %   38.14 %
        Jeffreys          5.98 %   44.36 %   38.39 %
        Agresti-Coull     6.28 %   45.95 %   39.67 %
        mid-P             5.35 %   45.35 %   39.99 %
        Wald              0.00 %   40.24 %   40.24 %
      """)

  @OptionGroup var counts: ProportionOptions

  @Option(parsing: .unconditional, help: "Confidence level.")
  var level = 0.95

  @OptionGroup var answer: AnswerOptions

  func validate() throws {
    try OptionCheck.insideShare(level, "--level", example: 0.95)
  }

  func run() throws {
    try answer.write(IntervalCalculation(counts.proportion, level: level))
  }
}
