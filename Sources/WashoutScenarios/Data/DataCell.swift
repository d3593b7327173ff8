internal import Foundation

/// What cells of data say; a cell that says something else is reported.
extension DataTable.Cell {
  /// A number that a rule allows; nil where the cell is faulty.
  func number(_ name: String, _ rule: NumberRule, _ findings: Findings) -> Double? {
    guard let value = NumberGrammar.double(text) else {
      findings.fault("\(name) is \(words(rule))", at: place)
      return nil
    }
    guard rule.contains(value) else {
      findings.fault("\(name) is \(text), \(rule.words)", at: place)
      return nil
    }
    return value
  }

  private func words(_ rule: NumberRule) -> String {
    if text.first == "<", let limit = NumberGrammar.double(String(text.dropFirst())) {
      return "`\(text)`; write the reporting limit, \(NumberGrammar.shortest(limit))"
    }
    if text.contains(",") {
      let point = text.replacing(",", with: ".")
      if NumberGrammar.matches(point) { return "`\(text)`; write \(point), with a point" }
    }
    return NotANumber.words(text, rule)
  }

  /// Yes or no; nil where the cell is faulty.
  func flag(_ name: String, _ findings: Findings) -> Bool? {
    switch text {
    case "0": return false
    case "1": return true
    default:
      let what = text.isEmpty ? "empty" : "`\(text)`"
      findings.fault("\(name) is \(what); write 0 or 1", at: place)
      return nil
    }
  }

  /// Days from the year 1 on of an ISO 8601 date; nil where the cell is faulty.
  func date(_ name: String, _ findings: Findings) -> Int? {
    guard let day = Self.parts(of: text) else {
      findings.fault(
        "\(name) is `\(text)`, which is not an ISO date; write year-month-day, such as 2026-03-30",
        at: place)
      return nil
    }
    let parts = DateComponents(
      calendar: Self.calendar, timeZone: .gmt, year: day.year, month: day.month, day: day.day)
    guard parts.isValidDate, let date = parts.date else {
      findings.fault("\(name) is \(text), a day that no calendar has; correct it", at: place)
      return nil
    }
    return Int((date.timeIntervalSinceReferenceDate / 86_400).rounded())
  }

  private static let calendar = {
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = .gmt
    return calendar
  }()

  /// The numbers of `2026-03-30`; nil for any other form.
  private static func parts(of text: String) -> (year: Int, month: Int, day: Int)? {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.map(\.utf8.count) == [4, 2, 2],
      parts.allSatisfy({ $0.utf8.allSatisfy { (0x30...0x39).contains($0) } }),
      let year = Int(parts[0]), let month = Int(parts[1]), let day = Int(parts[2])
    else { return nil }
    return (year, month, day)
  }
}
