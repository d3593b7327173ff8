internal import ArgumentParser
internal import Washout
internal import WashoutReports
internal import WashoutScenarios

/// `washout compare`.
struct CompareCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "compare",
    abstract: "Show what differs between scenarios, on the same draws.",
    discussion: """
      Compares a scenario with others, or with itself after --set. Both are simulated together, trial by \
      trial on the same random numbers, so that each difference has the small error of pairs. Inputs that \
      differ are listed with their ranges. It prints and writes nothing.

      Example: washout compare cstar012 --set drug.effect.ic50_mg_per_l=5
      """)

  @Argument(help: "The base: a scenario file, or the bare name of one in scenarios/.")
  var base: String

  @Argument(help: "Scenarios to compare with it.")
  var others: [String] = []

  @OptionGroup var setting: SettingOptions

  @Option(
    parsing: .unconditional, help: "Simulate this many trials in place of the base's number.")
  var trials: Int?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Draw from this seed in place of the base's.", valueName: "seed"),
    transform: SimulationOptions.seed)
  var seed: UInt64?

  @Option(
    parsing: .unconditional,
    help: "Threads; they change speed, never results. (default: all processors it may use)")
  var threads: Int?

  @Flag(help: "No progress and no warnings.")
  var quiet = false

  @Flag(help: "Print JSON in place of the screen.")
  var json = false

  func validate() throws {
    if others.isEmpty && setting.settings.isEmpty {
      throw ValidationError("Name a scenario to compare with, or change the base with --set.")
    }
    if !others.isEmpty && !setting.settings.isEmpty {
      throw ValidationError("--set compares the base with itself; leave out the other scenarios.")
    }
    try SimulationOptions.check(trials: trials, threads: threads)
  }

  func run() async throws {
    try await Interruption.watched {
      do {
        let comparisons = try await comparisons()
        let width = Console.width
        try Console.write(
          json
            ? Comparison.document(comparisons)
            : comparisons.map { $0.headed(comparisons.count > 1) + $0.screen(width: width) }
              .joined(separator: "\n"))
      } catch {
        throw Failure.told(error)
      }
    }
  }

  private func comparisons() async throws -> [Comparison] {
    let path = ScenarioPath(base)
    let first = try ScenarioReading.parsed(path, [], quiet)
    let settings = setting.settings
    let drawn = seed ?? first.scenario.simulation.seed
    let rest: [(title: String, replay: Replay, parsed: ParsedScenario)] =
      others.isEmpty
      ? [
        (
          settings.joined(separator: ", "),
          Replay(scenario: path.argument, settings: settings, seed: seed),
          try ScenarioReading.parsed(path, settings, true)
        )
      ]
      : try others.map {
        let other = ScenarioPath($0)
        let parsed = try ScenarioReading.parsed(other, [], quiet)
        let own = parsed.scenario.simulation.seed
        let replay = Replay(scenario: other.argument, seed: own == drawn ? nil : drawn)
        return (other.name, replay, parsed)
      }
    let results = try await simulated(
      Self.seeded(first.scenario, drawn), rest.map { Self.seeded($0.parsed.scenario, drawn) }, path)
    return zip(rest, results).map { other, results in
      Comparison(
        base: Self.seeded(first.scenario, drawn), title: other.title,
        inputs: first.differences(to: other.parsed).map(InputChange.init), results: results,
        replay: other.replay)
    }
  }

  private func simulated(
    _ base: Scenario, _ others: [Scenario], _ path: ScenarioPath
  ) async throws -> [PairedResults] {
    let trials = trials ?? base.simulation.trials
    let progress = quiet ? nil : ProgressReport(path.name)
    defer { progress?.finish() }
    do {
      let simulation = try PairedSimulation(base: base, others: others, followsNoEffect: true)
      return try await simulation.run(
        trials: trials, threads: threads ?? ProcessorCount.available(),
        progress: { progress?.show(Progress(trials: $0, of: trials)) })
    } catch let error as SimulationError {
      progress?.finish()
      throw Failure.tell(error, base, file: path.path)
    }
  }

  /// All scenarios draw from one seed, that of the base unless another is given.
  private static func seeded(_ scenario: Scenario, _ seed: UInt64) -> Scenario {
    var scenario = scenario
    scenario.simulation.seed = seed
    return scenario
  }
}

extension Comparison {
  /// The other scenario's name above the screen where there are several.
  fileprivate func headed(_ isOneOfMany: Bool) -> String {
    isOneOfMany ? "\(base.name) and \(title)\n" : ""
  }
}

extension InputChange {
  /// What a comparison shows of an input that differs.
  fileprivate init(_ difference: InputDifference) {
    self.init(
      path: difference.path, base: difference.base, other: difference.other,
      range: difference.range, isInRange: difference.isInRange,
      keepsItsSource: difference.keepsItsSource)
  }
}
