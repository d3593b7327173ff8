internal import ArgumentParser
internal import WashoutReports
internal import WashoutScenarios

/// `washout analyze`.
struct AnalyzeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "analyze",
    abstract: "Analyse a real trial as the scenario plans it.",
    discussion: """
      With --visits, every definition of recurrence is scored from the visits (one row each), then who \
      entered, who was lost, the scenario's analyses and its decision. With --subjects, the analyses of \
      times to recurrence (USUBJID, AVAL in days, CNSR 0 for an event), which count from withdrawal unless \
      --times-from says first_dose. Then where the observed count lies, given its denominator: on the \
      assumed drug, without effect, at each true rate of interest; and the likelihood of each end of each \
      range over that of the base case. --template prints a file to start from.

      A scenario's looks are taken in the order of the patients in the file.

      It prints, and writes only to --output, which must lie outside of output/ and of every git work tree: \
      real patients must not end in git. Bad rows are all named at once (exit 65).

      Example: washout analyze cstar012 --visits visits.csv
      """)

  /// A kind of data.
  enum Template: String, ExpressibleByArgument, CaseIterable {
    case visits
    case subjects
  }

  @Argument(help: "A scenario file, or the bare name of a scenario in scenarios/.")
  var scenario: String

  @Option(help: ArgumentHelp("A CSV file with one row a visit.", valueName: "file"))
  var visits: String?

  @Option(help: ArgumentHelp("A CSV file of times to recurrence (ADTTE).", valueName: "file"))
  var subjects: String?

  @Option(
    help: ArgumentHelp(
      "Where times of --subjects begin: withdrawal or first_dose. (default: withdrawal)",
      valueName: "origin"),
    transform: Self.origin)
  var timesFrom: SubjectsFile.Origin?

  @Option(help: ArgumentHelp("The PARAMCD of --subjects to take.", valueName: "code"))
  var parameter: String?

  @Option(help: "Print a file to start from: visits or subjects.")
  var template: Template?

  @OptionGroup var setting: SettingOptions

  @OptionGroup var drawing: DrawingOptions

  @Option(help: ArgumentHelp("Write the tables to this folder.", valueName: "dir"))
  var output: String?

  @Flag(help: "Only the data: simulate nothing to compare them with.")
  var dataOnly = false

  @Flag(help: "Print everything as JSON.")
  var json = false

  func validate() throws {
    guard [visits != nil, subjects != nil, template != nil].count(where: { $0 }) == 1 else {
      throw ValidationError("Give one of --visits FILE, --subjects FILE and --template.")
    }
    if subjects == nil, timesFrom != nil || parameter != nil {
      throw ValidationError("--times-from and --parameter belong to --subjects.")
    }
    if dataOnly && drawing.trials != nil {
      throw ValidationError("--data-only simulates nothing; leave out --data-only or --trials.")
    }
    if let output { try DataFolder.check(output) }
  }

  func run() async throws {
    let path = ScenarioPath(scenario)
    do {
      let parsed = try ScenarioReading.parsed(path, setting.settings, drawing.quiet)
      let analysis = DataAnalysis(path, parsed, setting.settings, self)
      if let template {
        try analysis.print(template)
      } else {
        try await Interruption.watched { try await analysis.run() }
      }
    } catch {
      throw Failure.told(error)
    }
  }

  private static func origin(_ name: String) throws -> SubjectsFile.Origin {
    if let origin = SubjectsFile.Origin(rawValue: name) { return origin }
    throw ValidationError("write withdrawal or first_dose.")
  }
}
