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

    /// What is compared with what.
    var heading: String {
      guard case .changed(let comparison) = state else { return name }
      let both = "\(comparison.baseTitle) and \(comparison.title)"
      return comparison.baseTitle == name ? both : "\(name), \(both)"
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
    let head = since.map { ["\(summary) since \($0)\(outdated.plain)\n"] } ?? []
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

  /// The page as Markdown, ending in a newline.
  public var markdown: String { elements.markdown.joined(separator: "\n\n") + "\n" }

  /// The pictures of the page, yet to be drawn.
  public var figures: [Figure] { ComparisonFigures(entries).all }

  /// The page as files of its own, one section a comparison, as Markdown and as HTML.
  ///
  /// - Parameters:
  ///   - drawn: Those of `figures` that were drawn.
  ///   - reports: Reports of scenarios by their names, as paths from the page.
  /// - Returns: `comparison.md`, which has no pictures, and `comparison.html`.
  public func files(
    with drawn: [DrawnFigure] = [], reports: [String: String] = [:]
  ) -> [Report.File] {
    let page = Page(
      title: "Scenarios beside each other, on the same draws",
      opening: [
        .note(
          "\(emphasis: "Simulated: no patient data.") Differences have the Monte Carlo standard error (MCSE) of "
            + "pairs, which is small since both see the same patients.")
      ],
      sections: entries.enumerated().map { place, entry in
        let pictures = drawn.filter { $0.figure.name == ComparisonFigures.name(of: place) }
        return PageSection(
          entry.heading,
          pictures.map { .figure(PageFigure($0)) } + elements(entry) + links(entry, reports))
      })
    return [
      Report.File(name: "comparison.md", contents: page.markdown),
      Report.File(name: "comparison.html", contents: page.html),
    ]
  }

  private func links(_ entry: Entry, _ reports: [String: String]) -> [PageElement] {
    guard case .changed(let comparison) = entry.state else { return [] }
    let (base, other) = (comparison.base.name, comparison.other.name)
    return (base == other ? [base] : [base, other]).compactMap { name in
      reports[name].map { .paragraph(Phrase([.link("The report of \(name)", file: $0)])) }
    }
  }

  /// What the page shows, whatever it is written as.
  package var elements: [PageElement] {
    [.lead("\(strong: "washout: \(summary)")\(outdated)")] + entries.flatMap(elements)
  }

  /// What is to be done about outputs that were not written anew, behind the summary.
  private var outdated: Phrase {
    let words = [
      ("stale", entries.compactMap(\.staleFile)), ("broken", entries.compactMap(\.brokenFile)),
    ]
    return words.filter { !$0.1.isEmpty }.map { word, files -> Phrase in
      let command = "washout check --update " + files.joined(separator: " ")
      return "; committed outputs \(strong: word) (run \(code: command))"
    }.joined(separator: "")
  }

  private func elements(_ entry: Entry) -> [PageElement] {
    let warnings = entry.warnings.map { warning -> Phrase in "Warning: \(warning)" }
    let list: [PageElement] = warnings.isEmpty ? [] : [.list(warnings)]
    switch entry.state {
    case .changed(let comparison): return ComparisonElements(entry.name, comparison).all + list
    case .new:
      return [.paragraph("\(code: entry.name) is new: there is nothing to compare it with.")] + list
    case .unchanged: return list.isEmpty ? [] : [.paragraph("\(code: entry.name)")] + list
    }
  }
}
