public import Washout

extension ParsedScenario {
  /// The cells that the file asks for, in the order of the register and then as written; none without
  /// `what_if`.
  ///
  /// A value that is the base case gives a cell all the same, which differs by nothing.
  /// - Throws: `ScenarioFaults` that name the path and the value of every cell that is no scenario.
  public func whatIfCells() throws(ScenarioFaults) -> [WhatIfCell] {
    try cells(WhatIfRequests(checked, scenario).all)
  }

  /// The cells that `--vary path=a,b,c` options ask for; several options are crossed.
  ///
  /// - Throws: `ScenarioFaults` for an option that cannot be read, and as `whatIfCells` does.
  public func cells(varying options: [String]) throws(ScenarioFaults) -> [WhatIfCell] {
    let findings = Findings()
    let requests = VariedPaths(options, in: checked, written, findings).requests
    guard findings.faults.isEmpty else { throw ScenarioFaults(.bad, findings.sortedFaults) }
    return try cells(requests)
  }

  /// The digest of the scenario and of what is varied.
  public func digest(varying options: [String]) -> String {
    guard !options.isEmpty else { return digest }
    return CanonicalText.digest(
      of: canonicalText + options.map { "--vary \($0)\n" }.joined())
  }

  private func cells(_ requests: [WhatIfRequest]) throws(ScenarioFaults) -> [WhatIfCell] {
    let findings = Findings()
    let cells = requests.compactMap { cell($0, findings) }
    guard findings.faults.isEmpty else { throw ScenarioFaults(.bad, findings.sortedFaults) }
    return cells
  }

  private func cell(_ request: WhatIfRequest, _ findings: Findings) -> WhatIfCell? {
    do {
      let parsed = try written.parse(
        adding: request.settings.map { "\($0.path)=\($0.value)" })
      return WhatIfCell(
        kind: request.kind, end: request.end,
        settings: request.settings.map {
          WhatIfCell.Setting(
            path: $0.path, value: $0.value, unit: Unit.of($0.path), base: base(of: $0.path))
        }, scenario: parsed.scenario, canonicalText: parsed.canonicalText)
    } catch {
      let settings = request.settings.map { "\($0.path) = \($0.value)" }.joined(separator: ", ")
      let more = error.diagnostics.count - 1
      findings.fault(
        "what if \(settings): \(error.diagnostics[0].message)"
          + (more > 0 ? " (and \(more) more)" : ""), at: request.place)
      return nil
    }
  }

  /// The base case as it would be written; nil where it is no single value.
  private func base(of path: String) -> String? {
    guard let value = checked.value(at: path) else { return nil }
    return value.number.map(NumberGrammar.shortest) ?? value.text
      ?? value.flag.map(String.init(describing:))
  }
}

extension StringProtocol {
  /// As the canonical text writes it: a number in its shortest form, anything else as it is.
  var asValue: String {
    NumberGrammar.double(String(self)).map(NumberGrammar.shortest) ?? String(self)
  }
}

/// What a scenario was read from, to be read again with other values.
struct WrittenScenario: Sendable {
  let layers: SourceNode
  let name: String
  let file: String
  let overrides: [String]
  let files: ScenarioFiles

  /// The scenario with further `path=value` options on top.
  func parse(adding settings: [String]) throws(ScenarioFaults) -> ParsedScenario {
    try ScenarioParser(overrides: overrides + settings, files: files)
      .parse(layers, name: name, file: file)
  }
}
