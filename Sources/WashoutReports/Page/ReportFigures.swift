/// The pictures of a report, by the part of it that shows them.
struct ReportFigures {
  private let drawn: [DrawnFigure]

  init(_ drawn: [DrawnFigure] = []) {
    self.drawn = drawn
  }

  /// Those of a part, in order; empty where nothing was drawn for it.
  func of(_ section: Figure.Section) -> [PageElement] {
    drawn.filter { $0.figure.section == section }.map { .figure(PageFigure($0)) }
  }
}

extension PageFigure {
  /// A drawn figure on a page; a pull request shows those that are committed with the scenario.
  init(_ drawn: DrawnFigure) {
    self.init(
      name: drawn.figure.name, alternative: drawn.figure.alternative, svg: drawn.svg,
      isInMarkdown: Self.committed.contains(drawn.figure.name))
  }

  private static let committed = ["design", "hundred_trials", "sizes"]
}
