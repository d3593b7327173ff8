/// A disease runs by a mechanism or by a distribution of the time to recurrence; what belongs to the other is
/// told once and left out, so that nothing within it is told as well.
struct OneCourse {
  private static let mechanism = ["drug", "flares", "activity"]
  private static let others = ["patients", "eligibility", "response"]
  private let findings: Findings

  init(_ findings: Findings) { self.findings = findings }

  /// The scenario without what does not belong to its course; itself where everything does.
  func applied(to root: SourceNode) -> SourceNode {
    guard let statistical = written("statistical", in: root) else { return root }
    let mechanism = Self.mechanism.filter { written($0, in: root) != nil }
    guard mechanism.count < Self.mechanism.count else {
      findings.fault(
        "`statistical` stands beside `drug`, `flares` and `activity`; leave it out, or all of a mechanism",
        at: statistical.keyPlace)
      return root.without(["statistical"])
    }
    let idle = (Self.mechanism + Self.others).compactMap { written($0, in: root) }
    for entry in idle {
      findings.fault(
        "`\(entry.key)` has no part in a statistical scenario; leave it out", at: entry.value.place)
    }
    return root.without(idle.map(\.key))
  }

  private func written(_ key: String, in root: SourceNode) -> SourceNode.Entry? {
    root.entries.first { $0.key == key && !$0.value.isNull }
  }
}

extension SourceNode {
  fileprivate func without(_ keys: [String]) -> SourceNode {
    var copy = self
    copy.entries.removeAll { keys.contains($0.key) }
    return copy
  }
}
