internal import Washout
internal import WashoutReports
internal import WashoutScenarios

/// What `washout export` writes of one scenario.
struct DataExport: Sendable {
  private let path: ScenarioPath
  private let command: ExportCommand
  private let parsed: ParsedScenario
  private let scenario: Scenario
  /// The folder of everything exported.
  private let folder: String

  init(_ path: ScenarioPath, _ command: ExportCommand) throws(ScenarioFaults) {
    var parsed = try ScenarioReading.parsed(
      path, command.setting.settings, command.drawing.quiet)
    if let trials = command.drawing.trials { parsed.simulate(exactly: trials) }
    if let seed = command.drawing.seed { parsed.draw(from: seed) }
    self.path = path
    self.command = command
    self.parsed = parsed
    scenario = parsed.scenario
    folder = Self.folder(path, command, digest: parsed.digest) + "/export"
  }

  /// Only what belongs to a plain run stands beside its report.
  private static func folder(
    _ path: ScenarioPath, _ command: ExportCommand, digest: String
  ) -> String {
    if let output = command.output { return "\(output)/\(path.name)" }
    let isPlain =
      command.setting.settings.isEmpty && command.drawing.trials == nil
      && command.drawing.seed == nil
    return isPlain ? "output/\(path.name)" : "output/_scratch/\(path.name)-\(digest.prefix(8))"
  }

  /// Writes the datasets of one trial.
  func writePatients(ofTrial trial: Int) throws {
    let most = max(scenario.simulation.trials, scenario.simulation.stopWhen?.atMostTrials ?? 0)
    guard trial <= most else {
      Console.report(
        "\(path.path): there is no trial \(trial); simulation.trials has trials 1 to \(most).")
      throw ExitStatus.badData
    }
    let records: TrialRecords
    do {
      records = try Model(scenario).records(
        trial: trial, drug: command.arm == .drug ? .assumed : .noEffect)
    } catch {
      throw Failure.tell(error, scenario, file: path.path)
    }
    let export = TrialExport(
      records, of: scenario, digest: parsed.digest, includesTruth: command.truth)
    let files = export.files(command.format)
    let place = folder + "/trial-\(trial)" + (command.arm == .noEffect ? "-no-effect" : "")
    let target = OutputFolder(place, listedIn: TrialExport.listName)
    try target.refuseOthers(than: files)
    try target.replace(with: files)
    try command.json
      ? Console.write(export.list(command.format))
      : Console.show(export.screen(width: Console.width, folder: place))
  }

  /// Writes what the analyses say of every trial.
  func writeEstimates() async throws {
    do {
      let model = try Model(scenario)
      let results = try await results(model)
      let file = EstimatesFile(of: scenario, results)
      let place = folder + "/estimates.csv"
      let growing = try GrowingFile.begun(place, header: EstimatesFile.header)
      let progress = command.drawing.quiet ? nil : ProgressReport("\(path.name), estimates")
      defer { progress?.finish() }
      let trials = results.trials
      try await model.answers(
        of: trials, threads: try command.drawing.tasks,
        progress: { progress?.show(Progress(trials: $0, of: trials)) },
        body: { try growing.append(file.lines($0)) })
      try growing.finish()
      progress?.finish()
      try command.json
        ? Console.write(file.document(trials: trials, at: place))
        : Console.show(file.screen(trials: trials, at: place, width: Console.width))
    } catch SimulationError.cancelled {
      Console.report("\(path.name): interrupted, no estimates were written.")
      throw CancellationError()
    } catch let error as SimulationError {
      throw Failure.tell(error, scenario, file: path.path)
    }
  }

  /// The results of the run whose trials are exported, read from its store where that has them.
  private func results(_ model: Model) async throws -> SimulationResults {
    let provenance = try Provenance(parsed, model)
    let store = try RunStore(at: RunStore.path(below: command.output ?? "output"), path.name)
    let progress = command.drawing.quiet ? nil : ProgressReport("\(path.name), true values")
    defer { progress?.finish() }
    return try await store.using {
      try await model.run(store: try store.blocks(provenance), threads: try command.drawing.tasks) {
        progress?.show($0)
      }
    }
  }
}
