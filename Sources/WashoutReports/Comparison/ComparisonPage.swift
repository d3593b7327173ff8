internal import Washout

/// What changed in some scenarios, as a pull request shows it: Markdown.
public struct ComparisonPage: Sendable {
  private let entries: [Entry]

  /// A scenario on the page.
  public struct Entry: Sendable {
    /// Its name.
    public let name: String
    /// What became of it.
    public let state: State
    /// What is probably not meant in it and was not there before.
    public let warnings: [String]
    /// Its file, where what is committed of its output is not what it gives now; nil where that holds, or
    /// nothing is committed.
    public let staleFile: String?
    /// Its file, where what is committed of its output is no whole report, so that nothing can be said of it.
    public let brokenFile: String?

    /// A scenario.
    public init(
      name: String, state: State, warnings: [String] = [], staleFile: String? = nil,
      brokenFile: String? = nil
    ) {
      self.brokenFile = brokenFile
      self.name = name
      self.state = state
      self.warnings = warnings
      self.staleFile = staleFile
    }
  }

  /// What became of a scenario.
  public enum State: Sendable {
    /// It can give other results.
    case changed(Comparison)
    /// It gives the same results.
    case unchanged
    /// It is not in the base.
    case new
  }

  /// A page of scenarios in order.
  public init(_ entries: [Entry]) {
    self.entries = entries
  }

  /// The comparisons of scenarios that changed, in order.
  public var comparisons: [Comparison] {
    entries.compactMap { if case .changed(let comparison) = $0.state { comparison } else { nil } }
  }

  /// The page in a terminal of a width, ending in a newline; `since` names the commit that the scenarios
  /// are compared with.
  public func screen(width: Int, since: String? = nil) -> String {
    let head = since.map { ["\(summary) since \($0)\(outdated())\n"] } ?? []
    return (head + entries.compactMap { screen($0, width: width) }).joined(separator: "\n")
  }

  private func screen(_ entry: Entry, width: Int) -> String? {
    switch entry.state {
    case .changed(let comparison):
      let title = "\(entry.name), \(comparison.baseTitle) and \(comparison.title)\n"
      return (entries.count > 1 ? title : "") + comparison.screen(width: width)
    case .new: return "\(entry.name) is new: there is nothing to compare it with.\n"
    case .unchanged: return nil
    }
  }

  /// How many scenarios changed, such as `1 scenario changed, 6 unchanged`.
  public var summary: String {
    var clauses: [String] = []
    func count(_ words: String, _ isOne: (State) -> Bool) {
      let number = entries.count { isOne($0.state) }
      if number == 0 && !(clauses.isEmpty && words == "changed") { return }
      let noun = clauses.isEmpty ? Terms.count(number, "scenario") : NumberText.grouped(number)
      clauses.append("\(noun) \(words)")
    }
    count("changed") { if case .changed = $0 { true } else { false } }
    count("new") { if case .new = $0 { true } else { false } }
    count("unchanged") { if case .unchanged = $0 { true } else { false } }
    return clauses.joined(separator: ", ")
  }

  /// The page, ending in a newline.
  public var markdown: String {
    let blocks =
      ["**washout: \(summary)**" + outdated(emphasized: { "**\($0)**" }, code: Markdown.code)]
      + entries.flatMap(blocks)
    return blocks.joined(separator: "\n\n") + "\n"
  }

  /// What is to be done about outputs that were not written anew, behind the summary.
  private func outdated(
    emphasized: (String) -> String = { $0 }, code: (String) -> String = { $0 }
  ) -> String {
    let words = [
      ("stale", entries.compactMap(\.staleFile)), ("broken", entries.compactMap(\.brokenFile)),
    ]
    return words.filter { !$0.1.isEmpty }.map { word, files in
      let command = code("washout check --update " + files.joined(separator: " "))
      return "; committed outputs \(emphasized(word)) (run \(command))"
    }.joined()
  }

  private func blocks(_ entry: Entry) -> [String] {
    let warnings = entry.warnings.map { "Warning: " + Markdown.escaped($0) }
    let list = warnings.isEmpty ? [] : [Markdown.list(warnings)]
    switch entry.state {
    case .changed(let comparison): return ComparisonBlocks(entry.name, comparison).all + list
    case .new:
      let name = Markdown.code(entry.name)
      return ["\(name) is new: there is nothing to compare it with."] + list
    case .unchanged: return list.isEmpty ? [] : [Markdown.code(entry.name)] + list
    }
  }
}

/// One changed scenario of the page.
private struct ComparisonBlocks {
  private let name: String
  private let comparison: Comparison

  init(_ name: String, _ comparison: Comparison) {
    self.name = name
    self.comparison = comparison
  }

  var all: [String] { [inputs, trials, table, verdicts] }

  private var inputs: String {
    guard !comparison.inputs.isEmpty else { return "No input differs." }
    return Markdown.list(comparison.inputs.map(line))
  }

  private func line(_ input: InputChange) -> String {
    func code(_ value: String?) -> String { value.map(Markdown.code) ?? "none" }
    let change = "\(Markdown.code(input.path)) \(code(input.base)) -> \(code(input.other))"
    let range = input.rangeRemark.map { input.isInRange == true ? $0 : "**\($0)**" }
    let source = input.sourceRemark.map { "*\(Markdown.escaped($0))*" }
    return ([change] + [range, source].compactMap { $0 }).joined(separator: "; ")
  }

  private var trials: String {
    let results = comparison.results
    let same = "\(Terms.count(results.trials, "trial")), "
    guard let kept = results.keptShare, kept < 1 else { return same + "same patients." }
    let share = NumberText.percent(
      Measure(.entered, value: kept, replicates: results.trials), limit: 1)
    return same + "same draws; \(share) of places have the same patient."
  }

  private var table: String {
    let before = comparison.base.trial.sampleSize
    let after = comparison.other.trial.sampleSize
    let size = before == after ? "n = \(after)" : "n = \(before) -> \(after)"
    let header = [
      "\(Markdown.escaped(name)), \(size)", Markdown.escaped(comparison.baseTitle),
      Markdown.escaped(comparison.title), "change", "MCSE (paired)",
    ]
    return Markdown.table(header, "lrrrr", comparison.rows.map(cells))
  }

  private func cells(_ row: Comparison.Row) -> [String] {
    var cells = row.cells.map(Markdown.escaped)
    if row.isBeyondError { cells[2] = "**\(cells[2])**" }
    return [Markdown.escaped(row.label.trimmed)] + cells
  }

  private var verdicts: String {
    let unmet = comparison.expectations.filter { !$0.isMet }
    var clauses = [comparison.decisionChange.map(Markdown.escaped), comparison.sizeChange]
    if !comparison.expectations.isEmpty {
      clauses.append(
        unmet.isEmpty
          ? "`expect` met"
          : "**`expect` not met**: "
            + unmet.map { Markdown.escaped($0.statement) }.joined(separator: "; "))
    }
    if comparison.hasLooks { clauses.append("looks are not compared: `washout run` has them") }
    let text = clauses.compactMap { $0 }.joined(separator: "; ")
    return [text, "In words: " + Markdown.escaped(comparison.sentence)]
      .filter { !$0.isEmpty }.joined(separator: "\n\n")
  }
}

extension String {
  /// Without the spaces that indent a row of a screen.
  fileprivate var trimmed: String { String(drop { $0 == " " }) }
}
