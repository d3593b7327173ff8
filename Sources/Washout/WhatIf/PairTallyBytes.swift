extension PairTally {
  /// Version of the form of `bytes`.
  private static let form = 1

  /// The tally as a store keeps it; equal tallies have equal bytes on every machine.
  ///
  /// Words of eight bytes, lowest first: version, number of sums, the five counts, how many trials flipped
  /// to no and to yes are kept by number and their numbers, then the bits of the sums.
  var bytes: [UInt8] {
    let counts = [trials, people, kept, onlyBase, onlyOther]
    let flips = [firstOnlyBase, firstOnlyOther].flatMap { [Int64($0.count)] + $0.map(Int64.init) }
    let words = [Int64(Self.form), Int64(sums.count)] + counts + flips
    var bytes: [UInt8] = []
    for word in words { withUnsafeBytes(of: word.littleEndian) { bytes.append(contentsOf: $0) } }
    for sum in sums {
      withUnsafeBytes(of: sum.bitPattern.littleEndian) { bytes.append(contentsOf: $0) }
    }
    return bytes
  }

  /// Reads what `bytes` wrote of a tally of as many outcomes; nil for anything else.
  init?(bytes: [UInt8], outcomes: Int) {
    var reader = ByteReader(bytes)
    self.init(outcomes: outcomes)
    let head = (0..<7).compactMap { _ in reader.word(bytes: 8).map(Int64.init(bitPattern:)) }
    guard head.count == 7, head[0] == Self.form, head[1] == sums.count,
      let base = reader.flips(atMost: Self.mostFlips),
      let other = reader.flips(atMost: Self.mostFlips), let read = reader.sums(sums.count),
      reader.isAtEnd
    else { return nil }
    restore(counts: Array(head[2...]), firstOnlyBase: base, firstOnlyOther: other, sums: read)
  }
}

extension ByteReader {
  /// The numbers of trials that flipped.
  fileprivate mutating func flips(atMost most: Int) -> [Int]? {
    guard let count = word(bytes: 8), count <= UInt64(most) else { return nil }
    let trials = (0..<count).compactMap { _ in word(bytes: 8).flatMap { Int(exactly: $0) } }
    return trials.count == Int(count) ? trials : nil
  }
}
