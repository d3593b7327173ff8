internal import ArgumentParser
internal import Foundation
internal import Washout
internal import WashoutReports
internal import WashoutScenarios

/// One scenario held against what is committed of it.
struct CheckRun {
  private let path: ScenarioPath
  private let parsed: ParsedScenario
  private let command: CheckCommand
  private let folder: OutputFolder

  private static let headline = "headline.csv"

  init(_ path: ScenarioPath, _ parsed: ParsedScenario, _ command: CheckCommand) {
    self.path = path
    self.parsed = parsed
    self.command = command
    folder = OutputFolder("\(command.output)/\(path.name)")
  }

  /// Simulates unless it need not, compares, and writes anew what may be updated.
  func check() async throws -> OutputCheck {
    switch folder.contents(of: [Report.summaryName, Self.headline]) {
    case .nothing: return OutputCheck(nothingCommittedOf: path.name)
    case .halfWritten: return try await broken(.halfWritten)
    case .whole(let committed):
      guard let summary = committed[Report.summaryName], OutputCheck.canRead(summary) else {
        return try await broken(.unreadable)
      }
      return try await simulated(beside: summary, committed[Self.headline] ?? "")
    }
  }

  /// A report that cannot be compared with, written anew where that is wanted.
  private func broken(_ reason: OutputCheck.Damage) async throws -> OutputCheck {
    guard command.update else { return OutputCheck(damaged: path.name, reason) }
    var check = try await simulated(beside: "", "")
    check.damage = reason
    return check
  }

  private func simulated(beside summary: String, _ headline: String) async throws -> OutputCheck {
    let progress = command.quiet ? nil : ProgressReport(path.name)
    defer { progress?.finish() }
    do {
      let model = try Model(parsed.scenario)
      let provenance = try Provenance(parsed, model)
      if command.fast,
        let check = OutputCheck(unchanged: path.name, summary: summary, provenance: provenance)
      {
        return check
      }
      let threads = try DrawingOptions.tasks(command.threads)
      let results = try await model.run(threads: threads) {
        progress?.show($0)
      }
      let whatIf = try await WhatIfRun(path, parsed, varied: [], try options)
        .results(beside: parsed.scenario)
      let courses =
        command.update
        ? try await model.courses(
          trials: results.trials, threads: threads) : nil
      return try await compare(
        summary, headline,
        now: Report(
          scenario: parsed.scenario, results: results, digest: parsed.digest,
          replay: Replay(scenario: path.argument), whatIf: whatIf, courses: courses,
          provenance: provenance))
    } catch let error as SimulationError {
      progress?.finish()
      throw Failure.tell(error, parsed.scenario, file: path.path)
    }
  }

  private func compare(
    _ summary: String, _ headline: String, now report: Report
  ) async throws -> OutputCheck {
    let check = OutputCheck(
      summary: summary, headline: headline, now: report,
      tolerance: command.tolerance, location: parsed.location(of:))
    if command.update && check.canBeUpdated {
      let run = FigureRun(path.name, in: folder.path, keepsSources: false, isQuiet: command.quiet)
      let drawn = try await run.drawn(report.figures)
      try folder.replace(with: report.files(with: drawn))
      try run.write(drawn, of: [])
    }
    return check
  }

  /// The options of a plain run.
  private var options: SimulationOptions {
    get throws {
      try SimulationOptions.parse(
        (command.threads.map { ["--threads", String($0)] } ?? [])
          + (command.quiet ? ["--quiet"] : []))
    }
  }
}

extension Provenance {
  /// What results of a scenario on this engine follow from.
  init(
    _ parsed: ParsedScenario, varying varied: [String] = [], _ model: Model
  ) throws(SimulationError) {
    self.init(
      inputs: parsed.canonicalText,
      extent: parsed.extentText + varied.map { "--vary = \($0)\n" }.joined(),
      probe: try model.probe())
  }
}
