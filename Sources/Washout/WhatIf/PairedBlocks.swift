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
  private let kept: [Set<Int>]
  /// Number of full blocks.
  private let full: Int
  private let blocks: Range<Int>
  /// The block under way, one tally a model that is simulated in it.
  private var current: [PairTally?]
  /// Number of blocks in `totals`.
  private var done = 0

  /// Nothing yet of a number of trials; `outcomes` are how many each model shares with the base.
  init(outcomes: [Int], stores: [any BlockStore], trials: Int) throws {
    self.outcomes = outcomes
    self.stores = stores
    full = trials / WorkSize.block
    blocks = Model.blocks(of: trials)
    kept = try stores.map { Set(try $0.blocks()) }
    totals = outcomes.map(PairTally.init)
    current = outcomes.map { _ in nil }
  }

  /// The models that have to be simulated in each block that lacks some.
  var missing: [Int: [Int]] {
    var missing: [Int: [Int]] = [:]
    for block in blocks {
      let models = outcomes.indices.filter { block >= full || !isKept(block, $0) }
      if !models.isEmpty { missing[block] = models }
    }
    return missing
  }

  private func isKept(_ block: Int, _ model: Int) -> Bool {
    !stores.isEmpty && kept[model].contains(block)
  }

  /// Adds the next unit of work: a tally for each model that was simulated in its block.
  mutating func add(_ tallies: [(model: Int, tally: PairTally)], of unit: WorkUnit) throws {
    try addKept(upTo: unit.block)
    for (model, tally) in tallies {
      current[model, default: PairTally(outcomes: outcomes[model])].merge(tally)
    }
    if unit.isLastOfBlock { try close(unit.block) }
  }

  /// Adds what is kept after the last block that was simulated.
  mutating func finish() throws {
    try addKept(upTo: full)
  }

  private mutating func close(_ block: Int) throws {
    for model in outcomes.indices {
      guard let tally = current[model] else {
        totals[model].merge(try read(block, model))
        continue
      }
      if block < full && !stores.isEmpty { try stores[model].keep(tally.bytes, of: block) }
      totals[model].merge(tally)
      current[model] = nil
    }
    done = block + 1
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

extension [PairTally?] {
  /// A tally that is made when it is first asked for.
  fileprivate subscript(model: Int, default empty: @autoclosure () -> PairTally) -> PairTally {
    get { self[model] ?? empty() }
    set { self[model] = newValue }
  }
}
