/// Where the finished blocks of one model's trials are kept from run to run.
///
/// What is kept is never changed; see `WorkSize.block` for what a block is.
public protocol BlockStore: Sendable {
  /// Numbers of the blocks that are kept, in any order.
  func blocks() throws -> [Int]
  /// The tally of a block that is kept, as `Tally.bytes`.
  func bytes(of block: Int) throws -> [UInt8]
  /// Keeps the tally of a finished block.
  ///
  /// Another process may have kept the block since; then its bytes must be these.
  func keep(_ bytes: [UInt8], of block: Int) throws
}

/// A block that a store gave back, and that is no tally of the model.
public struct UnreadableBlock: Error, Equatable {
  /// Its number.
  public let block: Int
}

extension Model {
  /// Simulates those of some blocks that a store lacks, and keeps each when it is finished.
  ///
  /// - Parameters:
  ///   - store: where blocks are kept.
  ///   - blocks: block numbers, increasing; each holds `WorkSize.block` trials.
  ///   - threads: tasks at a time; changes speed, never results.
  ///   - progress: called on the way with the trials of these blocks.
  /// - Throws: `SimulationError`, with `cancelled` soon after the task is cancelled; what the store throws.
  public func fill(
    _ store: any BlockStore, blocks: [Int], threads: Int = 1,
    progress: @escaping @Sendable (Progress) -> Void = { _ in }
  ) async throws {
    let kept = Set(try store.blocks())
    let missing = blocks.filter { !kept.contains($0) }
    guard let last = missing.last else { return }
    let all = blocks.count * WorkSize.block
    let done = all - missing.count * WorkSize.block
    try await simulate(
      blocks: missing, of: (last + 1) * WorkSize.block, threads: threads,
      progress: { progress(Progress(trials: done + $0, of: all, kept: done)) },
      body: { try store.keep($1.bytes, of: $0) })
  }
}
