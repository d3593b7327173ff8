/// The what-if cells of a scenario, simulated together with their base on the same draws.
///
/// Trials are of the planned size. Nobody is followed on a drug that does nothing unless an outcome asks
/// for it; cells that simulate the same share one pass, the base's included.
public struct WhatIfSimulation: Sendable {
  /// The cells, in the order given.
  public let cells: [WhatIfCell]
  /// What is read of each.
  public let outcomes: [WhatIfOutcome]
  private let simulation: PairedSimulation

  /// Compiles the base and the cells.
  ///
  /// - Throws: `WhatIfFailure` for the first cell that cannot be simulated, or the base.
  public init(
    base: Scenario, cells: [WhatIfCell], outcomes: [WhatIfOutcome]
  ) throws(WhatIfFailure) {
    self.cells = cells
    self.outcomes = outcomes
    do {
      // The base stands among the others as well, to give its own numbers.
      simulation = try PairedSimulation(
        base: base, others: cells.map(\.scenario) + [base], wanted: outcomes)
    } catch {
      throw WhatIfFailure(error, cells)
    }
  }

  /// How many different models are simulated.
  public var distinctModels: Int { simulation.distinctModels }

  /// What tells this engine from another that would count otherwise: of the base beside itself, then beside
  /// each cell.
  ///
  /// - Throws: `WhatIfFailure` where nobody is eligible in a cell.
  public func probes() throws(WhatIfFailure) -> [String] {
    do {
      return Array(try simulation.pairProbes().dropLast())
    } catch {
      throw WhatIfFailure(error, cells)
    }
  }

  /// The scenarios whose stores are used: 0 the base, else the place among the cells from 1; each one of those
  /// that simulate the same.
  public var distinctScenarios: [Int] { simulation.distinctScenarios }

  /// Simulates those of some blocks that stores lack, and keeps each when it is finished.
  ///
  /// - Parameters:
  ///   - stores: where blocks are kept, of the base beside itself and then beside each cell.
  ///   - blocks: block numbers, increasing; each holds `WorkSize.block` trials.
  ///   - threads: tasks at a time; changes speed, never results.
  ///   - progress: called on the way with the trials of these blocks, of each.
  /// - Throws: `WhatIfFailure` where nobody is eligible in a cell; `SimulationError.cancelled` soon after the
  ///   task is cancelled; what a store throws.
  public func fill(
    _ stores: [any BlockStore], blocks: [Int], threads: Int = 1,
    progress: @escaping @Sendable (Progress) -> Void = { _ in }
  ) async throws {
    do {
      try await simulation.fill(
        stores, blocks: blocks, threads: threads, progress: progress)
    } catch let failure as PairedFailure {
      throw WhatIfFailure(failure, cells)
    }
  }

  /// Simulates as many trials of the base and of every cell.
  ///
  /// - Parameters:
  ///   - trials: trials of each, at least 1.
  ///   - stores: where finished blocks are kept, of the base beside itself and then beside each cell; none
  ///     where nothing is kept.
  ///   - threads: tasks at a time; changes speed, never results.
  ///   - progress: called on the way with the trials of each.
  /// - Returns: every cell beside the base.
  /// - Throws: `WhatIfFailure` where nobody is eligible in a cell; `SimulationError.cancelled` soon after the
  ///   task is cancelled; what a store throws, and `UnreadableBlock`.
  public func run(
    trials: Int, stores: [any BlockStore] = [], threads: Int = 1,
    progress: @escaping @Sendable (Progress) -> Void = { _ in }
  ) async throws -> WhatIfResults {
    let results: [PairedResults]
    do {
      results = try await simulation.results(
        trials: trials, stores: stores, threads: threads, progress: progress)
    } catch let failure as PairedFailure {
      throw WhatIfFailure(failure, cells)
    }
    let base = simulation.base.scenario
    func numbers(_ results: PairedResults) -> [PairedDifference?] {
      outcomes.map { $0.trialOutcome(in: base).flatMap(results.difference) }
    }
    return WhatIfResults(
      trials: trials, outcomes: outcomes, base: numbers(results[cells.count]),
      cells: zip(cells, results).map { cell, results in
        WhatIfResults.Cell(
          kind: cell.kind, end: cell.end, settings: cell.settings, numbers: numbers(results),
          flippedToNo: results.flippedToNo, flippedToYes: results.flippedToYes)
      })
  }
}

/// A what-if cell that cannot be simulated.
public struct WhatIfFailure: Error, Equatable, Sendable {
  /// The cell; nil where it is the base.
  public let cell: WhatIfCell?
  /// Why.
  public let error: SimulationError

  /// Scenario 0 of a paired simulation is the base, and so is the one behind the last cell.
  init(_ failure: PairedFailure, _ cells: [WhatIfCell]) {
    let place = failure.scenario - 1
    cell = cells.indices.contains(place) ? cells[place] : nil
    error = failure.error
  }
}
