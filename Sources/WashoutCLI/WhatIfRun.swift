internal import Washout
internal import WashoutReports
internal import WashoutScenarios

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
    let trials = min(trials, base.simulation.trials)
    let progress = options.quiet ? nil : ProgressReport("\(path.name), what if")
    defer { progress?.finish() }
    do {
      let results = try await simulation.run(
        trials: trials, stores: try store.map { try stores(in: $0, simulation) } ?? [],
        threads: options.threads ?? ProcessorCount.available(),
        progress: { progress?.show(Progress(trials: $0, of: trials)) })
      progress?.finish()
      tellIdle(results)
      return results
    } catch let failure as WhatIfFailure {
      progress?.finish()
      throw tell(failure, base)
    } catch SimulationError.cancelled {
      progress?.finish()
      Console.report(
        "\(path.name): interrupted in its what-if part, so that no report was written; what was finished "
          + "before is kept.")
      throw SimulationError.cancelled
    }
  }

  /// Both at once.
  func results(beside base: Scenario) async throws -> WhatIfResults? {
    try await results(of: try compiled(beside: base), beside: base)
  }

  /// The blocks of the base beside itself and beside every cell, each with a key of both texts.
  private func stores(
    in store: RunStore, _ simulation: WhatIfSimulation
  ) throws -> [any BlockStore] {
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
