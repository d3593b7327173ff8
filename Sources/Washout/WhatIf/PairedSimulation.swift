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

  /// Compiles the scenarios.
  ///
  /// `followsNoEffect` also follows everyone on a drug that does nothing.
  /// - Throws: `SimulationError.invalid` for the first thing that cannot be simulated.
  public init(
    base: Scenario, others: [Scenario], followsNoEffect: Bool
  ) throws(SimulationError) {
    var distinct: [(scenario: Scenario, model: Model)] = []
    var places: [Int] = []
    for scenario in [base] + others {
      let simulated = scenario.simulated
      if let known = distinct.firstIndex(where: { $0.scenario == simulated }) {
        places.append(known)
        continue
      }
      let model = try Model(simulated, followsNoEffect: followsNoEffect, showsFunnel: false)
      places.append(distinct.count)
      distinct.append((simulated, model))
    }
    models = distinct.map(\.model)
    self.places = Array(places.dropFirst())
    self.base = models[0]
    self.others = self.places.map { [models] in models[$0] }
  }

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
    let units = WorkUnits(blocks: Array(Model.blocks(of: trials)), of: trials)
    let readers = models.map(OutcomeReader.init)
    let pairs = readers.map { readers[0].pairs(with: $0) }
    var totals = pairs.map { PairTally(outcomes: $0.count) }
    try await OrderedWork.run(
      units.count, threads: threads,
      work: { try simulate(units[$0].replicates, readers, pairs) },
      take: { number, tallies in
        for i in totals.indices { totals[i].merge(tallies[i]) }
        progress(units[number].replicates.upperBound)
      })
    return places.map { place in
      PairedResults(
        outcomes: pairs[place].map { readers[0].outcomes[$0.base] }, tally: totals[place],
        isSame: place == 0, baseDecisionCounts: models[0].decisionCounts,
        otherDecisionCounts: models[place].decisionCounts)
    }
  }

  /// The same trials of every distinct model, each beside the base.
  private func simulate(
    _ replicates: Range<Int>, _ readers: [OutcomeReader], _ pairs: [[OutcomePair]]
  ) throws(SimulationError) -> [PairTally] {
    let base = try UnitOutcomes(models[0], replicates, readers[0])
    var tallies: [PairTally] = []
    for i in models.indices {
      let other = i == 0 ? base : try UnitOutcomes(models[i], replicates, readers[i])
      tallies.append(base.paired(with: other, pairs[i]))
    }
    return tallies
  }
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
