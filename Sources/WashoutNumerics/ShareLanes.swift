public import CWashoutRandom

/// A share for each of up to 64 things that are drawn together, one uniform each, at one place.
///
/// Uniform n (from 0) has 53 bits: its 16 leading ones are bits 16 (n mod 4) to 16 (n mod 4) + 15 of word
/// n div 4 of the place, the other 37 the leading bits of word 16 + n. Nearly always the leading ones
/// decide, so that four words answer sixteen questions; the rest is looked up where they equal those of
/// the share.
public struct ShareLanes: Sendable {
  /// Number of shares.
  public let count: Int
  @usableFromInline let blocks: Int
  /// Leading bits of each limit, in whole blocks of 16.
  @usableFromInline let leading: [UInt16]
  /// Shares that leading bits alone cannot always decide.
  @usableFromInline let split: UInt64
  @usableFromInline let limits: [ShareLimit]

  /// Shares between 0 and 1, at most 64 of them.
  public init(_ shares: [Double]) {
    precondition(shares.count <= 64, "one place has 64 uniforms")
    count = shares.count
    blocks = (count + 15) / 16
    limits = shares.map { ShareLimit($0) }
    var leading = Array(repeating: UInt16(0), count: blocks * 16)
    var split: UInt64 = 0
    for (lane, limit) in limits.enumerated() {
      leading[lane] = limit.leading
      if limit.rest > 0 { split |= 1 << UInt64(lane) }
    }
    self.leading = leading
    self.split = split
  }

  /// Bit n: the uniform n of a place lies below share n.
  @inlinable public func drawn(_ words: LaneWords, _ random: borrowing RandomSource) -> UInt64 {
    let comparison = leading.withUnsafeBufferPointer {
      washout_random_compare(words.first, $0.baseAddress, Int32(truncatingIfNeeded: blocks))
    }
    let open = comparison.equal & split
    return open == 0
      ? comparison.below : comparison.below | Self.settled(open, limits, words, random)
  }

  /// Sixteen of them, whose uniforms stand in one block of four words.
  public func block(_ number: Int) -> ShareBlock {
    precondition(number >= 0 && number < blocks)
    return ShareBlock(self, number)
  }

  /// Those of some lanes that lie below their limits by what follows their leading bits.
  @usableFromInline static func settled(
    _ open: UInt64, _ limits: [ShareLimit], _ words: LaneWords, _ random: borrowing RandomSource
  ) -> UInt64 {
    var below: UInt64 = 0
    for lane in limits.indices where open & 1 << UInt64(lane) != 0 {
      let rest = random.restOfLane(lane, of: words.key, words.stream, place: words.place)
      if rest < limits[lane].rest { below |= 1 << UInt64(lane) }
    }
    return below
  }
}

/// Sixteen of some shares.
public struct ShareBlock: Sendable {
  @usableFromInline let leading: [UInt16]
  @usableFromInline let split: UInt64
  /// Number of the first uniform.
  @usableFromInline let first: UInt64
  @usableFromInline let limits: [ShareLimit]

  @usableFromInline init(_ shares: ShareLanes, _ block: Int) {
    first = UInt64(16 * block)
    leading = Array(shares.leading[16 * block..<16 * block + 16])
    split = shares.split >> first & 0xffff
    limits = shares.limits
  }

  /// Bit n: the uniform n of a place lies below share n, by the four words of the block; the other bits are 0.
  @inlinable public func drawn(_ words: LaneWords, _ random: borrowing RandomSource) -> UInt64 {
    let comparison = leading.withUnsafeBufferPointer {
      washout_random_compare_block(words.first, $0.baseAddress)
    }
    let open = comparison.equal & split
    let below = comparison.below &<< first
    return open == 0
      ? below : below | ShareLanes.settled(open &<< first, limits, words, random)
  }
}

/// The number of 53-bit uniforms below a share: k 2^-53 < p if k < ceil(2^53 p).
public struct ShareLimit: Sendable {
  /// Its 16 leading bits; of a certain share, as if it were the last lane and all that can follow.
  @usableFromInline let leading: UInt16
  /// The other 37 bits.
  @usableFromInline let rest: UInt64

  /// The limit of a share between 0 and 1.
  public init(_ share: Double) {
    let limit = UInt64((share * 0x1p53).rounded(.up))
    leading = UInt16(min(limit >> 37, 0xffff))
    rest = limit - UInt64(leading) << 37
  }

  /// Whether the uniform of a whole word lies below the share.
  @inlinable public func isAbove(_ word: UInt64) -> Bool {
    word >> 11 < UInt64(leading) << 37 + rest
  }
}

/// The words of one place that hold the leading bits of its uniforms, and where the rest is found.
public struct LaneWords {
  @usableFromInline let first: UnsafePointer<UInt64>
  @usableFromInline let key: SubjectKey
  @usableFromInline let stream: Stream
  @usableFromInline let place: UInt64

  /// Words that were looked at ahead.
  @inlinable public init(
    ahead words: UnsafePointer<UInt64>, of key: SubjectKey, _ stream: Stream, place: UInt64
  ) {
    first = words
    self.key = key
    self.stream = stream
    self.place = place
  }

  /// The words of the sixteen uniforms of one block; valid until the next ones are asked for.
  @inlinable public init(
    block: Int, _ random: borrowing RandomSource, of key: SubjectKey, _ stream: Stream,
    place: UInt64
  ) {
    first = random.words(ofBlock: block, of: key, stream, place: place)
    self.key = key
    self.stream = stream
    self.place = place
  }

  /// The words of `count` uniforms; valid until the next ones are asked for.
  @inlinable public init(
    _ count: Int, _ random: borrowing RandomSource, of key: SubjectKey, _ stream: Stream,
    place: UInt64
  ) {
    first = random.firstWords((count + 3) / 4, of: key, stream, place: place)
    self.key = key
    self.stream = stream
    self.place = place
  }
}

extension RandomSource {
  /// The 37 bits that follow the leading ones of a lane; the generator moves.
  @usableFromInline func restOfLane(
    _ lane: Int, of key: SubjectKey, _ stream: Stream, place: UInt64
  ) -> UInt64 {
    word(16 + lane, of: key, stream, place: place) >> 27
  }
}
