internal import ArgumentParser
internal import Washout
internal import WashoutReports
internal import WashoutScenarios

/// `washout trace`.
struct TraceCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "trace",
    abstract: "Show one simulated patient's whole course.",
    discussion: """
      Name the patient by --trial and --patient, or look for the first one of a kind with --find: \
      false_recurrence, missed_flare, recurred_on_drug, lost, longest. It looks through the first \
      \(Model.trialsSearched) trials; nobody of that kind there is exit code 1. The course is that of \
      `run` with the same scenario and seed.

      Example: washout trace cstar012 --find false_recurrence
      """)

  @Argument(help: "A scenario file, or the bare name of a scenario in scenarios/.")
  var scenario: String

  @Option(parsing: .unconditional, help: "The simulated trial, from 1.")
  var trial: Int?

  @Option(parsing: .unconditional, help: "The patient's place in the trial, from 1.")
  var patient: Int?

  @Option(
    help: ArgumentHelp("Look for the first patient of a kind.", valueName: "kind"),
    transform: Self.target)
  var find: TraceTarget?

  @OptionGroup var setting: SettingOptions

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Draw from this seed in place of the scenario's.", valueName: "seed"),
    transform: DrawingOptions.seed)
  var seed: UInt64?

  @Flag(help: "No warnings.")
  var quiet = false

  @Flag(help: "Print JSON in place of the screen.")
  var json = false

  func validate() throws {
    if find != nil && (trial != nil || patient != nil) {
      throw ValidationError("Give either --find or --trial and --patient.")
    }
    if find == nil && (trial == nil || patient == nil) {
      throw ValidationError("Name a patient by --trial and --patient, or look for one with --find.")
    }
    for number in [trial, patient].compactMap({ $0 }) where number < 1 {
      throw ValidationError("Trials and patients are counted from 1.")
    }
  }

  func run() throws {
    let path = ScenarioPath(scenario)
    do {
      var scenario = try ScenarioReading.parsed(path, setting.settings, quiet).scenario
      if let seed { scenario.simulation.seed = seed }
      let trace = try trace(scenario, path)
      if json { return try Console.write(trace.document) }
      try Console.show(TraceScreen(trace, of: scenario, width: Console.width).text)
    } catch {
      throw Failure.told(error)
    }
  }

  private static func target(_ name: String) throws -> TraceTarget {
    if let target = TraceTarget(rawValue: name) { return target }
    let kinds = TraceTarget.allCases.map(\.rawValue).joined(separator: ", ")
    throw ValidationError("There is no kind '\(name)'; the kinds are \(kinds).")
  }

  private func trace(_ scenario: Scenario, _ path: ScenarioPath) throws -> PatientTrace {
    do {
      let model = try Model(scenario)
      if let find { return try model.find(find) }
      return try model.trace(trial: trial ?? 1, patient: patient ?? 1)
    } catch {
      throw Failure.tell(error, scenario, file: path.path)
    }
  }
}
