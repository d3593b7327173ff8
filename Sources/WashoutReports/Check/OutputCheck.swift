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
  /// Numbers of `headline.csv` that moved, and how many there are.
  let headline: Moves
  /// Those of `summary.json` that are no headline.
  let others: Moves
  /// How many words differ, and numbers that only follow from others.
  let rest: Int
  let isSimulated: Bool
  /// Why it is `damaged`; nil where it is not.
  public var damage: Damage?

  /// What was found, in the order in which it is decided.
  public enum Status: String, Sendable {
    /// There is nothing to compare with.
    case nothingCommitted = "none"
    /// What is there is no report as it was written.
    case damaged = "BROKEN"
    /// The scenario changed since.
    case stale = "STALE"
    /// The engine changed since.
    case engine = "ENGINE"
    /// The same scenario on the same engine gave other numbers.
    case notReproduced = "FAILED"
    /// What is committed is what comes out.
    case ok = "ok"
  }

  /// What became of a report.
  public enum Damage: Sendable {
    /// A run was stopped while it wrote.
    case halfWritten
    /// Its `summary.json` is none.
    case unreadable
  }

  /// What moved of a number of numbers, furthest first.
  struct Moves: Sendable {
    var all: [NumberMove] = []
    var count = 0
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
  public var canBeUpdated: Bool { [.stale, .engine, .damaged].contains(status) }

  /// Whether it is fine after an update.
  public var isFineOnceUpdated: Bool { canBeUpdated && expectations.allSatisfy(\.isMet) }

  /// A scenario of which nothing is committed.
  public init(nothingCommittedOf name: String) {
    self.init(name: name, status: .nothingCommitted)
  }

  /// A scenario whose report cannot be compared with.
  public init(damaged name: String, _ damage: Damage) {
    self.init(name: name, status: .damaged, damage: damage)
  }

  /// Whether a text is a `summary.json`.
  public static func canRead(_ summary: String) -> Bool { SummaryReading(summary) != nil }

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
      self.init(
        name: report.findings.scenario.name, status: .damaged,
        expectations: report.findings.expectations, isSimulated: true, damage: .unreadable)
      return
    }
    let table = report.files.first { $0.name == "headline.csv" }?.contents ?? ""
    let rows = MeasureReading.table(table)
    let before = MeasureReading.table(headline)
    let inHeadline = NumberMove.all(before, rows)
    let labels = Set(rows.map(\.label))
    let others = Self.moves(
      committed.numbers.filter { !labels.contains($0.label) },
      now.numbers.filter { !labels.contains($0.label) })
    let inSummary = NumberMove.all(committed.numbers, now.numbers)
    let rest = committed.wordDifferences(from: now)
    let changes = committed.changes(to: now, location)
    let all = inHeadline + inSummary
    let isIdentical = all.isEmpty && rest == 0
    let isWithin = tolerance > 0 && rest == 0 && all.allSatisfy { $0.isWithin(tolerance) }
    let isSameEngine = committed.engine == now.engine && committed.probe == now.probe
    let status: Status =
      if !changes.isEmpty {
        .stale
      } else if !isSameEngine {
        isWithin ? .ok : .engine
      } else {
        isIdentical || isWithin ? .ok : .notReproduced
      }
    self.init(
      name: report.findings.scenario.name, status: status,
      expectations: report.findings.expectations, changes: changes,
      engines: (committed.engine, now.engine), headline: Self.moves(before, rows), others: others,
      rest: rest + max(inHeadline.followers, inSummary.followers), isSimulated: true)
  }

  private static func moves(_ committed: [SummaryNumber], _ now: [SummaryNumber]) -> Moves {
    Moves(
      all: NumberMove.all(committed, now).filter { $0.kind != .following },
      count: now.count { $0.kind != .following })
  }

  private init(
    name: String, status: Status, expectations: [ExpectationResult] = [], changes: [Change] = [],
    engines: (String, String) = (EngineVersion.current, EngineVersion.current),
    headline: Moves = Moves(), others: Moves = Moves(), rest: Int = 0, isSimulated: Bool = false,
    damage: Damage? = nil
  ) {
    self.name = name
    self.status = status
    self.expectations = expectations
    self.changes = changes
    self.engines = engines
    self.headline = headline
    self.others = others
    self.rest = rest
    self.isSimulated = isSimulated
    self.damage = damage
  }
}

extension [NumberMove] {
  /// How many follow from others.
  fileprivate var followers: Int { count { $0.kind == .following } }
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
      let (before, after) = (description[name] ?? "none", now.description[name] ?? "none")
      guard before != after else { return nil }
      return .init(path: name, committed: Self.cut(before), now: Self.cut(after), location: nil)
    }
  }

  private static func cut(_ text: String) -> String {
    text.count > 40 ? text.prefix(37) + "..." : text
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

  /// How many words that came out differ.
  fileprivate func wordDifferences(from now: SummaryReading) -> Int {
    Set(words.keys).union(now.words.keys).count { words[$0] != now.words[$0] }
  }
}
