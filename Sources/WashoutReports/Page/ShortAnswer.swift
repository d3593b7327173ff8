internal import Washout

/// The answer to the scenario's question in half a line.
struct ShortAnswer {
  private let findings: Findings

  init(_ findings: Findings) {
    self.findings = findings
  }

  var sentence: String {
    let parts = [drug, rate].compactMap { $0 }
    guard let first = parts.first else { return "See below." }
    return first.prefix(1).uppercased() + parts.joined(separator: ", ").dropFirst() + "."
  }

  private var drug: String? {
    findings.tellsDrugApart().map { $0 ? "whether the drug works" : "little about the drug" }
  }

  private var rate: String? {
    guard let width = findings.width()?.value else { return nil }
    return switch width {
    case ..<0.20: "much about the rate"
    case ..<0.50: "something about the rate"
    default: "little about the rate"
    }
  }
}
