internal import Washout

extension OutputCheck {
  /// The finding as a workflow command of GitHub Actions; nil where nothing has to be done.
  ///
  /// `file` is the scenario file, relative to the root of the repository.
  public func annotation(file: String) -> String? {
    guard !isFine else { return nil }
    let place = changes.lazy.compactMap(\.location).first
    let line = place.flatMap { $0.split(separator: ":").last }.flatMap { Int($0) } ?? 1
    let path =
      place.map { String($0.split(separator: ":").dropLast().joined(separator: ":")) } ?? file
    return "::error file=\(Self.property(path)),line=\(line),title=washout check::"
      + Self.data("\(name) \(status.rawValue): " + sentences.joined(separator: "; ")) + "\n"
  }

  /// All findings as a page in Markdown.
  public static func markdown(_ checks: [OutputCheck]) -> String {
    let rows = checks.map { check in
      [check.name, check.status.rawValue, check.sentences.joined(separator: "; ")]
        .map(Markdown.escaped)
    }
    return "### washout check\n\n"
      + Markdown.table(["scenario", "status", "finding"], "lll", rows) + "\n\n"
  }

  private var sentences: [String] {
    [phrase] + changes.map { "\($0.path) \($0.committed) -> \($0.now)" }
      + (headline.all.isEmpty ? [] : [moved, furthest(headline)].compactMap { $0 })
      + (others.all.isEmpty ? [] : [othersMoved, furthest(others)].compactMap { $0 })
      + expectations.filter { !$0.isMet }.map(\.line)
  }

  private func furthest(_ moves: Moves) -> String? {
    guard let move = moves.all.first, let distance = move.distance else { return nil }
    return "furthest \(move.cells[0]) \(move.cells[1]) -> \(move.cells[2]), "
      + "\(NumberText.fixed(distance, decimals: 1)) MCSE"
  }

  private static func data(_ text: String) -> String {
    text.replacing("%", with: "%25").replacing("\r", with: "%0D").replacing("\n", with: "%0A")
  }

  private static func property(_ text: String) -> String {
    data(text).replacing(":", with: "%3A").replacing(",", with: "%2C")
  }
}
