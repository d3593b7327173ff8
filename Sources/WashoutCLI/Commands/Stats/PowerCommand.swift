internal import ArgumentParser
internal import WashoutReports

/// `washout stats power`.
struct PowerCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "power",
    abstract: "Exact power of a one-arm trial of a given size.",
    discussion: """
      The trial succeeds when the exact test rules out p0, or when a confidence limit lies beyond a rate; \
      the rule is printed as a count. With --inclusion the denominator is binomial: the power is summed \
      over every number that can enter it, and the rule is printed for the most expected one.

      Example: washout stats power --subjects 15 --upper-below 0.55 --p1 0.292881

        Success: 95 % Clopper-Pearson upper limit below 55 %
        15 enrolled: success is at most 3 of 15
        chance of success at 55 % (actual alpha)   0.006327
        chance of success at 29.29 % (power)         0.3180
      """)

  /// With a binomial denominator every smaller size is looked at.
  private static let mostRandom = 20_000

  @Option(parsing: .unconditional, help: "Subjects enrolled.")
  var subjects: Int

  @OptionGroup var options: DesignOptions
  @OptionGroup var answer: AnswerOptions

  func validate() throws {
    let most = options.inclusion < 1 ? Self.mostRandom : OptionCheck.mostSubjects
    try OptionCheck.count(subjects, "--subjects", in: 1...most)
  }

  func run() throws {
    try answer.write(PowerCalculation(options.design, enrolled: subjects))
  }
}
