internal import Foundation
internal import Washout
internal import WashoutReports
internal import WashoutScenarios

extension ComparisonRun {
  /// Each file beside itself as it was at a commit.
  ///
  /// Only files that can give other results are simulated; every file is read before the first of them is.
  func entries(since reference: String, _ arguments: [String]) async throws
    -> [ComparisonPage.Entry]
  {
    let files = try arguments.map {
      try DatedScenario(ScenarioPath($0), since: reference, drawing.quiet)
    }
    var entries: [ComparisonPage.Entry] = []
    for file in files { entries.append(try await entry(file, since: reference)) }
    return entries
  }

  private func entry(
    _ file: DatedScenario, since reference: String
  ) async throws -> ComparisonPage.Entry {
    let state: ComparisonPage.State
    if let before = file.before {
      state = file.isChanged ? .changed(try await changed(file, before, reference)) : .unchanged
    } else {
      state = .new
    }
    let committed = try file.committed
    return ComparisonPage.Entry(
      name: file.path.name, state: state, warnings: file.newWarnings,
      staleFile: committed == .stale ? file.path.path : nil,
      brokenFile: committed == .broken ? file.path.path : nil)
  }

  private func changed(
    _ file: DatedScenario, _ before: ParsedScenario, _ reference: String
  ) async throws -> Comparison {
    let drawn = drawing.seed ?? before.scenario.simulation.seed
    let now = Other(
      title: "this", replay: replay(file.path, file.now, drawn), parsed: file.now)
    let trials = file.now.scenario.simulation.trials
    var comparison = try await comparisons(
      before, titled: reference, [now], file.path, trials: trials)[0]
    if let old = try await sizes(Self.drawn(before, from: drawn), trials, file.path),
      let new = try await sizes(Self.drawn(file.now, from: drawn), trials, file.path)
    {
      comparison.sizes = (old, new)
    }
    return comparison
  }

  /// The sizes that the decision needs on the assumed drug; nil where counts do not decide.
  ///
  /// A run of its own: pairs are of the planned size, sizes need everybody's rate.
  private func sizes(
    _ parsed: ParsedScenario, _ trials: Int, _ path: ScenarioPath
  ) async throws -> DecisionSizes? {
    guard parsed.scenario.decision != nil else { return nil }
    var parsed = parsed
    parsed.simulate(exactly: drawing.trials ?? trials)
    let progress = drawing.quiet ? nil : ProgressReport("\(path.name), sizes")
    defer { progress?.finish() }
    do {
      let model = try Model(parsed.scenario)
      let provenance = try Provenance(parsed, model)
      let results = try await kept(path, trials: parsed.scenario.simulation.trials) { store in
        try await model.run(
          store: try store?.blocks(provenance), threads: try drawing.tasks
        ) { progress?.show($0) }
      }
      return results.decisionSizes.first { $0.drug == .assumed }
    } catch let error as SimulationError {
      progress?.finish()
      throw Failure.tell(error, parsed.scenario, file: path.path)
    }
  }
}

/// A scenario file now and at a commit.
private struct DatedScenario {
  let path: ScenarioPath
  let now: ParsedScenario
  /// As it was; nil where it was not there.
  let before: ParsedScenario?

  init(_ path: ScenarioPath, since reference: String, _ quiet: Bool) throws {
    self.path = path
    now = try ScenarioReading.parsed(path, [], quiet)
    let revision = try GitRevision(reference, holding: path)
    before = try revision.name(of: path).map { name in
      var parsed = try ScenarioParser(files: revision.files).parse(fileAt: name)
      parsed.scenario.name = path.name
      return parsed
    }
  }

  /// Whether anything but the seed differs that can change a result.
  var isChanged: Bool { before.map { !$0.differences(to: now).isEmpty } ?? false }

  /// What can be said of the output that is committed.
  enum Committed {
    /// It follows from this scenario and engine, or there is none.
    case fine
    /// It follows from another scenario or engine.
    case stale
    /// It is no whole report.
    case broken
  }

  var committed: Committed {
    get throws {
      let folder = OutputFolder("output/\(path.name)")
      switch folder.contents(of: [Report.summaryName]) {
      case .nothing: return .fine
      case .halfWritten: return .broken
      case .whole(let files):
        guard let summary = files[Report.summaryName], OutputCheck.canRead(summary) else {
          return .broken
        }
        return try isStale(summary) ? .stale : .fine
      }
    }
  }

  private func isStale(_ summary: String) throws -> Bool {
    do {
      let provenance = try Provenance(now, Model(now.scenario))
      return OutputCheck(unchanged: path.name, summary: summary, provenance: provenance) == nil
    } catch {
      throw Failure.tell(error, now.scenario, file: path.path)
    }
  }

  /// Warnings that the file did not give before.
  var newWarnings: [String] {
    let old = before?.warnings.map(\.message) ?? []
    return now.warnings.map(\.message).filter { !old.contains($0) }
  }
}
