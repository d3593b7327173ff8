/// What areas, lines and points of a figure stand for, in rows below its remark.
///
/// It is laid out here, since gnuplot's own key takes no more room than the panel that it belongs to.
package struct FigureLegend: Sendable, Equatable {
  /// In the order in which they are shown.
  package var entries: [Entry]

  /// One of them.
  package struct Entry: Sendable, Equatable {
    /// How it is drawn.
    package var mark: Mark
    /// What it is.
    package var text: String

    /// An entry.
    package init(_ mark: Mark, _ text: String) {
      self.mark = mark
      self.text = text
    }
  }

  /// A piece of what the figure shows.
  package enum Mark: Sendable, Equatable {
    /// A filled area.
    case area(FigureStyle.Colour)
    /// A line of a style, as `FigureStyle.line` gives it.
    case line(String)
    /// A filled point.
    case point(FigureStyle.Colour)
    /// An arrow pointing down.
    case arrow(FigureStyle.Colour)
  }

  /// A legend.
  package init(_ entries: [Entry]) { self.entries = entries }

  private static let markWidth = 26
  private static let left = 16
  private static let rowHeight = 19

  /// An entry with the place of its left end.
  private struct Placed {
    var entry: Entry
    var x: Int
    var row: Int
  }

  private var placed: [Placed] {
    var (x, row) = (Self.left, 0)
    return entries.map { entry in
      let words = FigureStyle.width(of: entry.text, size: FigureStyle.smallSize)
      let width = Self.markWidth + 7 + Int(words)
      if x > Self.left, x + width > FigureStyle.width - Self.left {
        (x, row) = (Self.left, row + 1)
      }
      defer { x += width + 16 }
      return Placed(entry: entry, x: x, row: row)
    }
  }

  /// Pixels that it takes, with the space above and below.
  package var height: Int {
    entries.isEmpty ? 0 : ((placed.last?.row ?? 0) + 1) * Self.rowHeight + 8
  }

  /// Adds it below a place in pixels, as a panel of its own; then other panels begin.
  package func draw(in script: inout FigureScript, below top: Int) {
    let (width, height) = (script.size.width, script.size.height)
    script.panel(FigureScript.Frame(left: 0, right: width, top: 0, bottom: height))
    for line in ["border", "tics"] { script.add("unset \(line)") }
    script.set("xrange [0:\(width)]")
    script.set("yrange [\(height):0]")
    var layers: [String] = []
    for placed in placed {
      let y = top + 6 + placed.row * Self.rowHeight + Self.rowHeight / 2
      script.label(
        placed.entry.text, at: "first \(placed.x + Self.markWidth + 7), first \(y)",
        size: FigureStyle.smallSize)
      layers.append(layer(placed.entry.mark, x: Double(placed.x), y: Double(y), in: &script))
    }
    script.plot(layers)
  }

  private func layer(_ mark: Mark, x: Double, y: Double, in script: inout FigureScript) -> String {
    let end = x + Double(Self.markWidth)
    let middle = (x + end) / 2
    switch mark {
    case .area(let colour):
      let data = script.data([[x, y - 6, y + 6], [end, y - 6, y + 6]])
      return "\(data) using 1:2:3 with filledcurves fs solid noborder \(colour.option)"
    case .line(let style):
      return "\(script.data([[x, y], [end, y]])) using 1:2 with lines \(style)"
    case .point(let colour):
      return "\(script.data([[middle, y]])) using 1:2 with points pt 7 ps 0.6 \(colour.option)"
    case .arrow(let colour):
      let data = script.data([[middle, y - 7, 0, 13]])
      return "\(data) using 1:2:3:4 with vectors \(FigureScript.arrowHead) \(colour.option) lw 1"
    }
  }
}

extension FigureScript {
  /// The head of every arrow.
  static var arrowHead: String { "filled head size character 0.6,25" }
}
