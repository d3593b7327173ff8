internal import Washout

/// The register of assumptions: every value with unit, range and source, or marked as an assumption.
struct CharacteristicsSection {
  private let findings: Findings

  init(_ findings: Findings) {
    self.findings = findings
  }

  var blocks: [String?] { [summary, overridden, register] }

  private var summary: String {
    let defaults = findings.scenario.assumptions.count { $0.isDefault }
    var text =
      "The scenario states \(Terms.count(findings.statedValues.count, "value")), "
      + "\(findings.valuesWithoutSource) of them without a source (ASSUMPTION). "
    if defaults > 0 { text += "Washout's defaults give \(defaults) more. " }
    return text + "A range is the what-if range."
  }

  private var overridden: String? {
    let paths = findings.scenario.assumptions.filter(\.isOverridden).map { "`\($0.path)`" }
    guard !paths.isEmpty else { return nil }
    return "**Set on the command line, not in a file:** " + paths.joined(separator: ", ") + "."
  }

  private var register: String? {
    let rows = findings.scenario.assumptions.map(row)
    guard !rows.isEmpty else { return nil }
    return Markdown.table(["Value", "Base case", "Unit", "Range", "Source"], "lllll", rows)
  }

  private func row(_ assumption: Assumption) -> [String] {
    [
      "`\(assumption.path)`", Markdown.escaped(assumption.value), Markdown.escaped(assumption.unit),
      assumption.range.map {
        "\(Terms.number($0.lowerBound)) to \(Terms.number($0.upperBound))"
      } ?? "", source(assumption),
    ]
  }

  private func source(_ assumption: Assumption) -> String {
    var parts: [String] = []
    if assumption.isOverridden { parts.append("**SET ON THE COMMAND LINE**") }
    if assumption.isDefault {
      parts.append("default")
    } else if assumption.sources.isEmpty {
      parts.append("ASSUMPTION")
    } else {
      parts.append(Markdown.escaped(assumption.sources.joined(separator: ", ")))
    }
    if let note = assumption.note { parts.append(Markdown.escaped(note)) }
    return parts.joined(separator: "; ")
  }
}
