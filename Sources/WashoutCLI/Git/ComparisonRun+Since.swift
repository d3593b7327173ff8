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
    let files = try arguments.map { try DatedScenario(ScenarioPath($0), since: reference, quiet) }
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
    return ComparisonPage.Entry(name: file.path.name, state: state, warnings: file.newWarnings)
  }

  private func changed(
    _ file: DatedScenario, _ before: ParsedScenario, _ reference: String
  ) async throws -> Comparison {
    let drawn = seed ?? before.scenario.simulation.seed
    let now = Other(
      title: "this", replay: replay(file.path, file.now, drawn), parsed: file.now)
    return try await comparisons(
      before, titled: reference, [now], file.path, trials: file.now.scenario.simulation.trials)[0]
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

  /// Warnings that the file did not give before.
  var newWarnings: [String] {
    let old = before?.warnings.map(\.message) ?? []
    return now.warnings.map(\.message).filter { !old.contains($0) }
  }
}
