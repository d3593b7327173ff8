internal import Washout
internal import WashoutReports
internal import WashoutScenarios

/// Simulates scenarios beside each other as the command line asks for it.
struct ComparisonRun {
  var trials: Int?
  var seed: UInt64?
  var threads: Int?
  var quiet: Bool

  /// A scenario to put beside the base.
  struct Other {
    var title: String
    var replay: Replay
    var parsed: ParsedScenario
  }

  /// A scenario beside others, or beside itself after settings.
  func entries(
    _ base: String, beside others: [String], _ settings: [String]
  ) async throws -> [ComparisonPage.Entry] {
    let path = ScenarioPath(base)
    let first = try ScenarioReading.parsed(path, [], quiet)
    let drawn = seed ?? first.scenario.simulation.seed
    let rest =
      others.isEmpty
      ? [
        Other(
          title: settings.joined(separator: ", "),
          replay: Replay(scenario: path.argument, settings: settings, seed: seed),
          parsed: try ScenarioReading.parsed(path, settings, true))
      ] : try others.map { try other($0, drawn) }
    return try await comparisons(first, rest, path).map {
      ComparisonPage.Entry(name: path.name, state: .changed($0))
    }
  }

  private func other(_ argument: String, _ drawn: UInt64) throws -> Other {
    let path = ScenarioPath(argument)
    let parsed = try ScenarioReading.parsed(path, [], quiet)
    return Other(title: path.name, replay: replay(path, parsed, drawn), parsed: parsed)
  }

  /// How a file's trials are shown again when they were drawn from a seed.
  func replay(_ path: ScenarioPath, _ parsed: ParsedScenario, _ drawn: UInt64) -> Replay {
    let own = parsed.scenario.simulation.seed
    return Replay(scenario: path.argument, seed: own == drawn ? nil : drawn)
  }

  /// A base beside others, all drawn from one seed: that of the base unless another is given.
  func comparisons(
    _ base: ParsedScenario, titled baseTitle: String? = nil, _ others: [Other],
    _ path: ScenarioPath, trials: Int? = nil
  ) async throws -> [Comparison] {
    let drawn = seed ?? base.scenario.simulation.seed
    let first = Self.seeded(base.scenario, drawn)
    let rest = others.map { Self.seeded($0.parsed.scenario, drawn) }
    let results = try await simulated(
      first, rest, path, trials: self.trials ?? trials ?? first.simulation.trials)
    return others.indices.map { i in
      Comparison(
        base: first, other: rest[i], baseTitle: baseTitle, title: others[i].title,
        inputs: base.differences(to: others[i].parsed).map(InputChange.init), results: results[i],
        replay: others[i].replay)
    }
  }

  private func simulated(
    _ base: Scenario, _ others: [Scenario], _ path: ScenarioPath, trials: Int
  ) async throws -> [PairedResults] {
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

  private static func seeded(_ scenario: Scenario, _ seed: UInt64) -> Scenario {
    var scenario = scenario
    scenario.simulation.seed = seed
    return scenario
  }
}

extension InputChange {
  /// What a comparison shows of an input that differs.
  fileprivate init(_ difference: InputDifference) {
    self.init(
      path: difference.path, base: difference.base, other: difference.other,
      range: difference.range, isInRange: difference.isInRange, keptSources: difference.keptSources)
  }
}
