import TestSupport
import Testing
import WashoutStatistics

/// The samples of Tests/Reference/survival_sets.R.
enum SurvivalSets {
  static func all() throws -> [String: RightCensoredSample] {
    var times: [String: [Double]] = [:]
    var events: [String: [Bool]] = [:]
    for row in try Reference("survival_sets").rows {
      times[row[0], default: []].append(try #require(Double(row[1])))
      events[row[0], default: []].append(row[2] == "1")
    }
    return try Dictionary(
      uniqueKeysWithValues: times.map { name, times in
        (name, try RightCensoredSample(times: times, isEvent: events[name] ?? []))
      })
  }

  static func sample(_ name: String) throws -> RightCensoredSample {
    try all()[name] ?? RightCensoredSample(times: [], isEvent: [])
  }

  static func curve(_ times: [Double], _ events: [Int]) throws -> KaplanMeier {
    KaplanMeier(try RightCensoredSample(times: times, isEvent: events.map { $0 == 1 }))
  }
}

/// Whether a value is the other program's to 1e-9, undefined where that is.
func agrees(_ value: Double?, _ text: String) -> Bool {
  guard let expected = Double(text) else { return value == nil && text.isEmpty }
  guard let value else { return false }
  return abs(value - expected) <= 1e-9 * max(1, abs(expected))
}
