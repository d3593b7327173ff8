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
    self.cells = cells.map { cell in
      var cell = cell
      cell.scenario = options.applied(to: cell.scenario)
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

  /// What they give in no more trials than the scenario has.
  func results(
    of simulation: WhatIfSimulation?, beside base: Scenario
  ) async throws -> WhatIfResults? {
    guard let simulation else { return nil }
    let trials = min(trials, base.simulation.trials)
    let progress = options.quiet ? nil : ProgressReport("\(path.name), what if")
    defer { progress?.finish() }
    do {
      let results = try await simulation.run(
        trials: trials, threads: options.threads ?? ProcessorCount.available(),
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
