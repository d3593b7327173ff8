/// A block of a page, which Markdown and HTML both show.
package enum PageElement: Sendable, Equatable {
  /// The title of a part of a section.
  case heading(String)
  /// A paragraph of the text.
  case paragraph(Phrase)
  /// What the page answers, and the answer in few words.
  case lead(Phrase)
  /// Something that nobody may overlook.
  case alert(Phrase)
  /// A text to take over into another document.
  case quotation(Phrase)
  /// A remark on what stands above, in smaller print where print has sizes.
  case note(Phrase)
  /// Points in no order of their own.
  case list([Phrase])
  /// Numbers or words in rows.
  case table(PageTable)
  /// A picture.
  case figure(PageFigure)
}

/// A part of a page with a title of its own.
package struct PageSection: Sendable, Equatable {
  /// What it is called in the contents.
  package let title: String
  /// What it shows, in order.
  package let elements: [PageElement]

  /// A section.
  package init(_ title: String, _ elements: [PageElement]) {
    self.title = title
    self.elements = elements
  }
}

/// A page that can be read as Markdown and as HTML, with the same words and numbers in both.
package struct Page: Sendable, Equatable {
  /// The title of the whole.
  package let title: Phrase
  /// What comes before the contents.
  package let opening: [PageElement]
  /// The sections in order; those without an element are not shown.
  package let sections: [PageSection]

  /// A page.
  package init(title: Phrase, opening: [PageElement], sections: [PageSection]) {
    self.title = title
    self.opening = opening
    self.sections = sections.filter { !$0.elements.isEmpty }
  }
}

/// A picture on a page.
package struct PageFigure: Sendable, Equatable {
  /// The stem of its file.
  package let name: String
  /// What it shows, with its main numbers; its title stands in the picture.
  package let alternative: String
  /// The picture, as SVG.
  package let svg: String
  /// Whether Markdown shows it, whose pictures are files beside it.
  package let isInMarkdown: Bool

  /// A picture.
  package init(
    name: String, alternative: String, svg: String, isInMarkdown: Bool = true
  ) {
    self.name = name
    self.alternative = alternative
    self.svg = svg
    self.isInMarkdown = isInMarkdown
  }
}
