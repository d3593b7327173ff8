extension Model {
  /// Simulates blocks of trials and hands over the tally of each, in order of block number.
  ///
  /// Block b holds trials 1,024 b ..< 1,024 (b + 1), cut off at `trials`. The tallies are the same bits
  /// for any number of threads, any choice of other blocks and any order of work. At most eight units of
  /// 64 trials a thread are held at a time, or 128 of them that take an eighth of a millisecond.
  /// - Parameters:
  ///   - blocks: block numbers, increasing.
  ///   - trials: trials of the whole run.
  ///   - threads: tasks at a time, at least 1; changes speed, never results.
  ///   - progress: called after each unit with the trials of these blocks that are done.
  ///   - body: called with each block's number and tally.
  /// - Throws: `SimulationError`, with `cancelled` soon after the task is cancelled; what `body` throws.
  public func simulate(
    blocks: [Int], of trials: Int, threads: Int = 1,
    progress: @escaping @Sendable (Int) -> Void = { _ in },
    body: (Int, Tally) throws -> Void
  ) async throws {
    let units = WorkUnits(blocks: blocks, of: trials)
    var merger = BlockMerger(layout)
    try await OrderedWork.run(
      units.count, threads: threads, work: { try simulate(unit: units[$0].replicates) },
      take: { number, tally in
        if let block = merger.add(tally, units[number]) { try body(units[number].block, block) }
        progress(merger.trials)
      })
  }
}

/// Adds units to their block in order.
private struct BlockMerger {
  private(set) var trials = 0
  private var block: Tally
  private let layout: TallyLayout

  init(_ layout: TallyLayout) {
    self.layout = layout
    block = Tally(layout)
  }

  /// The block's tally once its last unit is in.
  mutating func add(_ tally: UnitTally, _ unit: WorkUnit) -> Tally? {
    block.add(tally)
    trials += unit.replicates.count
    guard unit.isLastOfBlock else { return nil }
    defer { block = Tally(layout) }
    return block
  }
}
