internal import ArgumentParser
internal import WashoutReports
internal import WashoutScenarios
internal import WashoutStatistics

/// `washout stats logrank`.
struct LogRankCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "logrank",
    abstract: "One-sample log-rank test of a CSV file against a known curve.",
    discussion: """
      Observed events are compared with those that the reference leads to expect in the same follow-up. z \
      is below 0 with fewer events than expected. Its variance is E (classic; conservative in small trials \
      when fewer events are hoped for) or (O + E) / 2 (Wu 2014). The Poisson tails take E as fixed.

      Example: washout stats logrank scenarios/freireich.csv --median 10

        21 subjects: observed 9, expected 24.88
        observed / expected 0.362, 95 % interval 0.165 to 0.687 (Poisson)
        variance                 z   two-sided p   fewer events p   more events p
        E (classic)        -3.1842      0.001452        0.0007258          0.9993
        (O + E) / 2 (Wu)   -3.8590     0.0001138        5.692e-05          0.9999
        Poisson, exact           -             -        0.0002391          0.9999
      """)

  @OptionGroup var data: SurvivalDataOptions

  @OptionGroup var reference: ReferenceOptions

  @Option(parsing: .unconditional, help: "Confidence level of observed / expected.")
  var level = 0.95

  @OptionGroup var answer: AnswerOptions

  func validate() throws {
    try OptionCheck.insideShare(level, "--level", example: 0.95)
  }

  func run() throws {
    let file = try data.read()
    let curve = try reference.curve()
    try answer.write(
      LogRankCalculation(
        try test(file, curve), subjects: file.times.count, reference: reference.reference.rawValue,
        level: level))
  }

  private func test(_ file: SurvivalFile, _ curve: ReferenceCurve) throws -> OneSampleLogRank {
    do throws(SurvivalError) {
      return try OneSampleLogRank(
        RightCensoredSample(times: file.times, isEvent: file.isEvent), against: curve)
    } catch .beyondReference(let subject, let time) {
      let words =
        "the reference curve has ended or fallen to 0 by time \(Terms.number(time)); give a longer curve, or "
        + "end this subject's time, censored, where the curve ends above 0"
      throw Failure.told(file.fault(words, subject: subject))
    }
  }
}
