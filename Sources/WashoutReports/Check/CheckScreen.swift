internal import Washout

extension OutputCheck {
  /// Moves that are shown unless all are asked for.
  private static let shown = 5

  /// The finding for a terminal, without a final newline.
  ///
  /// - Parameters:
  ///   - seconds: How long the check took.
  ///   - nameWidth: Columns of the longest name.
  ///   - showsAll: Whether every number that moved is shown.
  ///   - width: Columns of the terminal.
  /// - Returns: A line, and what moved below it.
  public func screen(seconds: Double, nameWidth: Int, showsAll: Bool, width: Int) -> String {
    let head = "\(Paragraph.left(status.rawValue, 6)) \(Paragraph.left(name, nameWidth))  \(phrase)"
    let time = NumberText.fixed(seconds, decimals: 1) + " s"
    let body = [changeLines, moveLines(showsAll, width - 7), expectationLines]
    return ([head + "  (\(time))"] + body.compactMap { $0 }).joined(separator: "\n")
  }

  /// What was found, in words.
  var phrase: String {
    switch status {
    case .nothingCommitted:
      "nothing is committed yet: `washout validate` checks the file, `washout run` writes output/\(name)"
    case .ok where !isSimulated: "scenario and engine unchanged, not simulated"
    case .ok where moves.isEmpty && otherMoves == 0: "identical"
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
    let count = max(moves.count, otherMoves)
    return "\(Terms.count(count, "number")) \(count == 1 ? "differs" : "differ"); this is a bug"
  }

  private var changeLines: String? {
    guard !changes.isEmpty else { return nil }
    let length = changes.map(\.path.count).max() ?? 0
    return changes.map { change in
      "         \(Paragraph.left(change.path, min(length, 60)))  \(change.committed) -> \(change.now)"
        + (change.location.map { "   (\($0))" } ?? "")
    }.joined(separator: "\n")
  }

  private func moveLines(_ showsAll: Bool, _ width: Int) -> String? {
    guard !moves.isEmpty else {
      guard otherMoves > 0 else { return nil }
      return "       no headline number moved, \(otherMoves) of summary.json did"
    }
    let rows = (showsAll ? moves : Array(moves.prefix(Self.shown))).map(\.cells)
    let header = [moved, "committed", "now", "change", "in MCSE"]
    let table = TextTable.text(header, rows.map { ["  " + $0[0]] + $0.dropFirst() }, width: width)
    let rest = moves.count - rows.count
    return
      (table.split(separator: "\n").map { "       " + $0 }
      + (rest > 0 ? ["         and \(rest) more: --all"] : [])).joined(separator: "\n")
  }

  /// How many headline numbers moved.
  var moved: String { "\(moves.count) of \(headlineCount) headline numbers moved" }

  private var expectationLines: String? {
    guard !expectations.isEmpty else { return nil }
    return expectations.map { "       " + $0.line }.joined(separator: "\n")
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
      ("not committed", count { $0.status == .nothingCommitted }),
      ("outside of expect", count { !$0.expectations.allSatisfy(\.isMet) }),
    ]
    let counts = kinds.filter { $0.1 > 0 }.map { "\($0.1) \($0.0)" }.joined(separator: ", ") + "."
    let updatable = zip(self, paths).filter { $0.0.canBeUpdated }.map(\.1)
    guard !updatable.isEmpty else { return counts + "\n" }
    guard !isUpdated else { return counts + "   Written anew: git add output\n" }
    return counts + "   Accept \(updatable.count == 1 ? "it" : "them"): washout check --update "
      + updatable.joined(separator: " ") + " && git add output\n"
  }
}
