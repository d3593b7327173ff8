/// The purpose of a draw, as the fourth word of the generator's counter.
///
/// A number is permanent: it is never reused and never depends on the order of anything in a file.
public struct Stream: RawRepresentable, Hashable, Sendable {
  /// The counter word.
  public let rawValue: UInt64

  /// The stream with a given number.
  @inlinable public init(rawValue: UInt64) { self.rawValue = rawValue }

  /// The stream whose number is so much larger.
  @inlinable public func advanced(by count: Int) -> Stream {
    Stream(rawValue: rawValue &+ UInt64(truncatingIfNeeded: count))
  }

  /// The stream of something that a scenario names, such as `covariate:weight_kg`.
  ///
  /// The number is the 64-bit FNV-1a hash of the UTF-8 name with the top bit set, so it never meets
  /// a numbered stream. Source: Fowler, Noll, Vo (offset 14695981039346656037, prime 1099511628211).
  public init(named name: String) {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in name.utf8 { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01b3 }
    self.init(rawValue: hash | 1 << 63)
  }
}
