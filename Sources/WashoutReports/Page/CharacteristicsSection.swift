internal import Washout

/// The register of assumptions: every value with unit, range and source, or marked as an assumption.
struct CharacteristicsSection {
  private let findings: Findings
  private let settings: [String]

  /// `settings` are those of the command line, `path=value`.
  init(_ findings: Findings, settings: [String]) {
    self.findings = findings
    self.settings = settings
  }

  var elements: [PageElement] {
    let elements: [PageElement?] = [
      .paragraph(Phrase(summary)), overridden.map(PageElement.paragraph),
      changed.map(PageElement.paragraph),
      register.map(PageElement.table),
    ]
    return elements.compactMap { $0 }
  }

  private var summary: String {
    let defaults = findings.scenario.assumptions.count { $0.isDefault }
    var text =
      "The scenario states \(Terms.count(findings.statedValues.count, "value")), "
      + "\(findings.valuesWithoutSource) of them without a source (ASSUMPTION). "
    if defaults > 0 { text += "Washout's defaults give \(defaults) more. " }
    return text + "A range is the what-if range."
  }

  private var overridden: Phrase? {
    guard !settings.isEmpty else { return nil }
    return "\(strong: "Set on the command line, not in a file:") \(Phrase.paths(settings))."
  }

  /// What a file changes of one that it extends.
  private var changed: Phrase? {
    let changes = findings.scenario.assumptions.filter { !$0.isOverridden }.compactMap { value in
      value.replaces.map { before -> Phrase in
        "\(code: value.path) \(value.value) (there \(before))"
      }
    }
    guard !changes.isEmpty else { return nil }
    return "\(strong: "Changed from what the file extends:") \(changes.joined(separator: "; "))."
  }

  private var register: PageTable? {
    let rows = findings.scenario.assumptions.map(row)
    guard !rows.isEmpty else { return nil }
    return PageTable(
      "Register of assumptions",
      ["Value", "Base case", "Unit", "Range", "Source"].map(PageTable.Column.text), rows)
  }

  private func row(_ assumption: Assumption) -> [Phrase] {
    let range = assumption.range.map {
      "\(Terms.number($0.lowerBound)) to \(Terms.number($0.upperBound))"
    }
    return [
      "\(code: assumption.path)", Phrase(assumption.value), Phrase(assumption.unit),
      Phrase(range ?? ""), source(assumption),
    ]
  }

  private func source(_ assumption: Assumption) -> Phrase {
    var parts: [Phrase] = []
    if assumption.isOverridden {
      parts.append("\(strong: "SET ON THE COMMAND LINE")\(inPlace(assumption))")
    } else if assumption.replaces != nil {
      parts.append("\(strong: "CHANGED")\(inPlace(assumption))")
    }
    if assumption.isDefault {
      parts.append("default")
    } else if assumption.sources.isEmpty {
      parts.append("ASSUMPTION")
    } else {
      parts.append(Phrase(assumption.sources.joined(separator: ", ")))
    }
    if let note = assumption.note { parts.append(Phrase(note)) }
    return parts.joined(separator: "; ")
  }

  private func inPlace(_ assumption: Assumption) -> String {
    assumption.replaces.map { " in place of \($0)" } ?? ""
  }
}
