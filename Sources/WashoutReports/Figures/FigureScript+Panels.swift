// Several panels in one figure.

extension FigureScript {
  /// Where a panel's axes stand, in pixels from the left and upper edge of the figure.
  package struct Frame: Sendable, Equatable {
    /// The left axis.
    package var left: Int
    /// The right end.
    package var right: Int
    /// The upper end.
    package var top: Int
    /// The lower axis.
    package var bottom: Int

    /// A frame from its four sides.
    package init(left: Int, right: Int, top: Int, bottom: Int) {
      self.left = left
      self.right = right
      self.top = top
      self.bottom = bottom
    }
  }

  /// Begins a panel; what was set for the one before, apart from the figure's own style, is forgotten.
  ///
  /// The first panel draws the title of the figure, so labels set before it belong to the figure.
  package mutating func panel(_ frame: Frame, title: String = "") {
    if panels == 0 {
      add("set multiplot")
    } else {
      for option in ["label", "arrow", "logscale", "xlabel"] { add("unset \(option)") }
      for axis in ["x", "y"] {
        set("autoscale \(axis)")
        set("format \(axis) '%h'")
      }
    }
    set("border 3 \(FigureStyle.Colour.remark.option) lw 1")
    set(
      "tics nomirror out scale 0.6 \(FigureStyle.Colour.text.ofText) font ',\(FigureStyle.fontSize)'"
    )
    for axis in ["x", "y"] { set("\(axis)tics autofreq nomirror") }
    panels += 1
    let (width, height) = (Double(size.width), Double(size.height))
    set("lmargin at screen \(Self.number(Double(frame.left) / width))")
    set("rmargin at screen \(Self.number(Double(frame.right) / width))")
    set("tmargin at screen \(Self.number(1 - Double(frame.top) / height))")
    set("bmargin at screen \(Self.number(1 - Double(frame.bottom) / height))")
    if !title.isEmpty { label(title, at: "graph 0, graph 1 offset character 0, 0.9") }
  }
}
