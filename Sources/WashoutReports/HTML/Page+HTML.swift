internal import Washout

extension Page {
  /// The page as one HTML file that loads nothing, ending in a newline.
  ///
  /// It can be read without its script, which only sorts tables; its policy forbids everything from
  /// outside, and every script but that one.
  package var html: String {
    var anchors = HTMLAnchors()
    let sections = sections.map { HTMLSection($0, &anchors) }
    return """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta http-equiv="Content-Security-Policy" content="\(policy)">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta name="generator" content="washout \(EngineVersion.current)">
      <link rel="icon" href="data:,">
      <title>\(HTMLText.escaped(title.plain))</title>
      <style>
      \(PageStyle.text)
      </style>
      </head>
      <body>
      <a class="skip" href="#contents">Skip to the contents</a>
      <main>
      <article class="opening" aria-labelledby="title">
      <h1 id="title">\(title.html)</h1>
      \(opening.html)
      </article>
      \(contents(sections))
      <div class="sections">
      \(sections.map(\.html).joined(separator: "\n"))
      </div>
      </main>
      <script>\(PageScript.text)</script>
      </body>
      </html>

      """
  }

  private var policy: String {
    "default-src 'none'; img-src data:; style-src 'unsafe-inline'; "
      + "script-src '\(PageScript.digest)'; base-uri 'none'; form-action 'none'"
  }

  private func contents(_ sections: [HTMLSection]) -> String {
    let items = sections.map { section in
      let parts = section.parts.map { "<li>\($0.link)</li>" }.joined()
      return "<li>\(section.place.link)" + (parts.isEmpty ? "" : "<ol>\(parts)</ol>") + "</li>"
    }
    return """
      <nav id="contents" aria-labelledby="contents-title" tabindex="-1">
      <h2 id="contents-title">Contents</h2>
      <ol>
      <li><a href="#title">First page</a></li>
      \(items.joined(separator: "\n"))
      </ol>
      </nav>
      """
  }
}

/// A place of a page that the contents lead to.
struct HTMLPlace {
  let title: String
  let anchor: String

  var link: String { "<a href=\"#\(anchor)\">\(HTMLText.escaped(title))</a>" }
}

/// The names of places that are taken, so that none is given twice.
struct HTMLAnchors {
  private var taken: Set<String> = ["title", "contents", "contents-title"]

  /// A place for a title, whose name no other place has.
  mutating func place(_ title: String) -> HTMLPlace {
    let name = HTMLText.anchor(title)
    var anchor = name
    var count = 1
    while !taken.insert(anchor).inserted {
      count += 1
      anchor = "\(name)-\(count)"
    }
    return HTMLPlace(title: title, anchor: anchor)
  }
}

/// A section with the names of its places.
private struct HTMLSection {
  let place: HTMLPlace
  private(set) var parts: [HTMLPlace] = []
  private var body = ""

  init(_ section: PageSection, _ anchors: inout HTMLAnchors) {
    place = anchors.place(section.title)
    var blocks: [String] = []
    var pending: [PageElement] = []
    for element in section.elements {
      guard case .heading(let title) = element else {
        pending.append(element)
        continue
      }
      let part = anchors.place(title)
      blocks += [pending.html, "<h3 id=\"\(part.anchor)\">\(HTMLText.escaped(title))</h3>"]
      parts.append(part)
      pending = []
    }
    body = (blocks + [pending.html]).filter { !$0.isEmpty }.joined(separator: "\n")
  }

  var html: String {
    """
    <section aria-labelledby="\(place.anchor)">
    <h2 id="\(place.anchor)">\(HTMLText.escaped(place.title))</h2>
    \(body)
    </section>
    """
  }
}
