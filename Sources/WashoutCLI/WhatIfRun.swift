internal import Washout
internal import WashoutReports
internal import WashoutScenarios
internal import WashoutStore

/// The what-if part of a run: the cells of the file, or what the command line varies in their place.
struct WhatIfRun {
  /// Trials of each cell in a quick look.
  static let quickTrials = 250

  private let path: ScenarioPath
  private let cells: [WhatIfCell]
  private let outcomes: [WhatIfOutcome]
  private let canonicalText: String
  private let trials: Int
  private let options: SimulationOptions

  /// - Throws: `ScenarioFaults` that name the path and the value of every cell that is no scenario.
  init(
    _ path: ScenarioPath, _ parsed: ParsedScenario, varied: [String], _ options: SimulationOptions
  ) throws(ScenarioFaults) {
    self.path = path
    self.options = options
    outcomes = parsed.whatIfOutcomes
    trials = options.quick ? min(Self.quickTrials, parsed.whatIfTrials) : parsed.whatIfTrials
    let cells =
      try varied.isEmpty ? parsed.whatIfCells() : parsed.cells(varying: varied)
    canonicalText = parsed.canonicalText
    self.cells = cells.map { cell in
      var cell = cell
      cell.scenario = options.applied(to: cell.scenario)
      cell.canonicalText = ParsedScenario.text(
        cell.canonicalText, drawnFrom: cell.scenario.simulation.seed)
      return cell
    }
  }

  /// The cells beside the scenario, ready to simulate; nil where nothing is varied.
  func compiled(beside base: Scenario) throws -> WhatIfSimulation? {
    guard !cells.isEmpty else { return nil }
    do {
      return try WhatIfSimulation(base: base, cells: cells, outcomes: outcomes)
    } catch {
      throw tell(error, base)
    }
  }

  /// What they give in no more trials than the scenario has; finished blocks are kept in a store where there
  /// is one.
  func results(
    of simulation: WhatIfSimulation?, beside base: Scenario, keptIn store: RunStore? = nil
  ) async throws -> WhatIfResults? {
    guard let simulation else { return nil }
    let trials = trials(beside: base)
    let results = try await told(base) { progress in
      try await simulation.run(
        trials: trials, stores: try store.map { try stores(in: $0, simulation) } ?? [],
        threads: try threads, progress: progress)
    }
    tellIdle(results)
    return results
  }

  /// Simulates a shard's blocks of every cell and keeps them.
  ///
  /// - Returns: How many blocks it has of all cells together.
  func fill(
    _ store: RunStore, of simulation: WhatIfSimulation?, beside base: Scenario, _ shard: Shard
  ) async throws -> Int {
    guard let simulation else { return 0 }
    let all = trials(beside: base) / WorkSize.block
    let blocks = shard.blocks(of: all)
    let stores = try stores(in: store, simulation)
    for place in simulation.distinctScenarios {
      try stores[place].remember(planOf: all, in: shard.count)
    }
    try await told(base) { progress in
      try await simulation.fill(stores, blocks: blocks, threads: try threads, progress: progress)
    }
    return blocks.count * simulation.distinctScenarios.count
  }

  private func trials(beside base: Scenario) -> Int { min(trials, base.simulation.trials) }

  private var threads: Int { get throws { try options.tasks } }

  /// Runs work with its progress shown and its failures told.
  private func told<Value: Sendable>(
    _ base: Scenario,
    _ work: (_ progress: @escaping @Sendable (Progress) -> Void) async throws -> Value
  ) async throws -> Value {
    let progress = options.quiet ? nil : ProgressReport("\(path.name), what if")
    defer { progress?.finish() }
    do {
      return try await work { progress?.show($0) }
    } catch let failure as WhatIfFailure {
      progress?.finish()
      throw tell(failure, base)
    }
  }

  /// Both at once.
  func results(beside base: Scenario) async throws -> WhatIfResults? {
    try await results(of: try compiled(beside: base), beside: base)
  }

  /// The blocks of the base beside itself and beside every cell, each with a key of both texts.
  private func stores(
    in store: RunStore, _ simulation: WhatIfSimulation
  ) throws -> [StoredBlocks] {
    let wanted = "what_if.outcomes = [\(outcomes.map(\.rawValue).joined(separator: ", "))]\n"
    let texts = [canonicalText] + cells.map(\.canonicalText)
    return try zip(texts, try simulation.probes()).map { text, probe in
      try store.pairs(canonicalText + wanted + "beside\n" + text, probe: probe)
    }
  }

  /// What somebody asked for by name and what moved nothing.
  private func tellIdle(_ results: WhatIfResults) {
    if options.quiet { return }
    for path in results.idlePaths(of: [.also, .grid, .vary]) {
      Console.report(
        "warning: varying \(path) moved none of \(results.outcomes.map(\.rawValue).joined(separator: ", ")) "
          + "in any of \(results.trials) trials")
    }
  }

  private func tell(_ failure: WhatIfFailure, _ base: Scenario) -> any Error {
    guard let cell = failure.cell else {
      return Failure.tell(failure.error, base, file: path.path)
    }
    let settings = cell.settings.map { "\($0.path) = \($0.value)" }.joined(separator: ", ")
    return Failure.tell(failure.error, cell.scenario, file: "\(path.path): what if \(settings)")
  }
}
