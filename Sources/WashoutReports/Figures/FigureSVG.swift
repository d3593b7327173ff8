internal import Foundation
internal import Washout

/// A picture as gnuplot writes it, made fit to stand beside others in one page.
///
/// The version of gnuplot goes, ids become those of this figure alone, title and description are the figure's own,
/// and the digest of its script stays in it, so that it is drawn again only after a change.
enum FigureSVG {
  /// Raised whenever the same script gives another picture.
  static let version = 1

  /// The picture of a figure from what gnuplot wrote; nil where that is no whole SVG.
  static func cleaned(_ drawn: String, of figure: Figure) -> String? {
    guard let start = drawn.range(of: canvas("")),
      let end = drawn.range(of: "</svg>", options: .backwards)
    else { return nil }
    let body = body(drawn[start.lowerBound..<end.lowerBound], figure.name) + "</svg>\n"
    return head(of: figure, body) + body
  }

  /// Whether a text is the whole, unchanged picture of a figure as it is now.
  static func isPicture(_ svg: String, of figure: Figure) -> Bool {
    guard let start = svg.range(of: canvas(figure.name + "-"))?.lowerBound else { return false }
    let body = String(svg[start...])
    return svg == head(of: figure, body) + body
  }

  /// Whether a text is a picture of this program, of whatever figure.
  static func isPicture(_ svg: String) -> Bool { svg.contains(digestAttribute + "=\"") }

  private static let digestAttribute = "data-washout-digest"
  private static func canvas(_ prefix: String) -> String { "<g id=\"\(prefix)gnuplot_canvas\">" }

  /// The head with the digests of the figure and of what was drawn.
  private static func head(of figure: Figure, _ body: String) -> String {
    var drawn = Digest()
    drawn.add(line: body)
    let (width, height) = (figure.size.width, figure.size.height)
    let (title, description) = ("washout-\(figure.name)-title", "washout-\(figure.name)-desc")
    return """
      <svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" \
      width="\(width)" height="\(height)" viewBox="0 0 \(width) \(height)" role="img" \
      aria-labelledby="\(title) \(description)" \(digestAttribute)="\(figure.digest)-\(drawn.text)" \
      style="max-width:100%;height:auto">
      <title id="\(title)">\(escaped(figure.title))</title>
      <desc id="\(description)">\(escaped(figure.alternative))</desc>

      """
  }

  /// Without the titles of layers, which browsers show as tool tips, and with ids of this figure alone; texts, which
  /// gnuplot writes on lines of their own, are left as they are.
  private static func body(_ drawing: Substring, _ name: String) -> String {
    drawing.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      guard !line.contains("<text>"), line.contains("id=") || line.contains("#") else {
        return String(line)
      }
      return idPlaces.reduce(withoutTitle(line)) { line, place in
        line.replacing(place.before + place.id, with: place.before + name + "-" + place.id)
      }
    }.joined(separator: "\n")
  }

  /// What stands before an id of gnuplot's, and how the id begins.
  private static let idPlaces: [(before: String, id: String)] =
    ["id='", "id=\"", "href='#", "url(#"].flatMap { before in
      ["gp", "gnuplot_", "textbox", "greybox"].map { (before, $0) }
    }

  private static func withoutTitle(_ line: Substring) -> String {
    guard let start = line.range(of: "<title>gnuplot_"), let end = line.range(of: "</title>")
    else { return String(line) }
    return String(line[..<start.lowerBound] + line[end.upperBound...])
  }

  private static func escaped(_ text: String) -> String {
    String(
      String.UnicodeScalarView(
        text.unicodeScalars.map { $0.properties.generalCategory == .control ? " " : $0 })
    )
    .replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
  }
}
