public import Washout

/// Whether what is committed of a scenario is still what it gives.
public struct OutputCheck: Sendable {
  /// The scenario.
  public let name: String
  /// The finding.
  public let status: Status
  /// The limits of `expect` beside the results; empty where nothing was simulated.
  public let expectations: [ExpectationResult]
  let changes: [Change]
  let engines: (committed: String, now: String)
  let moves: [NumberMove]
  let headlineCount: Int
  /// Numbers and words of `summary.json` that differ and are no headline.
  let otherMoves: Int
  let isSimulated: Bool

  /// What was found, in the order in which it is decided.
  public enum Status: String, Sendable {
    /// There is nothing to compare with.
    case nothingCommitted = "none"
    /// The scenario changed since.
    case stale = "STALE"
    /// The engine changed since.
    case engine = "ENGINE"
    /// The same scenario on the same engine gave other numbers.
    case notReproduced = "FAILED"
    /// What is committed is what comes out.
    case ok = "ok"
  }

  /// A value of the scenario that is not what it was.
  struct Change: Sendable {
    let path: String
    let committed: String
    let now: String
    /// File and line where it stands now.
    let location: String?
  }

  /// Whether nothing has to be done: what is committed holds, and so do the limits of `expect`.
  public var isFine: Bool {
    (status == .ok || status == .nothingCommitted) && expectations.allSatisfy(\.isMet)
  }

  /// Whether `--update` makes it fine; a result that cannot be reproduced is a bug, which an update would
  /// hide.
  public var canBeUpdated: Bool { status == .stale || status == .engine }

  /// Whether it is fine after an update.
  public var isFineOnceUpdated: Bool { canBeUpdated && expectations.allSatisfy(\.isMet) }

  /// A scenario of which nothing is committed.
  public init(nothingCommittedOf name: String) {
    self.init(name: name, status: .nothingCommitted)
  }

  /// The finding of a check that does not simulate; nil where only a simulation can tell.
  ///
  /// - Parameters:
  ///   - name: The scenario.
  ///   - summary: The committed `summary.json`.
  ///   - provenance: What results of today would follow from.
  public init?(unchanged name: String, summary: String, provenance: Provenance) {
    guard let reading = SummaryReading(summary), reading.engine == EngineVersion.current,
      reading.probe == provenance.probe,
      SummaryReading.lines(reading.inputs) == provenance.inputs + provenance.extent
    else { return nil }
    self.init(name: name, status: .ok)
  }

  /// Compares what is committed with a report of today.
  ///
  /// - Parameters:
  ///   - summary: The committed `summary.json`.
  ///   - headline: The committed `headline.csv`; empty where there is none.
  ///   - report: The report of today.
  ///   - tolerance: Monte Carlo standard errors by which numbers may move when the scenario is the same.
  ///   - location: File and line of a path of the scenario.
  public init(
    summary: String, headline: String, now report: Report, tolerance: Double,
    location: (String) -> String?
  ) {
    let now = SummaryReading(report.summary)
    guard let now, let committed = SummaryReading(summary) else {
      self.init(name: report.findings.scenario.name, status: .stale, isSimulated: true)
      return
    }
    let table = report.files.first { $0.name == "headline.csv" }?.contents ?? ""
    let rows = MeasureReading.table(table)
    let moves = NumberMove.all(MeasureReading.table(headline), rows)
    let all = NumberMove.all(committed.measures, now.measures)
    let others = committed.otherDifferences(from: now)
    let changes = committed.changes(to: now, location)
    let isWithin =
      tolerance > 0 && (moves + all).allSatisfy { $0.distance.map { $0 <= tolerance } ?? false }
    let isSameEngine = committed.engine == now.engine && committed.probe == now.probe
    let status: Status =
      if !changes.isEmpty {
        .stale
      } else if !isSameEngine {
        isWithin ? .ok : .engine
      } else if moves.isEmpty && all.isEmpty && others == 0 {
        .ok
      } else {
        isWithin ? .ok : .notReproduced
      }
    self.init(
      name: report.findings.scenario.name, status: status,
      expectations: report.findings.expectations, changes: changes,
      engines: (committed.engine, now.engine), moves: moves, headlineCount: rows.count,
      otherMoves: all.count + others, isSimulated: true)
  }

  private init(
    name: String, status: Status, expectations: [ExpectationResult] = [], changes: [Change] = [],
    engines: (String, String) = (EngineVersion.current, EngineVersion.current),
    moves: [NumberMove] = [], headlineCount: Int = 0, otherMoves: Int = 0, isSimulated: Bool = false
  ) {
    self.name = name
    self.status = status
    self.expectations = expectations
    self.changes = changes
    self.engines = engines
    self.moves = moves
    self.headlineCount = headlineCount
    self.otherMoves = otherMoves
    self.isSimulated = isSimulated
  }
}

extension SummaryReading {
  /// `path = value` lines.
  static func lines(_ inputs: [(path: String, value: String)]) -> String {
    inputs.map { "\($0.path) = \($0.value)\n" }.joined()
  }

  /// Values and words of the scenario that differ; none where what is committed does not keep them.
  fileprivate func changes(
    to now: SummaryReading, _ location: (String) -> String?
  ) -> [OutputCheck.Change] {
    let inputs = probe == nil ? [] : inputChanges(to: now, location)
    guard inputs.isEmpty else { return inputs }
    return Set(description.keys).union(now.description.keys).sorted().compactMap { name in
      let (before, after) = (description[name] ?? .null, now.description[name] ?? .null)
      guard !before.agrees(with: after) else { return nil }
      return .init(path: name, committed: before.text, now: after.text, location: nil)
    }
  }

  private func inputChanges(
    to now: SummaryReading, _ location: (String) -> String?
  ) -> [OutputCheck.Change] {
    let before = Dictionary(inputs, uniquingKeysWith: { first, _ in first })
    let after = Dictionary(now.inputs, uniquingKeysWith: { first, _ in first })
    let gone = inputs.filter { after[$0.path] == nil }.map(\.path)
    return (now.inputs.map(\.path) + gone).compactMap { path in
      guard before[path] != after[path] else { return nil }
      return .init(
        path: path, committed: before[path] ?? "absent", now: after[path] ?? "absent",
        location: location(path))
    }
  }

  /// Differences besides the values of measures.
  fileprivate func otherDifferences(from now: SummaryReading) -> Int {
    let names = Set(others.keys).union(now.others.keys)
    let leaves = names.count { !(others[$0] ?? .null).agrees(with: now.others[$0] ?? .null) }
    let errors = Dictionary(
      measures.map { ($0.identity, $0) }, uniquingKeysWith: { first, _ in first })
    return leaves
      + now.measures.count { measure in
        guard let earlier = errors[measure.identity] else { return false }
        return earlier.replicates != measure.replicates
          || !(earlier.mcse ?? -1).agrees(with: measure.mcse ?? -1)
      }
  }
}
