public import CWashoutRandom

/// Three shares for each of up to 64 things, all decided by one uniform of each thing.
///
/// The words of `ShareLanes` are read once for the three.
public struct ShareTriples: Sendable {
  /// An array, since so large a row would be copied for whoever asks.
  @usableFromInline let shares: [ShareLanes]
  @usableFromInline let eights: Int
  /// Leading bits of each limit, less 32,768: eight of the first shares, of the second, of the third, and so on.
  @usableFromInline let leading: [Int16]

  /// Three times as many shares.
  public init(_ first: ShareLanes, _ second: ShareLanes, _ third: ShareLanes) {
    precondition(first.count == second.count && first.count == third.count)
    let shares = [first, second, third]
    self.shares = shares
    let eights = (first.count + 7) / 8
    self.eights = eights
    leading = (0..<eights).flatMap { eight in
      shares.flatMap { shares in
        shares.leading[8 * eight..<8 * eight + 8].map {
          Int16(truncatingIfNeeded: Int($0) - 32_768)
        }
      }
    }
  }

  /// Bit n of each: the uniform n of a place lies below share n.
  @inlinable public func drawn(
    _ words: LaneWords, _ random: borrowing RandomSource
  ) -> (first: UInt64, second: UInt64, third: UInt64) {
    let three = leading.withUnsafeBufferPointer {
      washout_random_compare_three(
        words.first, $0.baseAddress, Int32(truncatingIfNeeded: eights))
    }
    return three.is_open == 0
      ? (three.first, three.second, three.third) : drawnOneByOne(words, random)
  }

  /// The same where leading bits may not decide.
  @usableFromInline func drawnOneByOne(
    _ words: LaneWords, _ random: borrowing RandomSource
  ) -> (first: UInt64, second: UInt64, third: UInt64) {
    (
      shares[0].drawn(words, random), shares[1].drawn(words, random),
      shares[2].drawn(words, random)
    )
  }
}
