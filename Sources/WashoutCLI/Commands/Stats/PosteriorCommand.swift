internal import ArgumentParser
internal import WashoutReports
internal import WashoutStatistics

/// `washout stats posterior`.
struct PosteriorCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "posterior",
    abstract: "What is believed of a rate after the data: interval, limits, prediction.",
    discussion: """
      The prior is a beta distribution or a mixture of some, whose weights the data update. Of two \
      credible intervals the equal-tailed one leaves the same chance on both sides; the one of highest \
      density is the shortest, and in several pieces where the belief has several peaks.

      Example: washout stats posterior --events 3 --subjects 15 --prior 0.8:6,24 --prior 0.2:1,1 --limit 0.3

        3 of 15 on the prior 80.00 % Beta(6, 24) + 20.00 % Beta(1, 1)
        Posterior 92.86 % Beta(9, 36) + 7.14 % Beta(4, 13)
        rate                                   posterior
        mean                                     20.25 %
        median                                   19.68 %
        95 % equal-tailed interval     9.61 % to 34.18 %
        95 % of highest density        8.64 % to 32.72 %
        P(below 30 %), P(above 30 %)     0.9301, 0.06989
      """)

  @OptionGroup var counts: ProportionOptions

  @OptionGroup var prior: PriorOptions

  @Option(parsing: .unconditional, help: "Credible level.")
  var level = 0.95

  @Option(parsing: .unconditionalSingleValue, help: "Rate to compare with; can be repeated.")
  var limit: [Double] = []

  @Option(parsing: .unconditional, help: "Further subjects whose events are predicted.")
  var further: Int?

  @OptionGroup var answer: AnswerOptions

  func validate() throws {
    try OptionCheck.insideShare(level, "--level", example: 0.95)
    for limit in limit { try OptionCheck.share(limit, "--limit", example: 0.3) }
    if let further { try OptionCheck.count(further, "--further", in: 0...100_000) }
  }

  func run() throws {
    try answer.write(
      PosteriorCalculation(
        prior: prior.belief, data: counts.proportion, level: level, limits: limit,
        further: further))
  }
}
