internal import Foundation
public import Washout

/// Reads scenario files.
///
/// Precedence: defaults, then the files that a file extends, depth first, then the file, then the
/// options of the command line.
public struct ScenarioParser: Sendable {
  private let overrides: [String]
  private let files: ScenarioFiles

  /// A parser; `overrides` are `path=value` options of the command line, in order.
  public init(overrides: [String] = [], files: ScenarioFiles = .disk) {
    self.overrides = overrides
    self.files = files
  }

  /// The scenario in a file; its name is the file's, without the ending.
  /// - Throws: `ScenarioFaults` with every fault found.
  public func parse(fileAt path: String) throws(ScenarioFaults) -> ParsedScenario {
    var loader = ScenarioLoader(from: files)
    let name = URL(fileURLWithPath: path).deletingPathExtension().lastPathComponent
    return try parse(try loader.load(path: path), name: name, file: path)
  }

  /// The scenario in a text; `file` names it in messages and says where files that it extends lie.
  /// - Throws: `ScenarioFaults` with every fault found.
  public func parse(text: String, name: String, file: String) throws(ScenarioFaults)
    -> ParsedScenario
  {
    var loader = ScenarioLoader(from: files)
    return try parse(try loader.load(text: text, file: file), name: name, file: file)
  }

  /// The scenario that merged files give.
  func parse(_ layers: SourceNode, name: String, file: String) throws(ScenarioFaults)
    -> ParsedScenario
  {
    let findings = Findings()
    let varied = Overrides(overrides, findings).applied(to: layers)
    let held = HeldFlareRate(findings).applied(to: varied, over: layers)
    let written = OneCourse(findings).applied(to: held)
    let checker = Checker(
      findings: findings, columns: CSVColumns(findings, scenarioFile: file, from: files))
    let checked = checker.check(written, .mapping(Schema.root), label: "", path: "")
    let scenario = ScenarioBuilder(checked, checker).build(name: name)
    guard let scenario, findings.faults.isEmpty else {
      throw ScenarioFaults(findings.kind, findings.sortedFaults)
    }
    let inputs = CanonicalText(checked)
    let extent = CanonicalText(checked, ofExtent: true)
    return ParsedScenario(
      scenario: scenario, canonicalText: inputs.text, extentText: extent.text,
      lines: inputs.lines + extent.lines,
      warnings: findings.sortedWarnings,
      echo: Echo(scenario, checked).lines,
      whatIfTrials: checked["what_if"]["trials"].integer
        ?? min(ParsedScenario.usualWhatIfTrials, scenario.simulation.trials),
      whatIfOutcomes: WhatIfOutcome.wanted(checked, scenario), checked: checked,
      written: WrittenScenario(
        layers: layers, name: name, file: file, overrides: overrides, files: files))
  }
}

/// A scenario that was read without a fault.
public struct ParsedScenario: Sendable {
  /// The checked scenario.
  public var scenario: Scenario
  /// One `path = value` line for each value that can change a result.
  public private(set) var canonicalText: String
  /// One `path = value` line for each value that says how much is simulated and what is asked of it.
  public private(set) var extentText: String
  /// The lines of both texts, with where their values stand.
  let lines: [CanonicalText.Line]
  /// What is allowed but probably not meant.
  public var warnings: [Diagnostic]
  /// What the scenario means, in words.
  public var echo: [String]
  /// Simulated trials of each what-if cell; 4,000 or the scenario's own number unless written.
  public var whatIfTrials: Int
  /// What is read of each what-if cell, in the order of the file; recurrence and, with a decision, its
  /// probability unless written.
  public var whatIfOutcomes: [WhatIfOutcome]
  /// What was read, defaults filled in.
  let checked: Checked
  /// What it was read from.
  let written: WrittenScenario
  /// Differences on common random numbers need no more.
  static let usualWhatIfTrials = 4_000

  /// The canonical text's digest, 16 hexadecimal digits.
  public var digest: String { CanonicalText.digest(of: canonicalText) }

  /// File and line of a value that the scenario has, such as `scenarios/mine.yaml:12`; nil for another path.
  public func location(of path: String) -> String? {
    lines.first { $0.path == path }.map { "\($0.place.source.name):\($0.place.line)" }
  }

  /// What is wrong with the value at a path, told where the file has it or what it would belong to.
  public func fault(at path: String, _ reason: String) -> ScenarioFaults {
    var node = checked
    for name in path.split(separator: ".").map(String.init) {
      guard let child = node.entries.first(where: { $0.key == name })?.value, !child.isMissing
      else { break }
      node = child
    }
    return Frame.fault("\(path): \(reason)", at: node.place)
  }

  /// The scenario with further `path=value` options on top, its files not read again.
  /// - Throws: `ScenarioFaults` with every fault found.
  public func adding(_ options: [String]) throws(ScenarioFaults) -> ParsedScenario {
    try written.parse(adding: options)
  }

  /// Draws from another seed than the file's.
  public mutating func draw(from seed: UInt64) {
    scenario.simulation.seed = seed
    canonicalText = Self.text(canonicalText, drawnFrom: seed)
  }

  /// The canonical text of a scenario that is drawn from another seed.
  public static func text(_ canonicalText: String, drawnFrom seed: UInt64) -> String {
    replacing("simulation.seed", by: String(seed), in: canonicalText)
  }

  /// Asks for another number of trials than the file's, and for no more: a rule that would add some no
  /// longer holds.
  public mutating func simulate(exactly trials: Int) {
    scenario.simulation.trials = trials
    scenario.simulation.stopWhen = nil
    extentText = Self.replacing("simulation.trials", by: String(trials), in: extentText)
      .split(separator: "\n").filter { !$0.hasPrefix("simulation.stop_when.") }
      .map { $0 + "\n" }.joined()
  }

  private static func replacing(_ path: String, by value: String, in text: String) -> String {
    text.split(separator: "\n").map { line in
      (line.hasPrefix(path + " = ") ? "\(path) = \(value)" : String(line)) + "\n"
    }.joined()
  }
}
