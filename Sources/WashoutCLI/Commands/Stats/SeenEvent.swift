internal import ArgumentParser

/// An adverse event as an option names it: its frequency, and the chance to see it.
struct SeenEvent {
  let frequency: Double
  let chance: Double?

  /// The event of an argument such as `0.10@0.80` or `0.10`.
  init(_ text: String) throws {
    let parts = text.split(separator: "@", omittingEmptySubsequences: false).map { Double($0) }
    guard let frequency = parts[0], frequency > 0, frequency <= 1, parts.count <= 2,
      parts.allSatisfy({ $0.map { $0 > 0 && $0 <= 1 } ?? false }), parts.count == 1 || parts[1] != 1
    else {
      throw ValidationError("write a share and a chance between 0 and 1, such as 0.10@0.80.")
    }
    self.frequency = frequency
    chance = parts.count == 2 ? parts[1] : nil
  }
}
