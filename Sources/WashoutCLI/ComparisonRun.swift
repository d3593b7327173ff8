internal import Washout
internal import WashoutReports
internal import WashoutScenarios
internal import WashoutStore

/// Simulates scenarios beside each other as the command line asks for it; finished blocks are kept.
struct ComparisonRun {
  /// The output folder whose store keeps the blocks.
  var root: String
  var drawing: DrawingOptions

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
    let first = try ScenarioReading.parsed(path, [], drawing.quiet)
    let drawn = drawing.seed ?? first.scenario.simulation.seed
    let rest =
      others.isEmpty
      ? [
        Other(
          title: settings.joined(separator: ", "),
          replay: Replay(scenario: path.argument, settings: settings, seed: drawing.seed),
          parsed: try ScenarioReading.parsed(path, settings, true))
      ] : try others.map { try other($0, drawn) }
    return try await comparisons(first, rest, path).map {
      ComparisonPage.Entry(name: path.name, state: .changed($0))
    }
  }

  private func other(_ argument: String, _ drawn: UInt64) throws -> Other {
    let path = ScenarioPath(argument)
    let parsed = try ScenarioReading.parsed(path, [], drawing.quiet)
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
    let drawn = drawing.seed ?? base.scenario.simulation.seed
    let first = Self.drawn(base, from: drawn)
    let rest = others.map { Self.drawn($0.parsed, from: drawn) }
    let results = try await simulated(
      first, rest, path, trials: drawing.trials ?? trials ?? first.scenario.simulation.trials)
    return others.indices.map { i in
      Comparison(
        base: first.scenario, other: rest[i].scenario, baseTitle: baseTitle,
        title: others[i].title,
        inputs: base.differences(to: others[i].parsed).map(InputChange.init), results: results[i],
        replay: others[i].replay)
    }
  }

  private func simulated(
    _ base: ParsedScenario, _ others: [ParsedScenario], _ path: ScenarioPath, trials: Int
  ) async throws -> [PairedResults] {
    let progress = drawing.quiet ? nil : ProgressReport(path.name)
    defer { progress?.finish() }
    do {
      let simulation = try PairedSimulation(
        base: base.scenario, others: others.map(\.scenario), followsNoEffect: true)
      return try await kept(path, trials: trials) { store in
        try await simulation.run(
          trials: trials,
          stores: try store.map { try stores(in: $0, base, others, simulation) } ?? [],
          threads: try drawing.tasks,
          progress: { progress?.show($0) })
      }
    } catch let error as SimulationError {
      progress?.finish()
      throw Failure.tell(error, base.scenario, file: path.path)
    }
  }

  /// The blocks of the base beside itself and beside each of the others, each with a key of both texts.
  private func stores(
    in store: RunStore, _ base: ParsedScenario, _ others: [ParsedScenario],
    _ simulation: PairedSimulation
  ) throws -> [StoredBlocks] {
    try zip([base] + others, try simulation.probes()).map { other, probe in
      try store.pairs(
        base.canonicalText + "compare.outcomes = all\nbeside\n" + other.canonicalText, probe: probe)
    }
  }

  /// Does work with the store, or without where no block can be finished.
  ///
  /// A comparison is read from the terminal: where nothing can be written at all it is shown all the same.
  func kept<Value: Sendable>(
    _ path: ScenarioPath, trials: Int, _ work: (RunStore?) async throws -> Value
  ) async throws -> Value {
    guard trials >= WorkSize.block else { return try await work(nil) }
    let store: RunStore
    do {
      store = try RunStore(at: RunStore.path(below: root), path.name)
    } catch let error where Self.isReadOnly(error) {
      if !drawing.quiet {
        Console.report("warning: \(root) cannot be written to, so that no finished block is kept")
      }
      return try await work(nil)
    }
    return try await store.using { try await work(store) }
  }

  private static func isReadOnly(_ error: any Error) -> Bool {
    switch error {
    case StoreError.cannotOpen, OutputError.cannotCreate: true
    default: false
    }
  }

  /// A scenario with the draws of a seed.
  static func drawn(_ parsed: ParsedScenario, from seed: UInt64) -> ParsedScenario {
    var parsed = parsed
    parsed.draw(from: seed)
    return parsed
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
