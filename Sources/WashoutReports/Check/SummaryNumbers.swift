internal import Foundation

/// Every number and word of a part of `summary.json`, each under a name that does not depend on its place.
struct SummaryNumbers {
  /// In a fixed order.
  private(set) var numbers: [SummaryNumber] = []
  /// Words by name.
  private(set) var words: [String: String] = [:]

  /// Lists whose name says nothing beside those of their elements.
  private static let containers: Set<String> = ["cells", "numbers", "criteria", "value"]
  /// What tells elements of a list apart, in the order in which it is said.
  private static let identities = [
    "headline", "settings", "path", "id", "key", "outcome", "drug", "rate", "sample_size",
    "probability",
    "week",
  ]
  /// What follows from other numbers, or is about single trials.
  private static let following: Set<String> = [
    "example_trials", "decision_sizes", "met", "within_two_mcse", "first",
  ]

  /// Reads a member of the document.
  mutating func read(_ value: Any, _ name: String) {
    read(value, [name], Self.following.contains(name) ? .following : .exact)
  }

  /// Adds numbers that were read otherwise.
  mutating func add(_ others: [SummaryNumber]) { numbers += others }

  private mutating func read(
    _ value: Any, _ names: [String], _ kind: SummaryNumber.Kind, mcse: Double? = nil
  ) {
    let label = names.joined(separator: " ")
    switch value {
    case let members as [String: Any]: read(members, names, kind, without: [])
    case let elements as [Any]: read(elements, names, kind)
    case let word as String: words[label] = word
    case let number as NSNumber:
      numbers.append(SummaryNumber(label, number.doubleValue, mcse: mcse, or: kind))
    default: numbers.append(SummaryNumber(label, nil, mcse: mcse, or: kind))
    }
  }

  private mutating func read(
    _ members: [String: Any], _ names: [String], _ kind: SummaryNumber.Kind,
    without identity: Set<String>
  ) {
    for (key, value) in members.sorted(by: { $0.key < $1.key }) where !identity.contains(key) {
      let isError = key == "mcse" || key.hasSuffix("_mcse")
      let kind = isError || Self.following.contains(key) ? .following : kind
      let own =
        members[key + "_mcse"]
        ?? (members["value"] == nil || key == "value" ? members["mcse"] : nil)
      let mcse = isError ? nil : (own as? NSNumber)?.doubleValue
      read(value, names + (Self.containers.contains(key) ? [] : [key]), kind, mcse: mcse)
    }
  }

  private mutating func read(
    _ elements: [Any], _ names: [String], _ kind: SummaryNumber.Kind
  ) {
    var seen: [String: Int] = [:]
    for (place, element) in elements.enumerated() {
      guard let members = element as? [String: Any] else {
        read(element, names + [String(place + 1)], kind)
        continue
      }
      let keys = kind == .following ? [] : Self.identities.filter { members[$0] != nil }
      let own = keys.isEmpty ? [String(place + 1)] : keys.compactMap { Self.text($0, members[$0]) }
      let count = seen[own.joined(separator: " "), default: 0] + 1
      seen[own.joined(separator: " ")] = count
      read(members, names + own + (count > 1 ? ["(\(count))"] : []), kind, without: Set(keys))
    }
  }

  private static func text(_ key: String, _ value: Any?) -> String? {
    switch value {
    case let settings as [[String: Any]]:
      settings.map { "\($0["path"] as? String ?? "")=\($0["value"] as? String ?? "")" }
        .joined(separator: ", ")
    case let word as String: word
    case let number as NSNumber:
      FileNumber.text(number.doubleValue).map {
        key == "sample_size" ? "n=\($0)" : "\(key) \($0)"
      }
    default: nil
    }
  }
}
