public import CWashoutRandom

/// Blocks of four words of one place that will be needed together, at most four of them.
///
/// Computed together they do not wait for each other.
public struct BlockPlan: Sendable {
  @usableFromInline var blocks: [washout_random_block] = []

  /// A plan without blocks.
  public init() {}

  /// Number of blocks.
  public var count: Int { blocks.count }

  /// Blocks that can still be added.
  public var room: Int { Int(WASHOUT_RANDOM_MOST_AHEAD) - count }

  /// Adds a block of a stream where there is room, and says where it stands.
  public mutating func add(_ stream: Stream, block: Int) -> Int? {
    guard room > 0 else { return nil }
    blocks.append(washout_random_block(stream: stream.rawValue, number: UInt64(block)))
    return count - 1
  }
}

extension RandomSource {
  /// Computes the blocks of a plan at a place; the generator stays where it is.
  @inlinable public func lookAhead(_ plan: BlockPlan, of key: SubjectKey, place: UInt64) {
    plan.blocks.withUnsafeBufferPointer {
      washout_random_look_ahead(
        state, $0.baseAddress, Int32(truncatingIfNeeded: $0.count), place, key.replicate,
        key.subject)
    }
  }

  /// The words that looking ahead found: four for each block of the plan.
  @inlinable public var ahead: UnsafePointer<UInt64> { washout_random_ahead(state) }

  /// Points at the first word of a stream whose first block was looked at ahead and has a number in the plan.
  @inlinable public func rewind(
    _ key: SubjectKey, _ stream: Stream, place: UInt64 = 0, ahead number: Int
  ) {
    precondition(number >= 0 && number < Int(WASHOUT_RANDOM_MOST_AHEAD))
    washout_random_rewind_ahead(
      state, Int32(truncatingIfNeeded: number), place, key.replicate, key.subject,
      stream.rawValue)
  }
}
