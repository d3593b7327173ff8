internal import ArgumentParser
internal import Washout
internal import WashoutReports
internal import WashoutScenarios

/// One calibration: range, roots, their check, what else could, the new file.
struct CalibrationRun: Sendable {
  private let path: ScenarioPath
  private let command: CalibrateCommand
  private let variation: ScenarioVariation

  /// How far beyond its range a parameter is looked at.
  private static let beyond = 10.0
  /// People simulated at each value of another parameter, which is only to be found roughly.
  private static let peopleOfOthers = 6_000

  init(_ path: ScenarioPath, _ command: CalibrateCommand) {
    self.path = path
    self.command = command
    variation = ScenarioVariation(fileAt: path.path, overrides: command.setting.settings)
  }

  func findings() async throws -> CalibrationFindings {
    let scenario = command.drawing.seeded(
      try ScenarioReading.parsed(path, command.setting.settings, command.drawing.quiet).scenario)
    let varied = try variation.value(at: command.vary)
    let range = try range(of: varied)
    if let file = command.write, ScenarioPath.fileExists(file) {
      throw OutputError.cannotCreate(path: file, reason: "it exists; name a new file")
    }
    do {
      return try await findings(scenario, varied, range)
    } catch let error as SimulationError {
      throw Failure.tell(error, scenario, file: path.path)
    }
  }

  private func findings(
    _ scenario: Scenario, _ varied: VariedValue, _ range: ClosedRange<Double>
  ) async throws -> CalibrationFindings {
    let trials = command.drawing.trials ?? scenario.simulation.trials
    let progress = CalibrationProgress(command.drawing.quiet ? nil : path.name, trials: trials)
    defer { progress.finish() }
    let target = Calibration.Target(
      estimand: try estimand(scenario), rate: command.target.rate)
    let calibrator = try calibrator(target, scenario.simulation.seed, trials, progress)
    var (calibration, scanned) = (try await calibrator.calibrate(varied.path, over: range), range)
    if calibration.roots.isEmpty, command.from == nil, command.between == nil,
      let wider = varied.beyond(times: Self.beyond), wider != range,
      let second = try await possible({ try await calibrator.calibrate(varied.path, over: wider) })
    {
      (calibration, scanned) = (second, wider)
    }
    let chosen = calibration.roots.filter { command.between?.range.contains($0.value) ?? true }
    let checks = try await checks(of: chosen, target, scenario.simulation.seed, trials, progress)
    let others =
      calibration.roots.isEmpty
      ? try await alternatives(
        varied, target, scenario.simulation.seed, trials, of: scenario.trial.sampleSize, progress)
      : []
    progress.finish()
    let findings = CalibrationFindings(
      scenario,
      CalibrationFindings.Varied(
        path: varied.path, unit: varied.unit, base: varied.base, range: varied.range,
        scanned: scanned), calibration, chosen: chosen, checks: checks, alternatives: others,
      trials: trials)
    if command.write != nil { try write(findings.answer, chosen.count, varied, target) }
    return findings
  }

  /// The estimand of that name; `recurrence` is else that of the analysis that decides, or the first.
  private func estimand(_ scenario: Scenario) throws -> String {
    let name = command.target.estimand
    if scenario.estimands.contains(where: { $0.name == name }) { return name }
    let deciding = scenario.analyses.first { $0.name == scenario.decision?.analysis }
    if name == "recurrence", let primary = deciding?.estimand ?? scenario.estimands.first?.name {
      return primary
    }
    let names = scenario.estimands.map(\.name).joined(separator: ", ")
    Console.report("\(path.path): there is no estimand \(name); the file has \(names).")
    throw ExitStatus.badData
  }

  private func range(of varied: VariedValue) throws -> ClosedRange<Double> {
    if varied.isWhole {
      throw ValidationError(
        "\(varied.path) takes whole numbers, between which no rate lies; compare them with: "
          + "washout compare \(path.argument) --set \(varied.path)=...")
    }
    if let from = command.from, let to = command.to { return from...to }
    guard let range = varied.range ?? command.between?.range, range.lowerBound < range.upperBound
    else {
      throw ValidationError(
        "\(varied.path) has no range in the file; say where to look, with --from and --to.")
    }
    guard let between = command.between?.range else { return range }
    return min(range.lowerBound, between.lowerBound)...max(range.upperBound, between.upperBound)
  }

  private func calibrator(
    _ target: Calibration.Target, _ seed: UInt64, _ trials: Int, _ progress: CalibrationProgress
  ) throws -> Calibrator {
    let variation = variation
    return Calibrator(
      target, trials: trials, threads: try command.drawing.tasks,
      progress: { progress.show($0) },
      scenario: { path, value in
        var scenario = try variation.scenario(path, value)
        scenario.simulation.seed = seed
        return scenario
      })
  }

  /// Each root as it would be written, on draws of the next seed.
  private func checks(
    of roots: [Calibration.Root], _ target: Calibration.Target, _ seed: UInt64, _ trials: Int,
    _ progress: CalibrationProgress
  ) async throws -> [CalibrationPoint?] {
    let other = try calibrator(target, seed &+ 1, trials, progress)
    var checks: [CalibrationPoint?] = []
    for root in roots { checks.append(try await other.point(command.vary, root.written)) }
    return checks
  }

  private func alternatives(
    _ varied: VariedValue, _ target: Calibration.Target, _ seed: UInt64, _ trials: Int,
    of size: Int, _ progress: CalibrationProgress
  ) async throws -> [CalibrationAlternative] {
    let others = try variation.others(than: varied.path)
    let candidates = others.compactMap { other -> CalibrationAlternative.Candidate? in
      guard !other.isWhole, let base = other.base, let range = other.range,
        let beyond = other.beyond(times: Self.beyond)
      else { return nil }
      return CalibrationAlternative.Candidate(
        path: other.path, base: base, range: range, beyond: beyond)
    }
    let enough = min(trials, max(64, Self.peopleOfOthers / size))
    return try await calibrator(target, seed, enough, progress)
      .alternatives(candidates)
  }

  /// What a piece of work gives; nil where values beyond the range are refused.
  private func possible<Value>(_ work: () async throws -> Value) async throws -> Value? {
    do {
      return try await work()
    } catch SimulationError.cancelled {
      throw SimulationError.cancelled
    } catch is SimulationError {
      return nil
    } catch is ScenarioFaults {
      return nil
    }
  }

  private func write(
    _ value: Double?, _ roots: Int, _ varied: VariedValue, _ target: Calibration.Target
  ) throws {
    guard let file = command.write else { return }
    guard let value else {
      let reason =
        switch roots {
        case 0: "no value gives the rate"
        case 1: "other draws do not give the rate there"
        default: "\(roots) values give the rate; pick one with --between"
        }
      return Console.report("\(file) was not written: \(reason).")
    }
    let setting = ScenarioVariation.setting(varied.path, value)
    let settings = command.setting.settings + [setting]
    let changed = try ChangedScenario(
      fileAt: path.path, settings: settings, newPath: file,
      remark: "\(setting) was calibrated: it gives \(target.estimand)=\(target.rate).")
    try PartialFile.write(changed.text, to: file, mustBeNew: true)
    let source =
      changed.unsourced.contains(varied.path)
      ? " Its old source was dropped; say where the new value comes from." : ""
    Console.report("Wrote \(file) with \(setting).\(source)")
  }
}
