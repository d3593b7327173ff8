internal import Washout
internal import WashoutReports
internal import WashoutScenarios
internal import WashoutStore

/// One scenario simulated, its report written, its headline shown.
struct SimulationRun {
  private let path: ScenarioPath
  private let parsed: ParsedScenario
  private let scenario: Scenario
  private let options: SimulationOptions
  /// Where the report goes; nil where nothing is written.
  let folder: String?
  private let replay: Replay
  private let varied: [String]
  private let whatIf: WhatIfRun
  private let profiles: Bool

  /// - Throws: `ScenarioFaults` of what is varied.
  init(
    _ path: ScenarioPath, _ parsed: ParsedScenario, _ settings: [String], varied: [String] = [],
    _ options: SimulationOptions, profiles: Bool = false
  ) throws(ScenarioFaults) {
    self.profiles = profiles
    var parsed = parsed
    options.apply(to: &parsed)
    whatIf = try WhatIfRun(path, parsed, varied: varied, options)
    self.path = path
    self.parsed = parsed
    self.varied = varied
    self.options = options
    scenario = parsed.scenario
    folder = options.folder(
      for: path.name, digest: parsed.digest(varying: varied), settings: settings + varied)
    replay = Replay(scenario: path.argument, settings: settings, seed: options.seed)
  }

  /// Simulates and writes the report; `show` gets its screen, or with `--json` the text of `summary.json`.
  func run(show: (String) throws -> Void) async throws -> Report {
    let outcome = try await outcome()
    let report = report(of: outcome)
    let start = ContinuousClock.now
    if let folder { try await write(report, to: OutputFolder(folder)) }
    let written = start.duration(to: .now)
    try show(text(report, seconds: outcome.seconds))
    if profiles { try showProfile(outcome.parts + [part("report", written)]) }
    return report
  }

  /// The report of the scenario, from what is kept and what is missing of it.
  func report() async throws -> Report { report(of: try await outcome()) }

  /// Where figures stand beside the report.
  var figureFolder: String { FigureFolder(besideReportIn: folder ?? path.name).path }

  private func report(of outcome: Outcome) -> Report {
    Report(
      scenario: scenario, results: outcome.results, digest: parsed.digest, replay: replay,
      whatIf: outcome.whatIf, courses: outcome.courses, provenance: outcome.provenance)
  }

  private func write(_ report: Report, to folder: OutputFolder) async throws {
    if !options.quiet, folder.contents(of: []) == .halfWritten {
      Console.report(
        "\(folder.path) was left half-written by a run that was stopped; it is written anew")
    }
    let figures = report.figures
    let run = FigureRun(
      path.name, in: folder.path, keepsSources: options.keepFigureSources, isQuiet: options.quiet)
    let drawn = options.noFigures ? run.kept(figures) : try await run.drawn(figures)
    try folder.replace(with: report.files(with: drawn))
    try run.write(drawn, of: figures)
  }

  /// What a run leaves behind.
  private struct Outcome: Sendable {
    var results: SimulationResults
    var whatIf: WhatIfResults?
    /// Nil where no report is written.
    var courses: SimulatedCourses?
    var provenance: Provenance
    /// How long the trials took; nil where part of them was simulated earlier.
    var seconds: Double?
    /// How long each part of the work took.
    var parts: [ProfileScreen.Part]
  }

  private func outcome() async throws -> Outcome {
    do {
      let model = try Model(scenario)
      let provenance = try Provenance(parsed, varying: varied, model)
      guard let store = try store else { return try await outcome(model, provenance, nil) }
      if !options.quiet, let notice = try store.mixingNotice(provenance) { Console.report(notice) }
      return try await store.using { try await outcome(model, provenance, store) }
    } catch let error as SimulationError {
      throw Failure.tell(error, scenario, file: path.path, parsed: parsed)
    }
  }

  private func outcome(
    _ model: Model, _ provenance: Provenance, _ store: RunStore?
  ) async throws -> Outcome {
    // Compiled first, so that a cell that asks for the impossible is told before hours of trials.
    let cells = try whatIf.compiled(beside: scenario)
    let progress = options.quiet ? nil : ProgressReport(path.name)
    defer { progress?.finish() }
    let blocks = try store?.blocks(provenance)
    let wasKept = try blocks.map { try !$0.blocks().isEmpty } ?? false
    let start = ContinuousClock.now
    let threads = try options.tasks
    let timed = profiles ? blocks.map(TimedStore.init) : nil
    let results = try await model.run(store: timed ?? blocks, threads: threads) {
      progress?.show($0)
    }
    let elapsed = start.duration(to: .now)
    progress?.finish()
    let whatIf = try await whatIf.results(of: cells, beside: scenario, keptIn: store)
    let whole = start.duration(to: .now)
    let courses =
      folder == nil ? nil : try await model.courses(trials: results.trials, threads: threads)
    return Outcome(
      results: results, whatIf: whatIf, courses: courses, provenance: provenance,
      seconds: wasKept ? nil : elapsed / .seconds(1),
      parts: [
        part("trials", elapsed), part("of them the store", .seconds(timed?.seconds ?? 0)),
        part("what-if", whole - elapsed),
      ])
  }

  private func part(_ name: String, _ time: Duration) -> ProfileScreen.Part {
    .init(name, seconds: time / .seconds(1))
  }

  private func showProfile(_ parts: [ProfileScreen.Part]) throws {
    let start = ContinuousClock.now
    let profile = try Model(scenario).profile(trials: 64) {
      start.duration(to: .now) / .seconds(1)
    }
    Console.report(ProfileScreen(profile, parts: parts).text)
  }

  /// The store of the run; nil where nothing is written or no block can be finished.
  private var store: RunStore? {
    get throws {
      let simulation = scenario.simulation
      let most = max(simulation.trials, simulation.stopWhen?.atMostTrials ?? 0)
      guard folder != nil, most >= WorkSize.block else { return nil }
      return try RunStore(at: RunStore.path(below: options.root), path.name)
    }
  }

  private func text(_ report: Report, seconds: Double?) -> String {
    guard !options.json else {
      for unmet in report.unmetExpectations { Console.report("\(path.path): \(unmet.line)") }
      return report.summary
    }
    return report.screen(
      width: Console.width, reportPath: folder.map { $0 + "/report.html" }, seconds: seconds)
  }
}
