/// Tallies of a base beside other models, block by block: those that stores hold are read, the others are
/// simulated and kept.
///
/// A part block at the end is never kept.
struct PairedBlocks {
  /// Tallies of all blocks so far, one a model.
  private(set) var totals: [PairTally]
  private let outcomes: [Int]
  /// One a model; empty where nothing is kept.
  private let stores: [any BlockStore]
  /// Number of full blocks.
  private let full: Int
  private var current: PairedBlock
  /// Number of blocks in `totals`.
  private var done = 0

  /// Nothing yet of a number of trials; `outcomes` are how many each model shares with the base.
  init(outcomes: [Int], stores: [any BlockStore], trials: Int) {
    self.outcomes = outcomes
    self.stores = stores
    full = trials / WorkSize.block
    totals = outcomes.map(PairTally.init)
    current = PairedBlock(outcomes: outcomes)
  }

  /// Adds the next unit of work: a tally for each model that was simulated in its block.
  mutating func add(_ tallies: [(model: Int, tally: PairTally)], of unit: WorkUnit) throws {
    try addKept(upTo: unit.block)
    guard let block = current.add(tallies, of: unit) else { return }
    for model in outcomes.indices {
      guard let tally = block[model] else {
        totals[model].merge(try read(unit.block, model))
        continue
      }
      if unit.block < full && !stores.isEmpty {
        try stores[model].keep(tally.bytes, of: unit.block)
      }
      totals[model].merge(tally)
    }
    done = unit.block + 1
  }

  /// Adds what is kept after the last block that was simulated.
  mutating func finish() throws {
    try addKept(upTo: full)
  }

  private mutating func addKept(upTo end: Int) throws {
    while done < end {
      if Task.isCancelled { throw SimulationError.cancelled }
      for model in outcomes.indices { totals[model].merge(try read(done, model)) }
      done += 1
    }
  }

  private func read(_ block: Int, _ model: Int) throws -> PairTally {
    let bytes = try stores[model].bytes(of: block)
    guard let tally = PairTally(bytes: bytes, outcomes: outcomes[model]) else {
      throw UnreadableBlock(block: block)
    }
    return tally
  }
}

/// The block under way, a tally for each model that is simulated in it.
struct PairedBlock {
  private let outcomes: [Int]
  private var tallies: [PairTally?]

  /// Nothing yet; `outcomes` are how many each model shares with the base.
  init(outcomes: [Int]) {
    self.outcomes = outcomes
    tallies = outcomes.map { _ in nil }
  }

  /// Adds a unit of work.
  ///
  /// - Returns: The block's tallies, one a model and nil for those that were not simulated, once its last unit
  ///   is in; nil before.
  mutating func add(
    _ unitTallies: [(model: Int, tally: PairTally)], of unit: WorkUnit
  ) -> [PairTally?]? {
    for (model, tally) in unitTallies {
      var sum = tallies[model] ?? PairTally(outcomes: outcomes[model])
      sum.merge(tally)
      tallies[model] = sum
    }
    guard unit.isLastOfBlock else { return nil }
    defer { self = PairedBlock(outcomes: outcomes) }
    return tallies
  }
}
