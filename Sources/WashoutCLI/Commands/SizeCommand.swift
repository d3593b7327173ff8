internal import ArgumentParser
internal import Washout
internal import WashoutReports
internal import WashoutScenarios

/// `washout size`.
struct SizeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "size",
    abstract: "Find how many patients a trial needs.",
    discussion: """
      One simulation answers for every n in a range. For each criterion it tells the first n that meets \
      it and the stable n from which on every one does, with the range that 2 Monte Carlo errors leave; \
      then which criterion binds and which conflict. Beside the chance of the decision stands that of \
      the same patients on a drug that does nothing. Chances and widths are exact over the numbers that \
      enter where counts decide, else simulated. Without a criterion it prints the table. Exit code 1: \
      no n in the range meets all.

      Example: washout size cstar012 --decision 0.80 --width 0.35 --see-event 0.10@0.80 --months 24
      """)

  @Argument(help: "A scenario file, or the bare name of one in scenarios/.")
  var scenario: String

  @OptionGroup var criteria: SizeOptions

  @Option(parsing: .unconditional, help: "Smallest n.")
  var from = 5

  @Option(
    parsing: .unconditional,
    help: "Largest n. (default: 60, or twice the planned size where that is more)")
  var to: Int?

  @Option(
    help: ArgumentHelp(
      "Put these sizes side by side, each with its paragraph for the protocol.",
      valueName: "n,n"),
    transform: SizeOptions.sizes)
  var compare: [Int]?

  @OptionGroup var setting: SettingOptions

  @OptionGroup var drawing: DrawingOptions

  @Flag(help: "Print JSON in place of the screen.")
  var json = false

  func validate() throws {
    if !(1...Model.largestSize).contains(from) {
      throw ValidationError("--from takes a number from 1 to 1,000.")
    }
    if let to, !(1...Model.largestSize).contains(to) {
      throw ValidationError("--to takes a number from 1 to 1,000.")
    }
    if let to, to < from { throw ValidationError("--to must not be below --from.") }
  }

  func run() async throws {
    let path = ScenarioPath(scenario)
    try await Interruption.watched {
      do {
        var scenario = drawing.seeded(
          try ScenarioReading.parsed(path, setting.settings, drawing.quiet).scenario)
        if scenario.simulation.parameterUncertainty != nil {
          scenario.simulation.parameterUncertainty = nil
          Console.report(
            "warning: sizes are exact at one rate, so every value is its base case here; washout run tells "
              + "the assurance")
        }
        let sizing = try await sizing(of: scenario, path)
        try json
          ? Console.write(sizing.document) : Console.show(sizing.screen(width: Console.width))
        if !sizing.isReached { throw ExitStatus.no }
      } catch {
        throw Failure.told(error)
      }
    }
  }

  private func sizing(of scenario: Scenario, _ path: ScenarioPath) async throws -> Sizing {
    let progress = drawing.quiet ? nil : ProgressReport(path.name)
    defer { progress?.finish() }
    do {
      let simulation = try SizingSimulation(
        scenario, sizes: try sizes(scenario), assuredWidth: criteria.assuredWidth?.share)
      let results = try await simulation.run(
        trials: drawing.trials, threads: try drawing.tasks
      ) { progress?.show($0) }
      return Sizing(
        scenario, results, try results.answers(criteria.all), compared: compare)
    } catch let error as SimulationError {
      progress?.finish()
      throw Failure.tell(error, scenario, file: path.path)
    }
  }

  /// The range, wide enough for the sizes that are compared.
  private func sizes(_ scenario: Scenario) throws -> ClosedRange<Int> {
    let planned = min(2 * scenario.trial.sampleSize, Model.largestSize)
    let largest = max(to ?? max(60, planned, from), compare?.max() ?? 1)
    return min(from, compare?.min() ?? from)...largest
  }
}
