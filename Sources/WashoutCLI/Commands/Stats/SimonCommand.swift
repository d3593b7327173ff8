internal import ArgumentParser
internal import WashoutReports
internal import WashoutStatistics

/// `washout stats simon`.
struct SimonCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "simon",
    abstract: "Simon's two-stage designs: optimal, minimax and all admissible ones.",
    discussion: """
      The trial stops after stage 1 when the result is poor. All designs are looked at: the optimal one has \
      the smallest mean n where the rate is p0, the minimax one the smallest n, and the admissible ones \
      between them are best for some weight of n against mean n. With --p1 below --p0 few events are good, \
      such as recurrences, and the counts are those of events; r1 and r of --json always count the \
      subjects one hopes for.

      Example: washout stats simon --p0 0.05 --p1 0.25 --alpha 0.10 --beta 0.10

        Success: rate above 5 %, level at most 10 %, power at least 90 % at 25 %
        design          stop at   success at   mean n     stops     alpha    power
        minimax      <= 0 of 13   >= 3 of 20     16.4   51.33 %   0.07356   0.9030
        admissible   <= 0 of 11   >= 3 of 21     15.3   56.88 %   0.07837   0.9054
        admissible   <= 0 of 10   >= 3 of 22     14.8   59.87 %   0.08311   0.9050
        optimal       <= 0 of 9   >= 3 of 24     14.5   63.02 %   0.09313   0.9028
        Mean n and early stops at 5 %. No larger design has a smaller mean n.
      """)

  @Option(parsing: .unconditional, help: "Rate of no interest.")
  var p0: Double

  @Option(
    parsing: .unconditional, help: "Rate hoped for; below --p0 where few events are good.")
  var p1: Double

  @Option(parsing: .unconditional, help: "Largest chance of success at --p0.")
  var alpha = 0.05

  @Option(parsing: .unconditional, help: "Largest chance of no success at --p1.")
  var beta = 0.2

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Largest n that is looked at, to 2,000.", valueName: "n"))
  var upTo = 500

  @OptionGroup var answer: AnswerOptions

  func validate() throws {
    try OptionCheck.insideShare(p0, "--p0", example: 0.05)
    try OptionCheck.insideShare(p1, "--p1", example: 0.25)
    try OptionCheck.insideShare(alpha, "--alpha", example: 0.05)
    try OptionCheck.insideShare(beta, "--beta", example: 0.2)
    try OptionCheck.count(upTo, "--up-to", in: 2...2000)
    if p0 == p1 { throw ValidationError("--p0 and --p1 are the same rate.") }
  }

  func run() throws {
    do {
      let found = try SimonCalculation(
        .init(p0: p0, p1: p1, alpha: alpha, beta: beta, limit: upTo))
      try answer.write(found)
    } catch let error as DesignError {
      throw DesignFailure.told(error, limitOption: "--up-to")
    }
  }
}
