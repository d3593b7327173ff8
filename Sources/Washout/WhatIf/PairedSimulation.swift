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
    var distinct: [(scenario: Scenario, model: Model)] = []
    var places: [Int] = []
    for (number, scenario) in scenarios.enumerated() {
      let simulated = simulated(scenario)
      if let known = distinct.firstIndex(where: { $0.scenario == simulated }) {
        places.append(known)
        continue
      }
      do {
        let model = try Model(simulated, followsNoEffect: followsNoEffect, showsFunnel: false)
        places.append(distinct.count)
        distinct.append((simulated, model))
      } catch {
        throw PairedFailure(scenario: number, error: error)
      }
    }
    self.wanted = wanted
    models = distinct.map(\.model)
    self.places = Array(places.dropFirst())
    self.base = models[0]
    self.others = self.places.map { [models] in models[$0] }
  }

  /// How many different models are simulated, the base among them.
  var distinctModels: Int { models.count }

  /// Simulates trials of all scenarios.
  ///
  /// - Parameters:
  ///   - trials: trials of each scenario, at least 1.
  ///   - threads: tasks at a time; changes speed, never results.
  ///   - progress: called with the trials done, of each scenario.
  /// - Returns: each of the others beside the base, in the order given.
  /// - Throws: `SimulationError`, with `cancelled` soon after the task is cancelled.
  public func run(
    trials: Int, threads: Int = 1, progress: @escaping @Sendable (Int) -> Void = { _ in }
  ) async throws -> [PairedResults] {
    do {
      return try await results(trials: trials, threads: threads, progress: progress)
    } catch let failure as PairedFailure {
      throw failure.error
    }
  }

  /// The same, naming the scenario that cannot be simulated; `stores` keep the blocks of the base beside
  /// itself and beside each of the others, in order, where they are not empty.
  ///
  /// - Throws: `PairedFailure`; `SimulationError.cancelled`; what a store throws.
  func results(
    trials: Int, stores: [any BlockStore] = [], threads: Int,
    progress: @escaping @Sendable (Int) -> Void
  ) async throws -> [PairedResults] {
    let readers = models.map(OutcomeReader.init)
    let pairs = models.indices.map { outcomePairs(readers, $0) }
    let scenarios = models.indices.map(scenario)
    var blocks = try PairedBlocks(
      outcomes: pairs.map(\.count), stores: stores.isEmpty ? [] : scenarios.map { stores[$0] },
      trials: trials)
    let missing = blocks.missing
    let units = WorkUnits(blocks: missing.keys.sorted(), of: trials)
    try await OrderedWork.run(
      units.count, threads: threads,
      work: { number in
        let unit = units[number]
        return try simulate(missing[unit.block] ?? [], unit.replicates, readers, pairs)
      },
      take: { number, tallies in
        try blocks.add(tallies, of: units[number])
        progress(units[number].replicates.upperBound)
      })
    try blocks.finish()
    let totals = blocks.totals
    return places.map { place in
      PairedResults(
        outcomes: pairs[place].map { readers[0].outcomes[$0.base] }, tally: totals[place],
        isSame: place == 0, baseDecisionCounts: models[0].decisionCounts,
        otherDecisionCounts: models[place].decisionCounts)
    }
  }

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
    _ wanted: [Int], _ replicates: Range<Int>, _ readers: [OutcomeReader],
    _ pairs: [[OutcomePair]]
  ) throws(PairedFailure) -> [(model: Int, tally: PairTally)] {
    let base = try outcomes(of: 0, replicates, readers)
    var tallies: [(model: Int, tally: PairTally)] = []
    for i in wanted {
      let other = i == 0 ? base : try outcomes(of: i, replicates, readers)
      tallies.append((i, base.paired(with: other, pairs[i])))
    }
    return tallies
  }

  /// The first scenario of a distinct model: 0 the base, else its place among the others from 1.
  private func scenario(of model: Int) -> Int {
    model == 0 ? 0 : 1 + (places.firstIndex(of: model) ?? 0)
  }

  /// What tells this engine from another, for the base and for each of the others.
  ///
  /// - Throws: `PairedFailure` where a scenario cannot be simulated.
  func probes() throws(PairedFailure) -> [String] {
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

/// What every trial of a unit of work adds to a model's outcomes, and who took part.
private struct UnitOutcomes {
  private let first: Int
  private var terms: [OutcomeTerm] = []
  private var candidates: [Int32] = []
  /// Where each trial's people end.
  private var ends: [Int] = []
  private var decisions: [Bool] = []
  private let width: Int

  init(
    _ model: Model, _ replicates: Range<Int>, _ reader: OutcomeReader
  ) throws(SimulationError) {
    first = replicates.lowerBound
    width = reader.outcomes.count
    var (terms, candidates, ends, decisions) = (
      self.terms, self.candidates, self.ends, self.decisions
    )
    _ = try model.eachTrial(replicates) { _, trial in
      reader.read(trial, model, into: &terms)
      candidates += trial.candidates
      ends.append(candidates.count)
      decisions.append(trial.decided(model, model.plannedSize, 0) != nil)
    }
    (self.terms, self.candidates, self.ends, self.decisions) = (terms, candidates, ends, decisions)
  }

  func paired(with other: UnitOutcomes, _ pairs: [OutcomePair]) -> PairTally {
    var tally = PairTally(outcomes: pairs.count)
    for i in ends.indices {
      tally.add(terms(of: i), other.terms(of: i), pairs)
      tally.addPeople(people(of: i), other.people(of: i))
      tally.addDecision(trial: first + i, base: decisions[i], other: other.decisions[i])
    }
    return tally
  }

  private func terms(of trial: Int) -> ArraySlice<OutcomeTerm> {
    terms[trial * width..<(trial + 1) * width]
  }

  private func people(of trial: Int) -> ArraySlice<Int32> {
    candidates[(trial == 0 ? 0 : ends[trial - 1])..<ends[trial]]
  }
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
    scenario.looks = nil
    scenario.trueRatesOfInterest = []
    scenario.simulation.trials = 1
    scenario.simulation.stopWhen = nil
    scenario.whatIfSampleSizes = []
    (scenario.expectations, scenario.assumptions, scenario.sources) = ([], [], [])
    return scenario
  }
}
