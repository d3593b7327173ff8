internal import ArgumentParser
internal import Washout
internal import WashoutReports
internal import WashoutScenarios

/// `washout validate`.
struct ValidateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "validate",
    abstract: "Check scenario files, say what they mean, run nothing.",
    discussion: """
      Every fault is told at once, each with file, line, column and what to write instead. A good file \
      is echoed in words.

      Example: washout validate scenarios/*.yaml
      """)

  @Argument(help: "Scenario files, or bare names of scenarios in scenarios/.")
  var scenarios: [String]

  @OptionGroup var setting: SettingOptions

  @Flag(help: "Tell faults only.")
  var quiet = false

  @Flag(help: "Print JSON in place of the screen.")
  var json = false

  func run() throws {
    do {
      try check()
    } catch {
      throw Failure.told(error)
    }
  }

  private func check() throws {
    let findings = scenarios.map { ValidationFinding(of: ScenarioPath($0), setting.settings) }
    for finding in findings {
      finding.tell(isQuiet: quiet)
      if !quiet && !json { try Console.show(finding.screen(width: Console.width)) }
    }
    if json { try Console.write(JSONValue.array(findings.map(\.json)).document) }
    let codes = findings.compactMap(\.code)
    if let code = codes.min(by: { $0.rawValue < $1.rawValue }) { throw code }
  }
}
