/// Mapping keys that are themselves lists or mappings, found before the YAML parser sees the text.
///
/// The parser hashes every key to find duplicates. A key that holds a collection is hashed once for
/// each level that holds it, and with aliases exponentially often, so texts in which that could take
/// long are refused here. No scenario needs such a key; the test is coarse and counts question marks
/// in prose too, hence the bound is generous.
enum KeyHazard {
  private static let costliest = 4 << 20

  /// Why the text is refused, or nil.
  static func problem(in text: String) -> String? {
    let seen = Census(of: Array(text.utf8))
    if seen.anchors > 0 && seen.aliases > 0 && seen.collectionKeys > 0 {
      return "anchors and keys that are not plain words (`? `, `[a]:`, `*a:`) cannot stand in one "
        + "file; write the values out"
    }
    return seen.collectionKeys * text.utf8.count > costliest
      ? "too many keys that are not plain words (`? `, `[a]:`); write `word: value`" : nil
  }

  private struct Census {
    var collectionKeys = 0
    var anchors = 0
    var aliases = 0

    init(of bytes: [UInt8]) {
      var lastMark = UInt8(ascii: " ")
      var wordBegins = UInt8(ascii: " ")
      var isInWord = false
      for (index, byte) in bytes.enumerated() {
        let isBeforeSpace = index + 1 == bytes.count || Census.isSpace(bytes[index + 1])
        if Census.isSpace(byte) {
          isInWord = false
          continue
        }
        if !isInWord && byte != UInt8(ascii: ":") { wordBegins = byte }
        isInWord = true
        switch byte {
        case UInt8(ascii: "?") where isBeforeSpace: collectionKeys += 1
        case UInt8(ascii: ":") where "]}".utf8.contains(lastMark): collectionKeys += 1
        case UInt8(ascii: ":") where wordBegins == UInt8(ascii: "*"): collectionKeys += 1
        case UInt8(ascii: "&") where !isBeforeSpace: anchors += 1
        case UInt8(ascii: "*") where !isBeforeSpace: aliases += 1
        default: break
        }
        lastMark = byte
      }
    }

    private static func isSpace(_ byte: UInt8) -> Bool { byte <= UInt8(ascii: " ") }
  }
}
