internal import WashoutScenarios

/// Scenario files as commands read them.
enum ScenarioReading {
  /// A checked scenario; what is worth knowing about it goes to standard error unless it is quiet.
  ///
  /// Warnings of the files are only counted: `validate`, which tells them, is the place to read them.
  static func parsed(
    _ path: ScenarioPath, _ settings: [String], _ isQuiet: Bool
  ) throws(ScenarioFaults) -> ParsedScenario {
    let parsed = try ScenarioParser(overrides: settings).parse(fileAt: path.path)
    guard !isQuiet else { return parsed }
    tell(parsed.warnings.filter(\.isOfCommandLine))
    let others = parsed.warnings.count { !$0.isOfCommandLine }
    if others > 0 {
      Console.report(
        "\(others) warning\(others == 1 ? "" : "s"): washout validate \(path.path) shows "
          + (others == 1 ? "it" : "them"))
    }
    return parsed
  }

  /// Tells warnings in full.
  static func tell(_ warnings: [Diagnostic]) {
    for warning in warnings { Console.report("warning: " + warning.rendered) }
  }
}
