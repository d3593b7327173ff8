extension [PageElement] {
  /// The blocks as HTML; figures that follow each other stand side by side where there is room.
  package var html: String {
    var blocks: [String] = []
    var figures: [String] = []
    func row() -> [String] {
      figures.isEmpty
        ? [] : ["<div class=\"figures\">\n" + figures.joined(separator: "\n") + "\n</div>"]
    }
    for element in self {
      if case .figure(let figure) = element {
        figures.append(figure.html)
      } else {
        blocks += row() + [element.html]
        figures = []
      }
    }
    return (blocks + row()).joined(separator: "\n")
  }
}

extension PageElement {
  fileprivate var html: String {
    switch self {
    case .heading(let title): "<h3>\(HTMLText.escaped(title))</h3>"
    case .paragraph(let text): "<p>\(text.html)</p>"
    case .lead(let text): "<p class=\"lead\">\(text.html)</p>"
    case .alert(let text): "<p class=\"alert\" role=\"note\">\(text.html)</p>"
    case .quotation(let text): "<blockquote><p>\(text.html)</p></blockquote>"
    case .note(let text): "<p class=\"note\">\(text.html)</p>"
    case .list(let items):
      "<ul>\n" + items.map { "<li>\($0.html)</li>\n" }.joined() + "</ul>"
    case .table(let table): table.html
    case .figure(let figure): figure.html
    }
  }
}

extension PageFigure {
  /// The picture itself, and below it what it shows.
  fileprivate var html: String {
    "<figure>\n\(svg)\n<figcaption>\(HTMLText.prose(alternative))</figcaption>\n</figure>"
  }
}

extension Phrase {
  /// The phrase as HTML.
  package var html: String { runs.map(\.html).joined() }
}

extension Phrase.Run {
  fileprivate var html: String {
    switch self {
    case .text(let text): HTMLText.prose(text)
    case .strong(let phrase): "<strong>\(phrase.html)</strong>"
    case .emphasis(let phrase): "<em>\(phrase.html)</em>"
    case .code(let text): "<code>\(HTMLText.escaped(text))</code>"
    case .link(let text, let file):
      "<a href=\"\(Phrase.address(of: file))\">\(HTMLText.escaped(text))</a>"
    }
  }
}
