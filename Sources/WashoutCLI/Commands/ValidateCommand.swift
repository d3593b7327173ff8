internal import ArgumentParser
internal import Washout
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

  func run() throws {
    let codes = try scenarios.map { try check(ScenarioPath($0)) }
    if let code = codes.compactMap({ $0 }).min(by: { $0.rawValue < $1.rawValue }) { throw code }
  }

  /// Checks one file; nil when all is well.
  private func check(_ path: ScenarioPath) throws -> ExitCode? {
    do {
      let parsed = try ScenarioParser(overrides: setting.settings).parse(fileAt: path.path)
      if !quiet { ScenarioReading.tell(parsed.warnings) }
      if let fault = Self.fault(of: parsed.scenario, path) { return fault }
      _ = try parsed.whatIfCells()
      if !quiet { try Console.write(Self.echo(path, parsed)) }
      return nil
    } catch {
      let told = Failure.told(error)
      guard let code = told as? ExitCode else { throw told }
      return code
    }
  }

  private static func fault(of scenario: Scenario, _ path: ScenarioPath) -> ExitCode? {
    do {
      _ = try Model(scenario)
      return nil
    } catch {
      return Failure.tell(error, scenario, file: path.path)
    }
  }

  private static func echo(_ path: ScenarioPath, _ parsed: ParsedScenario) -> String {
    let lines = ["\(path.path): valid, digest \(parsed.digest.prefix(12))"]
    return (lines + parsed.echo.map { "  " + $0 }).map { $0 + "\n" }.joined()
  }
}
