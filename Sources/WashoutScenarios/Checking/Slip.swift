/// A slip of the pen in YAML that makes a key of what was meant otherwise.
struct Slip {
  /// What happened, and what to write.
  let words: String
  /// The known key that was meant, where that can be seen.
  var meant: String?

  /// What an unknown key came from; nil when it is just unknown.
  init?(_ entry: SourceNode.Entry, among known: [String]) {
    let key = entry.key
    if key == "<<" {
      words = "merge keys (`<<`) are not read; write the keys out, or let the file extend another"
      return
    }
    guard entry.value.isNull else { return nil }
    if let colon = key.firstIndex(of: ":"), known.contains(String(key[..<colon])) {
      let name = String(key[..<colon])
      let value = key[key.index(after: colon)...].drop { $0 == "\u{A0}" }
      words = "`\(key)` lacks a space after the colon; write `\(name): \(value)`"
      meant = name
    } else if NumberGrammar.double(key) != nil {
      words = "`\(key)` is cut off by a comma; write decimals with a point, such as 0.7"
    } else if key.contains(" ") || key.hasSuffix(")") {
      words = "`\(key)` is cut off by a comma; put text with a comma in quotes"
    } else {
      return nil
    }
  }
}
