internal import ArgumentParser
internal import Washout
internal import WashoutScenarios

/// How much is simulated, how fast, and where the results go.
struct SimulationOptions: ParsableArguments {
  /// Trials of a quick look.
  static let quickTrials = 2_000
  /// As many as a scenario file may ask for.
  static let mostTrials = 1_000_000_000
  /// More tasks at a time would only cost memory.
  static let mostThreads = 1_024

  @Option(
    parsing: .unconditional, help: "Simulate this many trials in place of the scenario's number.")
  var trials: Int?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Draw from this seed in place of the scenario's.", valueName: "seed"),
    transform: Self.seed)
  var seed: UInt64?

  @Option(
    parsing: .unconditional,
    help: "Threads; they change speed, never results. (default: all processors it may use)")
  var threads: Int?

  @Option(
    help: ArgumentHelp("Write below this folder in place of output/.", valueName: "dir"))
  var output: String?

  @Flag(help: "A quick look: 2,000 trials, 250 of each what-if cell, on the terminal only.")
  var quick = false

  @Flag(help: "Draw no figures.")
  var noFigures = false

  @Flag(help: "Also keep each figure's script, which gnuplot draws again, in figures/NAME.gp.")
  var keepFigureSources = false

  @Flag(help: "No progress and no warnings.")
  var quiet = false

  @Flag(help: "Print summary.json in place of the screen.")
  var json = false

  func validate() throws {
    try Self.check(trials: trials, threads: threads)
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

  /// Refuses numbers of trials and threads that no command takes.
  static func check(trials: Int?, threads: Int?) throws {
    if let trials, !(1...mostTrials).contains(trials) {
      throw ValidationError("--trials takes a number from 1 to 1,000,000,000.")
    }
    if let threads, !(1...mostThreads).contains(threads) {
      throw ValidationError("--threads takes a number from 1 to 1,024.")
    }
  }

  /// The seed that an argument says.
  static func seed(_ text: String) throws -> UInt64 {
    if let seed = UInt64(text) { return seed }
    throw ValidationError("write a whole number from 0 to 18446744073709551615.")
  }

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
