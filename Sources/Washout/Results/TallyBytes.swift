extension Tally {
  /// Version of the form of `bytes`.
  private static let form: UInt32 = 1

  /// The tally as a store keeps it; equal tallies have equal bytes on every machine.
  ///
  /// Three little-endian UInt32 (version, number of counts, number of sums); the counts; the sums, each as
  /// the eight bytes of its bits, lowest first. A count is a zigzag number in groups of seven bits, lowest
  /// first, the top bit set in all but the last byte; a 0 is followed by the number of further zeros, in
  /// the same groups. Most counts of a block are cells that stay empty, so this takes a small part of the
  /// place of eight bytes a count.
  public var bytes: [UInt8] {
    var bytes: [UInt8] = []
    for head in [Self.form, UInt32(counts.count), UInt32(sums.count)] {
      withUnsafeBytes(of: head.littleEndian) { bytes.append(contentsOf: $0) }
    }
    var i = 0
    while i < counts.count {
      let count = counts[i]
      bytes.append(groups: UInt64(bitPattern: (count << 1) ^ (count >> 63)))
      i += 1
      guard count == 0 else { continue }
      let first = i
      while i < counts.count, counts[i] == 0 { i += 1 }
      bytes.append(groups: UInt64(i - first))
    }
    for sum in sums {
      withUnsafeBytes(of: sum.bitPattern.littleEndian) { bytes.append(contentsOf: $0) }
    }
    return bytes
  }

  /// Reads what `bytes` wrote of a tally of the same layout; nil for anything else.
  package init?(bytes: [UInt8], _ layout: TallyLayout) {
    var reader = ByteReader(bytes)
    let head = (0..<3).map { _ in reader.word(bytes: 4) }
    let expected = [UInt64(Self.form), UInt64(layout.counts), UInt64(layout.sums)]
    guard head == expected, let counts = reader.counts(layout.counts),
      let sums = reader.sums(layout.sums), reader.isAtEnd
    else { return nil }
    self.init(counts: counts, sums: sums)
  }
}

extension [UInt8] {
  /// Adds a number in groups of seven bits.
  fileprivate mutating func append(groups number: UInt64) {
    var rest = number
    while rest > 0x7f {
      append(UInt8(rest & 0x7f) | 0x80)
      rest >>= 7
    }
    append(UInt8(rest))
  }
}

/// Reads numbers one after the other; nil where there is none.
struct ByteReader {
  private let bytes: [UInt8]
  private var next = 0

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
  }

  var isAtEnd: Bool { next == bytes.count }

  mutating func word(bytes count: Int) -> UInt64? {
    guard bytes.count - next >= count else { return nil }
    defer { next += count }
    return bytes[next..<next + count].reversed().reduce(0) { $0 << 8 | UInt64($1) }
  }

  private mutating func groups() -> UInt64? {
    var number: UInt64 = 0
    var shift: UInt64 = 0
    while next < bytes.count, shift < 64 {
      let byte = bytes[next]
      next += 1
      number |= UInt64(byte & 0x7f) << shift
      if byte < 0x80 { return number }
      shift += 7
    }
    return nil
  }

  mutating func counts(_ total: Int) -> [Int64]? {
    var counts: [Int64] = []
    counts.reserveCapacity(total)
    while counts.count < total {
      guard let zigzag = groups() else { return nil }
      counts.append(Int64(bitPattern: (zigzag >> 1) ^ (0 &- (zigzag & 1))))
      guard zigzag == 0 else { continue }
      guard let zeros = groups(), zeros <= UInt64(total - counts.count) else { return nil }
      counts.append(contentsOf: repeatElement(0, count: Int(zeros)))
    }
    return counts
  }

  mutating func sums(_ total: Int) -> [Double]? {
    var sums: [Double] = []
    for _ in 0..<total {
      guard let bits = word(bytes: 8) else { return nil }
      sums.append(Double(bitPattern: bits))
    }
    return sums
  }
}
