internal import Washout
internal import WashoutReports
internal import WashoutScenarios

/// The data of one real trial read, analysed, compared with simulated trials, shown and written.
struct DataAnalysis: Sendable {
  private let path: ScenarioPath
  private let settings: [String]
  private let scenario: Scenario
  private let whatIfTrials: Int
  private let command: AnalyzeCommand

  init(
    _ path: ScenarioPath, _ parsed: ParsedScenario, _ settings: [String],
    _ command: AnalyzeCommand
  ) {
    self.path = path
    self.settings = settings
    self.command = command
    scenario = command.drawing.seeded(parsed.scenario)
    whatIfTrials = parsed.whatIfTrials
  }

  func print(_ template: AnalyzeCommand.Template) throws {
    do {
      switch template {
      case .visits: try Console.write(try DataTemplate.visits(for: scenario))
      case .subjects: try Console.write(DataTemplate.subjects(for: scenario))
      }
    } catch let error as SimulationError {
      throw Failure.tell(error, scenario, file: path.path)
    }
  }

  func run() async throws {
    do {
      let findings = try await findings()
      if let folder = command.output { try OutputFolder(folder).replace(with: findings.files) }
      let isWritten = command.output != nil
      try command.json
        ? Console.write(findings.summary())
        : Console.show(findings.screen(width: Console.width, isWritten: isWritten))
    } catch let error as SimulationError {
      throw Failure.tell(error, scenario, file: path.path)
    }
  }

  private func findings() async throws -> DataFindings {
    let (planned, results) = try analyzed()
    let file = command.visits ?? command.subjects ?? ""
    guard !command.dataOnly, let result = results.proportionOfInterest, result.denominator > 0
    else {
      return DataFindings(scenario: planned, results: results, file: file)
    }
    let threads = try command.drawing.tasks
    let trials = command.drawing.trials ?? planned.simulation.trials
    let progress = command.drawing.quiet ? nil : ProgressReport(path.name)
    defer { progress?.finish() }
    let model = try Model(planned)
    let tally = try await model.simulate(trials: trials, threads: threads) { progress?.show($0) }
    let cellTrials = min(trials, whatIfTrials)
    let cells = WhatIfReader(fileAt: path.path, overrides: settings, base: scenario).rangeEnds()
      .map { cell in
        var cell = cell
        cell.scenario = command.drawing.seeded(cell.scenario)
          .planned(for: planned.trial.sampleSize)
        return cell
      }
    let total = (cells.count + 1) * cellTrials
    let rows = try await LikelihoodTable.rows(
      base: planned, cells: cells, result: result, trials: cellTrials, threads: threads
    ) { done in progress?.show(Progress(trials: done * cellTrials, of: total)) }
    return DataFindings(
      scenario: planned, results: results, standing: model.standing(of: result, in: tally),
      likelihood: rows, trials: (trials, cellTrials), file: file)
  }

  /// What the data show, and the scenario planned for as many people.
  private func analyzed() throws -> (Scenario, ObservedResults) {
    if let file = command.visits {
      let read = try VisitsFile(path: file, for: scenario)
      tell(read.warnings)
      let planned = try planned(for: read.trial.patients.count)
      let model = try Model(planned)
      return (planned, try withLooks(try model.analyze(read.trial), model))
    }
    let read = try SubjectsFile(
      path: command.subjects ?? "", for: scenario, from: command.timesFrom ?? .withdrawal,
      parameter: command.parameter)
    tell(read.warnings)
    let planned = try planned(for: read.subjects.subjects.count)
    let model = try Model(planned)
    return (planned, try withLooks(try model.analyze(read.subjects), model))
  }

  /// With what the looks of the scenario, as it was planned, see.
  private func withLooks(
    _ results: ObservedResults, _ model: Model
  ) throws(SimulationError) -> ObservedResults {
    var results = results
    results.looks = try model.looks(of: scenario, in: results)
    return results
  }

  private func planned(for people: Int) throws(SimulationError) -> Scenario {
    guard people <= Model.largestSize else {
      throw .invalid(
        path: "data",
        reason: "\(people) patients; the exact tables reach to \(Model.largestSize)")
    }
    return scenario.planned(for: max(1, people))
  }

  private func tell(_ warnings: [Diagnostic]) {
    if !command.drawing.quiet { ScenarioReading.tell(warnings) }
  }
}
