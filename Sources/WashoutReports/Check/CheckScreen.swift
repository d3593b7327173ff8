internal import Washout

extension OutputCheck {
  /// Moves that are shown unless all are asked for.
  private static let shown = 5
  /// Columns that a name gets in any terminal.
  private static let narrowest = 34

  /// The finding for a terminal, without a final newline.
  ///
  /// - Parameters:
  ///   - seconds: How long the check took.
  ///   - nameWidth: Columns of the longest name.
  ///   - showsAll: Whether every number that moved is shown.
  ///   - width: Columns of the terminal.
  /// - Returns: A line, and what moved below it.
  public func screen(seconds: Double, nameWidth: Int, showsAll: Bool, width: Int) -> String {
    let margin = String(repeating: " ", count: 7)
    let start = "\(Paragraph.left(status.rawValue, 6)) \(Paragraph.left(name, nameWidth))  "
    let time = "  (\(NumberText.fixed(seconds, decimals: 1)) s)"
    // Where names leave too little room, what was found begins below.
    let isBeside = width - start.count >= 20
    let room = width - time.count - (isBeside ? start.count : margin.count)
    let found = Paragraph.wrapped(phrase, width: max(20, room)) + time
    let indent = isBeside ? String(repeating: " ", count: start.count) : margin
    let head =
      start + (isBeside ? "" : "\n" + margin) + found.replacing("\n", with: "\n" + indent)
    let body = [
      changeLines(width), moveLines(showsAll, width - 7), restLine, expectationLines(width - 7),
    ]
    return ([head] + body.compactMap { $0 }).joined(separator: "\n")
  }

  /// What was found, in words.
  var phrase: String {
    switch status {
    case .nothingCommitted:
      "nothing is committed yet: `washout validate` checks the file, `washout run` writes output/\(name)"
    case .damaged where damage == .halfWritten:
      "half-written: a run was stopped while it wrote"
    case .damaged: "its summary.json cannot be read"
    case .ok where !isSimulated: "scenario and engine unchanged, not simulated"
    case .ok where headline.all.isEmpty && others.all.isEmpty && rest == 0: "identical"
    case .ok: "moved within the tolerance"
    case .stale: "scenario changed since output/ was written"
    case .engine where engines.committed != engines.now:
      "engine changed since output/ was written: \(engines.committed) -> \(engines.now)"
    case .engine: "another build of engine \(engines.now) wrote output/, and it counts otherwise"
    case .notReproduced:
      "NOT REPRODUCED: same scenario, same engine, "
        + differing
    }
  }

  private var differing: String {
    let moves = Set((headline.all + others.all).map(\.label)).count
    let count = moves > 0 ? moves : rest
    return "\(Terms.count(count, "number")) \(count == 1 ? "differs" : "differ"); this is a bug"
  }

  /// The values that changed, below their paths where the terminal has no room beside them.
  private func changeLines(_ width: Int) -> String? {
    guard !changes.isEmpty else { return nil }
    let length = changes.map(\.path.count).max() ?? 0
    let margin = String(repeating: " ", count: 9)
    return changes.map { change in
      let values =
        "\(change.committed) -> \(change.now)" + (change.location.map { "   (\($0))" } ?? "")
      let line = "\(margin)\(Paragraph.left(change.path, min(length, 60)))  \(values)"
      guard line.count > width else { return line }
      let below = margin + "  "
      let lines = Paragraph.wrapped(values, width: max(20, width - below.count))
      return margin + change.path + "\n" + below + lines.replacing("\n", with: "\n" + below)
    }.joined(separator: "\n")
  }

  private func moveLines(_ showsAll: Bool, _ width: Int) -> String? {
    let parts = [(headline, moved), (others, othersMoved)].filter { !$0.0.all.isEmpty }
    guard !parts.isEmpty else { return nil }
    return parts.map { lines($0, $1, showsAll, width) }.joined(separator: "\n")
  }

  private func lines(_ moves: Moves, _ title: String, _ showsAll: Bool, _ width: Int) -> String {
    let rows = (showsAll ? moves.all : Array(moves.all.prefix(Self.shown))).map(\.cells)
    let header = [title, "committed", "now", "change", "in MCSE"]
    let numbers = (1..<header.count).map { column in
      3 + (([header] + rows).map { $0[column].count }.max() ?? 0)
    }
    let room = max(Self.narrowest, width - numbers.reduce(0, +) - 2)
    let table = TextTable.text(
      header, rows.map { ["  " + Self.cut($0[0], to: room)] + $0.dropFirst() },
      width: max(width, room + 2 + numbers.reduce(0, +)))
    let rest = moves.all.count - rows.count
    return
      (table.split(separator: "\n").map { "       " + $0 }
      + (rest > 0 ? ["         and \(NumberText.grouped(rest)) more: --all"] : []))
      .joined(separator: "\n")
  }

  /// A name without its middle where it is too long.
  private static func cut(_ name: String, to room: Int) -> String {
    guard name.count > room else { return name }
    let tail = (room - 3) * 2 / 3
    return name.prefix(room - 3 - tail) + "..." + name.suffix(tail)
  }

  /// What else differs where no number moved that has one of its own.
  private var restLine: String? {
    guard rest > 0, headline.all.isEmpty, others.all.isEmpty else { return nil }
    return "       no result moved, but \(Terms.count(rest, "error or word")) of summary.json did"
  }

  /// How many headline numbers moved.
  var moved: String { "\(headline.all.count) of \(headline.count) headline numbers moved" }

  /// How many of the others in `summary.json` did.
  var othersMoved: String {
    "\(NumberText.grouped(others.all.count)) of \(NumberText.grouped(others.count)) other numbers moved"
  }

  private func expectationLines(_ width: Int) -> String? {
    guard !expectations.isEmpty else { return nil }
    return expectations.map {
      "       "
        + Paragraph.wrapped($0.line, width: max(20, width), indent: "  ")
        .replacing("\n", with: "\n       ")
    }.joined(separator: "\n")
  }
}

extension [OutputCheck] {
  /// How many there are of each kind, and what to do about them; ends in a newline.
  ///
  /// `paths` are the scenarios as the command line names them, in the same order.
  public func conclusion(paths: [String], isUpdated: Bool) -> String {
    let kinds: [(String, Int)] = [
      ("ok", count { $0.status == .ok }), ("stale", count { $0.status == .stale }),
      ("by another engine", count { $0.status == .engine }),
      ("failed", count { $0.status == .notReproduced }),
      ("broken", count { $0.status == .damaged }),
      ("not committed", count { $0.status == .nothingCommitted }),
      ("outside of expect", count { !$0.expectations.allSatisfy(\.isMet) }),
    ]
    let counts = kinds.filter { $0.1 > 0 }.map { "\($0.1) \($0.0)" }.joined(separator: ", ") + "."
    let updatable = zip(self, paths).filter { $0.0.canBeUpdated }
    guard !updatable.isEmpty else { return counts + "\n" }
    guard !isUpdated else { return counts + "   Written anew: git add output\n" }
    let verb = updatable.allSatisfy { $0.0.status == .damaged } ? "Repair" : "Accept"
    return counts + "   \(verb) \(updatable.count == 1 ? "it" : "them"): washout check --update "
      + updatable.map(\.1).joined(separator: " ") + " && git add output\n"
  }
}
