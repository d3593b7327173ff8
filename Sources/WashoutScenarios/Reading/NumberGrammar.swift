/// Numbers as JSON writes them, so that `010`, `1:30`, `1_000`, `0x1F`, `.5` and `.inf` are not numbers.
enum NumberGrammar {
  /// No text of more bytes is nearly a number.
  private static let longest = 200

  /// The value, or nil when the text is not a JSON number or is beyond the range of a Double.
  static func double(_ text: String) -> Double? {
    guard matches(text), let value = Double(text), value.isFinite else { return nil }
    return value
  }

  /// Whether the text has the form of a JSON number, however large.
  static func matches(_ text: String) -> Bool {
    var rest = Array(text.utf8)[...]
    if rest.first == UInt8(ascii: "-") { rest.removeFirst() }
    guard takeWhole(&rest) else { return false }
    if rest.first == UInt8(ascii: ".") {
      rest.removeFirst()
      guard takeDigits(&rest) > 0 else { return false }
    }
    if let first = rest.first, first | 0x20 == UInt8(ascii: "e") {
      rest.removeFirst()
      if rest.first == UInt8(ascii: "+") || rest.first == UInt8(ascii: "-") { rest.removeFirst() }
      guard takeDigits(&rest) > 0 else { return false }
    }
    return rest.isEmpty
  }

  /// What to write for a text that is nearly a number; nil when it is not.
  static func suggestion(for text: String) -> String? {
    guard text.utf8.count <= longest else { return nil }
    let trimmed = text.replacing("\u{2212}", with: "-").filter { !" _\u{A0}\"“”".contains($0) }
    if let decimal = withPoint(trimmed) { return decimal }
    if trimmed.hasSuffix("%"), let percent = double(String(trimmed.dropLast())) {
      return shortest(percent / 100)
    }
    var candidate = trimmed.hasPrefix("+") ? String(trimmed.dropFirst()) : trimmed
    if candidate.hasPrefix(".") { candidate = "0" + candidate }
    if candidate.hasSuffix(".") { candidate.removeLast() }
    while candidate.count > 1, candidate.hasPrefix("0"), candidate.dropFirst().first != "." {
      candidate.removeFirst()
    }
    return matches(candidate) && candidate != text ? candidate : nil
  }

  /// `0,7` as `0.7`; nil for anything else, and where the comma could part thousands.
  private static func withPoint(_ text: String) -> String? {
    let parts = text.split(separator: ",", omittingEmptySubsequences: false)
    guard parts.count == 2, parts[1].count != 3 || parts[0] == "0" else { return nil }
    let candidate = parts.joined(separator: ".")
    return matches(candidate) ? candidate : nil
  }

  /// The number at the beginning of `6 L`; nil when no unit follows one.
  static func beforeUnit(_ text: String) -> String? {
    guard text.utf8.count <= longest,
      let match = text.wholeMatch(of: /(-?[0-9.]+) ?[A-Za-zµ][A-Za-zµ\/]*[0-9]?/)
    else { return nil }
    return matches(String(match.1)) ? String(match.1) : nil
  }

  /// The shortest text that reads back as the same Double, integers without a point.
  static func shortest(_ value: Double) -> String {
    if value == value.rounded(), abs(value) < 1e15 { return String(Int(value)) }
    return "\(value)"
  }

  private static func takeWhole(_ rest: inout ArraySlice<UInt8>) -> Bool {
    let startsWithZero = rest.first == UInt8(ascii: "0")
    let digits = takeDigits(&rest)
    return digits == 1 || (digits > 1 && !startsWithZero)
  }

  private static func takeDigits(_ rest: inout ArraySlice<UInt8>) -> Int {
    let digits = rest.prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    rest.removeFirst(digits.count)
    return digits.count
  }
}
