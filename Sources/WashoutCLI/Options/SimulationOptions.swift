internal import ArgumentParser
internal import Washout
internal import WashoutScenarios

/// How much is simulated, how fast, and where the results go.
struct SimulationOptions: ParsableArguments {
  /// Trials of a quick look.
  static let quickTrials = 2_000

  @OptionGroup var drawing: DrawingOptions

  @Option(
    help: ArgumentHelp("Write below this folder in place of output/.", valueName: "dir"))
  var output: String?

  @Flag(help: "A quick look: 2,000 trials, 250 of each what-if cell, on the terminal only.")
  var quick = false

  @Flag(help: "Draw no figures.")
  var noFigures = false

  @Flag(help: "Also keep each figure's script, which gnuplot draws again, in figures/NAME.gp.")
  var keepFigureSources = false

  @Flag(help: "Print summary.json in place of the screen.")
  var json = false

  func validate() throws {
    if output?.isEmpty == true { throw ValidationError("--output takes the name of a folder.") }
    if quick && trials != nil {
      throw ValidationError("--quick is 2,000 trials; give either --quick or --trials.")
    }
    if noFigures && keepFigureSources {
      throw ValidationError("--no-figures has no scripts; leave out --keep-figure-sources.")
    }
    if quick && keepFigureSources {
      throw ValidationError("--quick writes nothing; leave out --quick or --keep-figure-sources.")
    }
    if quick && output != nil {
      throw ValidationError("--quick writes nothing; leave out --quick or --output.")
    }
  }

  /// Trials asked for; nil for those of the scenario.
  var trials: Int? { drawing.trials }
  /// Seed asked for; nil for that of the scenario.
  var seed: UInt64? { drawing.seed }
  /// Tasks at a time.
  var tasks: Int { get throws(OutputError) { try drawing.tasks } }
  /// No progress and no warnings.
  var quiet: Bool { drawing.quiet }

  /// Puts the trials and the seed of the command line over those of the file; trials asked for are exact,
  /// so a rule that would add more no longer holds.
  func apply(to parsed: inout ParsedScenario) {
    if let trials = quick ? Self.quickTrials : trials { parsed.simulate(exactly: trials) }
    if let seed { parsed.draw(from: seed) }
  }

  /// The same for a what-if cell.
  func applied(to cell: Scenario) -> Scenario {
    var scenario = cell
    if let trials = quick ? Self.quickTrials : trials {
      scenario.simulation.trials = trials
      scenario.simulation.stopWhen = nil
    }
    if let seed { scenario.simulation.seed = seed }
    return scenario
  }

  /// The folder that everything is written below.
  var root: String { output ?? "output" }

  /// The folder of a report; nil where nothing is written.
  ///
  /// Only a plain run writes `output/NAME`; a changed one writes `output/_scratch/NAME-DIGEST`.
  func folder(for name: String, digest: String, settings: [String]) -> String? {
    if quick { return nil }
    if let output { return output + "/" + name }
    let isPlain = settings.isEmpty && trials == nil && seed == nil
    return isPlain ? "output/\(name)" : "output/_scratch/\(name)-\(digest.prefix(8))"
  }
}
