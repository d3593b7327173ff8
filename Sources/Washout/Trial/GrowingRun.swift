internal import Synchronization

/// A run to which blocks are added; those that a store holds are read, the others simulated and kept.
///
/// A part block at the end is never kept, and simulated anew when the run grows.
struct GrowingRun {
  private let model: Model
  private let store: (any BlockStore)?
  private let threads: Int
  private let progress: @Sendable (Progress) -> Void
  private let kept: Set<Int>
  private var full: Tally
  /// Number of blocks in `full`.
  private var fullBlocks = 0

  init(
    _ model: Model, store: (any BlockStore)?, threads: Int,
    progress: @escaping @Sendable (Progress) -> Void
  ) throws {
    self.model = model
    self.store = store
    self.threads = threads
    self.progress = progress
    kept = Set(try store?.blocks() ?? [])
    full = Tally(model.layout)
  }

  /// The tally of the first `trials` trials.
  mutating func reach(_ trials: Int) async throws -> Tally {
    let goal = trials / WorkSize.block
    let missing = (fullBlocks..<Model.blocks(of: trials).upperBound).filter {
      $0 >= goal || !kept.contains($0)
    }
    var run = self
    var part: Tally?
    let isKept = (0..<goal).count { kept.contains($0) } * WorkSize.block
    let done = (fullBlocks..<goal).count { kept.contains($0) } + fullBlocks
    let progress = self.progress
    let largest = Mutex(fullBlocks > 0 ? model.largestDecisionMCSE(full) : nil)
    try await model.simulate(
      blocks: missing, of: trials, threads: threads,
      progress: { new in
        let error = largest.withLock { $0 }
        progress(
          Progress(
            trials: done * WorkSize.block + new, of: trials, largestMCSE: error, kept: isKept))
      },
      body: { block, tally in
        guard block < goal else { return part = tally }
        try run.addKept(upTo: block)
        try run.add(tally)
        let error = run.largestError
        largest.withLock { $0 = error }
      })
    try run.addKept(upTo: goal)
    self = run
    guard let part else { return full }
    var total = full
    total.merge(part)
    return total
  }

  private var largestError: Double? { model.largestDecisionMCSE(full) }

  /// Adds the next block, which was just simulated.
  private mutating func add(_ tally: Tally) throws {
    try store?.keep(tally.bytes, of: fullBlocks)
    full.merge(tally)
    fullBlocks += 1
  }

  /// Adds the blocks that are kept, from the next one to that before `end`.
  private mutating func addKept(upTo end: Int) throws {
    guard let store else { return }
    while fullBlocks < end {
      if Task.isCancelled { throw SimulationError.cancelled }
      guard let tally = Tally(bytes: try store.bytes(of: fullBlocks), model.layout) else {
        throw UnreadableBlock(block: fullBlocks)
      }
      full.merge(tally)
      fullBlocks += 1
    }
  }
}
