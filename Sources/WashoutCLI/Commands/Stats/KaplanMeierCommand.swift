internal import ArgumentParser
internal import WashoutReports
internal import WashoutStatistics

/// `washout stats km`.
struct KaplanMeierCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "km",
    abstract: "Kaplan-Meier curve of a CSV file, with its median.",
    discussion: """
      Limits are on one of the scales of R's survfit (--conf), the median's those of Brookmeyer and \
      Crowley. Where the curve is 1 or 0 no scale has limits; exact ones are marked. The number at risk is \
      that just before a time; beyond the last time the curve is carried forward. scenarios/freireich.csv \
      holds weeks to relapse under 6-mercaptopurine (Freireich and others 1963).

      Example: washout stats km scenarios/freireich.csv --at 10,23

        21 subjects, 9 with the event, the last time 35
        time   at risk   survival    error   95 % from        to
        10          15    75.29 %   0.0963     50.32 %   88.94 %
        23           6    44.82 %   0.1346     18.81 %   68.01 %
        median 23, 95 % interval 13 to not reached (log-log limits)
      """)

  @OptionGroup var data: SurvivalDataOptions

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Times, with commas. (default: every time with an event)", valueName: "times"),
    transform: { try OptionCheck.numbers($0, "--at") })
  var at: [Double]?

  @Option(
    help: ArgumentHelp(
      "Scale of the limits: plain, log, log-log, logit or arcsin. (default: log-log)",
      valueName: "scale"),
    transform: Self.scale)
  var conf = SurvivalScale.logLog

  @Option(parsing: .unconditional, help: "Confidence level.")
  var level = 0.95

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Give the mean time within this horizon as well.", valueName: "time"))
  var restrictedMean: Double?

  @OptionGroup var answer: AnswerOptions

  func validate() throws {
    try OptionCheck.insideShare(level, "--level", example: 0.95)
    for time in at ?? [] where time < 0 {
      throw ValidationError("--at takes times from 0 on.")
    }
    if let restrictedMean, !(restrictedMean > 0 && restrictedMean < .infinity) {
      throw ValidationError("--restricted-mean takes a time above 0.")
    }
  }

  func run() throws {
    let calculation = KaplanMeierCalculation(
      try data.read().sample, at: at, level: level, scale: conf, restrictedTo: restrictedMean)
    try answer.write(calculation)
  }

  private static func scale(_ name: String) throws -> SurvivalScale {
    if let scale = SurvivalScale(rawValue: name) { return scale }
    let names = SurvivalScale.allCases.map(\.rawValue).joined(separator: ", ")
    throw ValidationError("--conf has no scale '\(name)'; the scales are \(names).")
  }
}
