internal import ArgumentParser
internal import Washout
internal import WashoutReports
internal import WashoutScenarios

/// `washout calibrate`.
struct CalibrateCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "calibrate",
    abstract: "Find the value of a parameter that gives a stated rate.",
    discussion: """
      Scans the parameter over its range, or from --from to --to, since the curve can turn; then solves \
      between every two values with the rate between theirs, all on the same draws. The rate is the \
      declared truth of an estimand: that of the given name, or with `recurrence` the one of the analysis \
      that decides. Each root stands with its error and is checked on other draws. Where no value gives \
      the rate, it tells what can be reached, why, and which other parameters could; exit code 1.

      Example: washout calibrate cstar012 --target recurrence=0.12 --vary flares.background_per_year
      """)

  @Argument(help: "A scenario file, or the bare name of one in scenarios/.")
  var scenario: String

  @Option(
    help: ArgumentHelp("The rate that is wanted.", valueName: "estimand=rate"),
    transform: TargetRate.init)
  var target: TargetRate

  @Option(help: ArgumentHelp("The parameter to be varied.", valueName: "path"))
  var vary: String

  @Option(parsing: .unconditional, help: "Scan from here, in place of the parameter's range.")
  var from: Double?

  @Option(parsing: .unconditional, help: "Scan up to here.")
  var to: Double?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Take only roots between these values.", valueName: "low,high"),
    transform: NumberInterval.init)
  var between: NumberInterval?

  @Option(
    help: ArgumentHelp(
      "Write the scenario with the value found to a new file, comments and layout kept.",
      valueName: "file"))
  var write: String?

  @OptionGroup var setting: SettingOptions

  @OptionGroup var drawing: DrawingOptions

  @Flag(help: "Print JSON in place of the screen.")
  var json = false

  func validate() throws {
    if (from == nil) != (to == nil) { throw ValidationError("--from and --to go together.") }
    if let from, let to, !(from < to && from.isFinite && to.isFinite) {
      throw ValidationError("--from must lie below --to.")
    }
  }

  func run() async throws {
    let path = ScenarioPath(scenario)
    let run = CalibrationRun(path, self)
    try await Interruption.watched {
      do {
        let findings = try await run.findings()
        try json
          ? Console.write(findings.document)
          : Console.show(findings.screen(width: Console.width))
        if !findings.isFound { throw ExitStatus.no }
      } catch {
        throw Failure.told(error)
      }
    }
  }
}
