extension Page {
  /// The page as Markdown, ending in a newline.
  package var markdown: String {
    let blocks =
      ["# " + title.markdown] + opening.markdown
      + sections.flatMap { ["## " + Markdown.escaped($0.title)] + $0.elements.markdown }
    return blocks.joined(separator: "\n\n") + "\n"
  }
}

extension [PageElement] {
  /// The blocks that Markdown shows; a heading with none below it is left out.
  package var markdown: [String] {
    let shown = filter { element in
      if case .figure(let figure) = element { figure.isInMarkdown } else { true }
    }
    return shown.indices.filter { place in
      guard case .heading = shown[place] else { return true }
      let next = shown.indices.contains(place + 1) ? shown[place + 1] : nil
      return if case .heading? = next { false } else { next != nil }
    }.map { shown[$0].markdown }
  }
}

extension PageElement {
  /// The block as Markdown, without a newline at its end.
  package var markdown: String {
    switch self {
    case .heading(let title): "### " + Markdown.escaped(title)
    case .paragraph(let text), .lead(let text), .alert(let text), .quotation(let text),
      .note(let text):
      Markdown.line(text.markdown)
    case .list(let items): Markdown.list(items.map { Markdown.line($0.markdown) })
    case .table(let table): table.markdown
    case .figure(let figure): figure.markdown
    }
  }
}

extension PageTable {
  /// The table as Markdown, its caption above it unless a heading says it.
  package var markdown: String {
    let table = Markdown.table(
      columns.map(\.title.markdown), columns.map { $0.isNumber ? "r" : "l" }.joined(),
      (rows + footer).map { $0.map(\.markdownInCell) })
    return showsCaption ? Markdown.line(caption.markdown) + "\n\n" + table : table
  }
}

extension PageFigure {
  /// A reference to the file of the picture, its description in place of it.
  package var markdown: String {
    "![\(Markdown.escaped(alternative))](figures/\(name).svg)"
  }
}

extension Phrase {
  /// The phrase as Markdown on one line.
  package var markdown: String { runs.map(\.markdown).joined() }

  /// The phrase in a cell, whose end a bar would be even in code.
  fileprivate var markdownInCell: String {
    runs.map { run in
      if case .code(let text) = run { return Markdown.code(text).replacing("|", with: "\\|") }
      return run.markdown
    }.joined()
  }
}

extension Phrase.Run {
  fileprivate var markdown: String {
    switch self {
    case .text(let text): Markdown.escaped(text)
    case .strong(let phrase): "**\(phrase.markdown)**"
    case .emphasis(let phrase): "*\(phrase.markdown)*"
    case .code(let text): Markdown.code(text)
    case .link(let text, let file): "[\(Markdown.escaped(text))](\(Phrase.address(of: file)))"
    }
  }
}
