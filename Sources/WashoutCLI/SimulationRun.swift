internal import Washout
internal import WashoutReports
internal import WashoutScenarios

/// One scenario simulated, its report written, its headline shown.
struct SimulationRun {
  private let path: ScenarioPath
  private let digest: String
  private let scenario: Scenario
  private let options: SimulationOptions
  private let folder: String?
  private let replay: Replay

  init(
    _ path: ScenarioPath, _ parsed: ParsedScenario, _ settings: [String],
    _ options: SimulationOptions
  ) {
    self.path = path
    self.options = options
    digest = parsed.digest
    scenario = options.applied(to: parsed.scenario)
    folder = options.folder(for: path.name, digest: digest, settings: settings)
    replay = Replay(scenario: path.argument, settings: settings, seed: options.seed)
  }

  /// Whether the results lie within the limits that the scenario expects.
  func run() async throws -> Bool {
    let clock = ContinuousClock()
    let start = clock.now
    let results = try await results()
    let elapsed = start.duration(to: clock.now)
    let report = Report(scenario: scenario, results: results, digest: digest, replay: replay)
    if let folder { try OutputFolder(folder).replace(with: report.files) }
    try show(report, seconds: elapsed / .seconds(1))
    return report.unmetExpectations.isEmpty
  }

  private func results() async throws -> SimulationResults {
    let progress = options.quiet ? nil : ProgressReport(path.name)
    defer { progress?.finish() }
    do {
      return try await Model(scenario).run(threads: options.threads ?? ProcessorCount.available()) {
        progress?.show($0)
      }
    } catch let error as SimulationError {
      progress?.finish()
      throw Failure.tell(error, scenario, file: path.path)
    }
  }

  private func show(_ report: Report, seconds: Double) throws(OutputError) {
    guard !options.json else {
      for unmet in report.unmetExpectations { Console.report("\(path.path): \(unmet.line)") }
      return try Console.write(report.summary)
    }
    try Console.write(
      report.screen(
        width: Console.width, reportPath: folder.map { $0 + "/report.md" }, seconds: seconds))
  }
}
