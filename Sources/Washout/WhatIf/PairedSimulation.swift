/// A base scenario and others on the same draws, simulated together so that differences have paired
/// errors.
///
/// Trials are of the planned size; the same trial of two scenarios uses the same random numbers, so most
/// people have the same course in both. Scenarios that simulate the same share one pass.
public struct PairedSimulation: Sendable {
  /// The base.
  public let base: Model
  /// The others, in the order given.
  public let others: [Model]
  /// Each distinct model once, the base first.
  private let models: [Model]
  /// Element i: the place of other i among them.
  private let places: [Int]

  /// The outcomes that are read; nil for all that both have.
  private let wanted: [WhatIfOutcome]?

  /// Compiles the scenarios.
  ///
  /// `followsNoEffect` also follows everyone on a drug that does nothing.
  /// - Throws: `SimulationError.invalid` for the first thing that cannot be simulated.
  public init(
    base: Scenario, others: [Scenario], followsNoEffect: Bool
  ) throws(SimulationError) {
    do {
      try self.init(
        [base] + others, followsNoEffect: followsNoEffect, wanted: nil, simulated: \.simulated)
    } catch {
      throw error.error
    }
  }

  /// The same for what some outcomes need.
  init(base: Scenario, others: [Scenario], wanted: [WhatIfOutcome]) throws(PairedFailure) {
    try self.init(
      [base] + others, followsNoEffect: wanted.contains(where: \.needsNoEffect), wanted: wanted
    ) { scenario in
      var simulated = scenario.simulated
      if !wanted.contains(.months) { simulated.trial.recruitedPerMonth = nil }
      return simulated
    }
  }

  private init(
    _ scenarios: [Scenario], followsNoEffect: Bool, wanted: [WhatIfOutcome]?,
    simulated: (Scenario) -> Scenario
  ) throws(PairedFailure) {
    var distinct: [Scenario: Int] = [:]
    var models: [Model] = []
    var places: [Int] = []
    for (number, scenario) in scenarios.enumerated() {
      let simulated = simulated(scenario)
      if let known = distinct[simulated] {
        places.append(known)
        continue
      }
      do {
        models.append(
          try Model(simulated, followsNoEffect: followsNoEffect, showsFunnel: false))
        places.append(distinct.count)
        distinct[simulated] = distinct.count
      } catch {
        throw PairedFailure(scenario: number, error: error)
      }
    }
    self.wanted = wanted
    self.models = models
    self.places = Array(places.dropFirst())
    self.base = models[0]
    self.others = self.places.map { models[$0] }
  }

  /// How many different models are simulated, the base among them.
  var distinctModels: Int { models.count }

  /// Simulates trials of all scenarios.
  ///
  /// - Parameters:
  ///   - trials: trials of each scenario, at least 1.
  ///   - stores: where finished blocks are kept, of the base beside itself and then beside each of the others;
  ///     none where nothing is kept. Of scenarios that simulate the same only the first one's is used.
  ///   - threads: tasks at a time; changes speed, never results.
  ///   - progress: called on the way with the trials of each scenario.
  /// - Returns: each of the others beside the base, in the order given.
  /// - Throws: `SimulationError`, with `cancelled` soon after the task is cancelled; what a store throws, and
  ///   `UnreadableBlock`.
  public func run(
    trials: Int, stores: [any BlockStore] = [], threads: Int = 1,
    progress: @escaping @Sendable (Progress) -> Void = { _ in }
  ) async throws -> [PairedResults] {
    do {
      return try await results(
        trials: trials, stores: stores, threads: threads, progress: progress)
    } catch let failure as PairedFailure {
      throw failure.error
    }
  }

  /// The same, naming the scenario that cannot be simulated.
  ///
  /// - Throws: `PairedFailure`; `SimulationError.cancelled`; what a store throws.
  func results(
    trials: Int, stores: [any BlockStore] = [], threads: Int,
    progress: @escaping @Sendable (Progress) -> Void
  ) async throws -> [PairedResults] {
    let pass = pass
    let stores = used(stores)
    let kept = try KeptPairs(stores, models: models.count, before: trials / WorkSize.block)
    var blocks = PairedBlocks(outcomes: pass.pairs.map(\.count), stores: stores, trials: trials)
    try await simulate(
      Array(Model.blocks(of: trials)), of: trials, without: kept, pass, threads: threads,
      progress: progress, take: { try blocks.add($0, of: $1) })
    try blocks.finish()
    let totals = blocks.totals
    return places.map { place in
      PairedResults(
        outcomes: pass.pairs[place].map { pass.readers[0].outcomes[$0.base] },
        tally: totals[place], isSame: place == 0, baseDecisionCounts: models[0].decisionCounts,
        otherDecisionCounts: models[place].decisionCounts)
    }
  }

  /// Simulates those of some blocks that stores lack, and keeps each when it is finished.
  ///
  /// - Parameters:
  ///   - stores: as in `run`, one for each scenario.
  ///   - blocks: block numbers, increasing; each holds `WorkSize.block` trials.
  ///   - threads: tasks at a time; changes speed, never results.
  ///   - progress: called on the way with the trials of these blocks, of each scenario.
  /// - Throws: `PairedFailure`; `SimulationError.cancelled`; what a store throws.
  func fill(
    _ stores: [any BlockStore], blocks: [Int], threads: Int,
    progress: @escaping @Sendable (Progress) -> Void
  ) async throws {
    guard let last = blocks.last else { return }
    let pass = pass
    let stores = used(stores)
    let kept = try KeptPairs(stores, models: models.count, before: last + 1)
    var current = PairedBlock(outcomes: pass.pairs.map(\.count))
    try await simulate(
      blocks, of: (last + 1) * WorkSize.block, without: kept, pass, threads: threads,
      progress: progress,
      take: { tallies, unit in
        guard let block = current.add(tallies, of: unit) else { return }
        for (store, tally) in zip(stores, block) {
          if let tally { try store.keep(tally.bytes, of: unit.block) }
        }
      })
  }

  /// Simulates what is not kept of some blocks, and hands over each unit of work in order.
  private func simulate(
    _ blocks: [Int], of trials: Int, without kept: KeptPairs, _ pass: Pass, threads: Int,
    progress: @escaping @Sendable (Progress) -> Void,
    take: ([(model: Int, tally: PairTally)], WorkUnit) throws -> Void
  ) async throws {
    func count(_ blocks: [Int]) -> Int {
      blocks.reduce(0) { $0 + min(WorkSize.block, trials - $1 * WorkSize.block) }
    }
    let missing = kept.missing(among: blocks)
    let all = count(blocks)
    let there = all - count(missing)
    let units = WorkUnits(blocks: missing, of: trials)
    var done = there
    try await OrderedWork.run(
      units.count, threads: threads,
      work: { number in
        let unit = units[number]
        return try simulate(kept.lacking(unit.block), unit.replicates, pass)
      },
      take: { number, tallies in
        try take(tallies, units[number])
        done += units[number].replicates.count
        progress(Progress(trials: done, of: all, kept: there))
      })
  }

  /// How each model is read, and which outcomes it shares with the base.
  private struct Pass {
    let readers: [OutcomeReader]
    let pairs: [[OutcomePair]]
  }

  private var pass: Pass {
    let readers = models.map(OutcomeReader.init)
    return Pass(readers: readers, pairs: models.indices.map { outcomePairs(readers, $0) })
  }

  /// The stores of distinct models among those of all scenarios.
  private func used(_ stores: [any BlockStore]) -> [any BlockStore] {
    stores.isEmpty ? [] : distinctScenarios.map { stores[$0] }
  }

  /// The scenarios whose stores are used: 0 the base, else the place among the others from 1; each one of
  /// those that simulate the same.
  public var distinctScenarios: [Int] { models.indices.map(scenario) }

  /// The outcomes that are read of the base and of a model.
  private func outcomePairs(_ readers: [OutcomeReader], _ other: Int) -> [OutcomePair] {
    guard let wanted else { return readers[0].pairs(with: readers[other]) }
    return wanted.compactMap { outcome in
      guard let mine = outcome.trialOutcome(in: base.scenario),
        let its = outcome.trialOutcome(in: models[other].scenario),
        let first = readers[0].outcomes.firstIndex(of: mine),
        let second = readers[other].outcomes.firstIndex(of: its)
      else { return nil }
      return OutcomePair(base: first, other: second)
    }
  }

  /// The same trials of some of the distinct models, each beside the base.
  private func simulate(
    _ wanted: [Int], _ replicates: Range<Int>, _ pass: Pass
  ) throws -> [(model: Int, tally: PairTally)] {
    let base = try outcomes(of: 0, replicates, pass.readers)
    var tallies: [(model: Int, tally: PairTally)] = []
    for i in wanted {
      // Many scenarios in one unit of work can take seconds.
      if Task.isCancelled { throw SimulationError.cancelled }
      let other = i == 0 ? base : try outcomes(of: i, replicates, pass.readers)
      tallies.append((i, base.paired(with: other, pass.pairs[i])))
    }
    return tallies
  }

  /// The first scenario of a distinct model: 0 the base, else its place among the others from 1.
  private func scenario(of model: Int) -> Int {
    model == 0 ? 0 : 1 + (places.firstIndex(of: model) ?? 0)
  }

  /// What tells this engine from another that would count otherwise: of the base beside itself, then beside
  /// each of the others.
  ///
  /// - Throws: `SimulationError` where a scenario cannot be simulated.
  public func probes() throws(SimulationError) -> [String] {
    do {
      return try pairProbes()
    } catch {
      throw error.error
    }
  }

  /// The same, naming the scenario that cannot be simulated.
  func pairProbes() throws(PairedFailure) -> [String] {
    var probes: [String] = []
    for i in models.indices {
      do {
        probes.append(try models[i].probe())
      } catch {
        throw PairedFailure(scenario: scenario(of: i), error: error)
      }
    }
    return ([0] + places).map { probes[0] + probes[$0] }
  }

  private func outcomes(
    of model: Int, _ replicates: Range<Int>, _ readers: [OutcomeReader]
  ) throws(PairedFailure) -> UnitOutcomes {
    do {
      return try UnitOutcomes(models[model], replicates, readers[model])
    } catch {
      throw PairedFailure(scenario: scenario(of: model), error: error)
    }
  }
}

/// A scenario of several that cannot be simulated: 0 the base, else its place among the others from 1.
struct PairedFailure: Error {
  let scenario: Int
  let error: SimulationError
}

extension OutcomeReader {
  /// Outcomes that two models share.
  fileprivate func pairs(with other: OutcomeReader) -> [OutcomePair] {
    outcomes.indices.compactMap { i in
      other.outcomes.firstIndex(of: outcomes[i]).map { OutcomePair(base: i, other: $0) }
    }
  }
}

extension Scenario {
  /// The scenario without what no trial of the planned size depends on: texts, other sizes, looks.
  fileprivate var simulated: Scenario {
    var scenario = self
    scenario.name = ""
    scenario.title = ""
    (scenario.registry, scenario.question, scenario.context) = (nil, nil, nil)
    scenario.recurrence.definitionsFrom = nil
    scenario.looks = nil
    scenario.trueRatesOfInterest = []
    scenario.simulation.trials = 1
    scenario.simulation.stopWhen = nil
    scenario.whatIfSampleSizes = []
    (scenario.expectations, scenario.assumptions, scenario.sources) = ([], [], [])
    return scenario
  }
}
