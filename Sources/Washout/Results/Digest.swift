/// 64-bit FNV-1a over bytes: tells texts and stored blocks apart; any single changed byte changes it.
///
/// Source: Fowler, Noll, Vo, The FNV non-cryptographic hash algorithm (offset basis and prime of 64 bits).
package struct Digest {
  /// The digest of the bytes so far.
  package private(set) var value: UInt64 = 0xcbf2_9ce4_8422_2325

  /// The digest of no bytes.
  package init() {}

  /// Adds bytes at the end.
  package mutating func add(_ bytes: some Sequence<UInt8>) {
    for byte in bytes { value = (value ^ UInt64(byte)) &* 0x0000_0100_0000_01b3 }
  }

  /// Adds a text and its end, so that two texts one after the other differ from any other two.
  package mutating func add(line: String) {
    add(line.utf8)
    add(CollectionOfOne(0))
  }

  /// Adds a number, its lowest byte first.
  package mutating func add(number: Int64) {
    withUnsafeBytes(of: number.littleEndian) { add($0) }
  }

  /// 16 hexadecimal digits.
  package var text: String {
    let digits = String(value, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}
