internal import ArgumentParser
internal import WashoutReports

/// `washout run`.
struct RunCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run",
    abstract: "Simulate scenarios and write their reports.",
    discussion: """
      Writes report.html, report.md, headline.csv, operating_characteristics.csv, exact_by_size.csv and \
      summary.json to output/NAME/, where NAME is the stem of the scenario file, and known_rates.csv \
      where the scenario names true_rates_of_interest. Figures are drawn into figures/ by gnuplot, where it is \
      installed, each anew only where it changed. What the file's what_if asks for is simulated beside the base case on the \
      same draws and stands in what_if.csv, with the tornado in the report. A run with --set, --vary, \
      --trials or --seed writes to output/_scratch/NAME-DIGEST/ unless --output is given, so that \
      output/NAME/ changes only by a plain run. Limits that the scenario names under `expect` are held \
      against the results; outside of them the exit code is 1, with everything written all the same. \
      Several scenarios also get overview.html and overview.md beside their folders.

      Every finished block of 1,024 trials is kept in output/.washout.sqlite. A run that was interrupted \
      goes on there, and one with more trials simulates only the rest; blocks of another scenario, seed \
      or engine are never used.

      Example: washout run cstar012 --set leaving.lost=0.15 --quick
      """)

  @Argument(help: "Scenario files, or bare names of scenarios in scenarios/.")
  var scenarios: [String]

  @OptionGroup var setting: SettingOptions
  @OptionGroup var varying: VaryOptions
  @OptionGroup var simulation: SimulationOptions

  @Option(
    help: ArgumentHelp(
      "Simulate part I of N, of what-if cells too, into output/.shards/NAME.I-of-N.sqlite, without a report.",
      valueName: "i/n"))
  var shard: Shard?

  @Flag(help: "Also show, on standard error, what each stage of a patient took.")
  var profile = false

  func validate() throws {
    _ = try ScenarioPath.all(scenarios)
    if shard != nil && (simulation.quick || simulation.json) {
      throw ValidationError("--shard has no report; leave out --quick and --json.")
    }
    if shard != nil && profile {
      throw ValidationError("--shard shows no profile; leave out --profile.")
    }
  }

  /// One document: that of the one scenario, or a list.
  private static func document(_ documents: [String]) -> String {
    documents.count == 1 ? documents[0] : "[\n" + documents.joined(separator: ",\n") + "]\n"
  }

  func run() async throws {
    let paths = try ScenarioPath.all(scenarios)
    let (settings, varied) = (setting.settings, varying.varied)
    let (simulation, shard, profile) = (simulation, shard, profile)
    try await Interruption.watched {
      do {
        let parsed = try paths.map { try ScenarioReading.parsed($0, settings, simulation.quiet) }
        if let shard {
          let runs = try zip(paths, parsed).map {
            try ShardRun($0, shard, $1, varied: varied, simulation)
          }
          for run in runs { try await run.run() }
          return
        }
        let runs = try zip(paths, parsed).map {
          try SimulationRun($0, $1, settings, varied: varied, simulation, profiles: profile)
        }
        var overview = OverviewRun(
          quiet: simulation.quiet || simulation.json, draws: !simulation.noFigures)
        var isAsExpected = true
        var documents: [String] = []
        for run in runs {
          let report = try await run.run { text in
            if simulation.json { documents.append(text) } else { try Console.show(text) }
          }
          overview.add(report, in: run.folder)
          if !report.unmetExpectations.isEmpty { isAsExpected = false }
        }
        try await overview.write()
        if simulation.json { try Console.write(Self.document(documents)) }
        if !isAsExpected { throw ExitStatus.no }
      } catch {
        throw Failure.told(error)
      }
    }
  }
}
