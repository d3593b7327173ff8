internal import WashoutScenarios

/// Scenario files as commands read them.
enum ScenarioReading {
  /// A checked scenario; what is worth knowing about it goes to standard error unless it is quiet.
  static func parsed(
    _ path: ScenarioPath, _ settings: [String], _ isQuiet: Bool
  ) throws(ScenarioFaults) -> ParsedScenario {
    let parsed = try ScenarioParser(overrides: settings).parse(fileAt: path.path)
    if !isQuiet {
      for warning in parsed.warnings { Console.report("warning: " + warning.rendered) }
    }
    return parsed
  }
}
