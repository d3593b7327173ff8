/// What every trial of a unit of work adds to a model's outcomes, and who took part.
struct UnitOutcomes {
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
