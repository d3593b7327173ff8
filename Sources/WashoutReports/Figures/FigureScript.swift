/// The script of one figure, built line by line: title, margins, axes, data, plot.
///
/// Commands are written in full; only texts and numbers are filled in, texts through `GnuplotText` and numbers through
/// `FileNumber`, so that nothing of a scenario is ever read as a command.
package struct FigureScript: Sendable, Equatable {
  /// What the picture says, as it was given.
  package let title: String
  /// Its width and height.
  package let size: Figure.Size
  /// Pixels from the upper edge to the end of title and remark.
  package private(set) var headHeight = 0
  /// Panels begun.
  var panels = 0
  private var lines: [String] = []
  private var labels = 0
  private var blocks = 0
  private var topPixels = 0.0
  private let margins: Margins

  /// Space around the axes in pixels, titles of the figure not counted.
  package struct Margins: Sendable, Equatable {
    /// For the labels of the left axis.
    package var left: Int
    /// For the labels of the right axis, or words beside the curves.
    package var right: Int
    /// For words above the axes.
    package var top: Int
    /// For the labels of the lower axis.
    package var bottom: Int

    /// Space on the four sides.
    package init(left: Int = 64, right: Int = 24, top: Int = 0, bottom: Int = 52) {
      self.left = left
      self.right = right
      self.top = top
      self.bottom = bottom
    }
  }

  /// A script with a title of at most two lines and a remark of at most two below it.
  package init(
    title: String, remark: String? = nil, width: Int = FigureStyle.width, height: Int,
    margins: Margins = Margins()
  ) {
    self.title = title
    self.margins = margins
    size = Figure.Size(width: width, height: height)
    lines = [
      "set encoding utf8", "set border 3 \(FigureStyle.Colour.remark.option) lw 1",
      "set tics nomirror out scale 0.6 \(FigureStyle.Colour.text.ofText)",
      "set xtics offset 0,0.3", "set key off", "set pointintervalbox 0",
    ]
    headHeight = write(title, remark)
    let top = headHeight + margins.top
    topPixels = Double(top)
    let (width, high) = (Double(size.width), Double(height))
    set("lmargin at screen \(Self.number(Double(margins.left) / width))")
    set("rmargin at screen \(Self.number(1 - Double(margins.right) / width))")
    set("tmargin at screen \(Self.number(1 - Double(top) / high))")
    set("bmargin at screen \(Self.number(Double(margins.bottom) / high))")
  }

  /// Plots one above the other that share the horizontal axis, the first at the top.
  ///
  /// `body` adds the axes and the plot of one; labels and arrows of one do not stand in the next.
  package mutating func stack(
    _ count: Int, gap: Int = 40, _ body: (_ place: Int, _ script: inout FigureScript) -> Void
  ) {
    let room = Double(size.height) - topPixels - Double(margins.bottom) - Double(gap * (count - 1))
    let high = Double(size.height)
    add("set multiplot")
    for place in 0..<count {
      let top = topPixels + (room / Double(count) + Double(gap)) * Double(place)
      set("tmargin at screen \(Self.number(1 - top / high))")
      set("bmargin at screen \(Self.number(1 - (top + room / Double(count)) / high))")
      body(place, &self)
      // What was written stands for good; it is not to be drawn again under the next plot.
      add("unset label")
      add("unset arrow")
      add("unset object")
    }
    add("unset multiplot")
  }

  /// The commands and data.
  package var text: String {
    (panels > 0 ? lines + ["unset multiplot"] : lines).joined(separator: "\n") + "\n"
  }

  /// Adds a line that has no text of a scenario in it but through `GnuplotText`.
  package mutating func add(_ line: String) { lines.append(line) }

  /// Adds `set ...`.
  package mutating func set(_ option: String) { add("set " + option) }

  /// A number as gnuplot reads it; NaN where it is undefined.
  package static func number(_ value: Double?) -> String { FileNumber.text(value) ?? "NaN" }
}

// MARK: - Data

extension FigureScript {
  /// Adds a block of numbers and returns the name by which `plot` takes it, such as `$data1`.
  ///
  /// An undefined number interrupts a line. A block that would be empty has one undefined row, since gnuplot refuses
  /// to plot nothing.
  package mutating func data(_ rows: [[Double?]], columns: Int = 2) -> String {
    blocks += 1
    let name = "$data\(blocks)"
    let width = rows.first?.count ?? columns
    let kept = rows.isEmpty ? [Array(repeating: nil, count: width)] : rows
    add("\(name) << EOD")
    for row in kept { add(row.map(Self.number).joined(separator: " ")) }
    add("EOD")
    return name
  }

  /// Adds the plot of several layers, the first one at the back.
  package mutating func plot(_ layers: [String]) {
    add("plot \\\n  " + layers.joined(separator: ", \\\n  "))
  }
}

// MARK: - Words

extension FigureScript {
  /// Where a text stands relative to its place.
  package enum Alignment: String, Sendable {
    /// To the right of it.
    case left
    /// Around it.
    case center
    /// To the left of it.
    case right
  }

  /// A place in pixels from the left and from below.
  private func place(_ x: Double, _ y: Double) -> String {
    "screen \(Self.number(x / Double(size.width))), screen \(Self.number(y / Double(size.height)))"
  }

  /// Adds a mark at a place.
  package mutating func mark(at place: String, _ points: String) {
    labels += 1
    set("label \(labels) '' at \(place) point \(points)")
  }

  /// Adds the names of filled areas in a row above the axes, where no data are, from the right to the left.
  package mutating func legend(_ entries: [(name: String, fill: String)]) {
    var right = Double(size.width - margins.right)
    for (name, fill) in entries.reversed() {
      let left = right - FigureStyle.width(of: name)
      let y = Double(size.height) - topPixels + 15
      label(name, at: place(left, y))
      set("object rect from \(place(left - 20, y - 6)) to \(place(left - 6, y + 6)) \(fill)")
      right = left - 40
    }
  }

  /// Adds a text on one line; `at` is a place as gnuplot writes it, such as `first 3, graph 0.9`.
  package mutating func label(
    _ text: String, at place: String, _ alignment: Alignment = .left,
    colour: FigureStyle.Colour = .text, size: Int = FigureStyle.fontSize, options: String = ""
  ) {
    labels += 1
    let font = size == FigureStyle.fontSize ? "" : " font ',\(size)'"
    set(
      "label \(labels) \(GnuplotText.quoted(text)) at \(place) \(alignment.rawValue) front noenhanced "
        + colour.ofText + font + (options.isEmpty ? "" : " " + options))
  }

  /// The option of a label that interrupts what is drawn behind it.
  static let boxed = "boxed"

  /// Lets labels with the option `boxed` stand on white.
  mutating func setBoxes() {
    set(
      "style textbox opaque noborder fillcolor rgb '\(FigureStyle.Colour.background.rawValue)' "
        + "margins 0.5,0.1")
  }

  /// Names the horizontal axis, at the foot of the figure or, in a panel, below it and `lift` characters higher.
  package mutating func xTitle(_ text: String, lift: Double = 0) {
    if panels == 0 {
      label(text, at: "graph 0.5, screen \(Self.number(16 / Double(size.height)))", .center)
      return
    }
    let offset = lift == 0 ? "" : " offset character 0, \(Self.number(lift))"
    set("xlabel \(GnuplotText.quoted(text))\(offset) noenhanced \(FigureStyle.Colour.text.ofText)")
  }

  /// Names the vertical axis, upright above its upper end, where it is read without turning the head.
  package mutating func yTitle(_ text: String) {
    label(
      text, at: "screen \(Self.number(16 / Double(size.width))), graph 1 offset character 0, 0.9",
      colour: .remark)
  }

  /// Puts words at places of an axis, `x` or `y`, in place of its numbers.
  ///
  /// They are labels of their own: gnuplot reads formats in those of tics, and cuts them within a character.
  package mutating func words(
    _ axis: String, _ words: [(text: String, place: Double)], size: Int = FigureStyle.fontSize
  ) {
    let marks = words.map { "'' \(Self.number($0.place))" }.joined(separator: ", ")
    add(axis == "y" ? "unset ytics" : "set xtics (\(marks))")
    for (text, place) in words {
      if axis == "y" {
        label(
          text, at: "graph 0, first \(Self.number(place)) offset character -1, 0", .right,
          size: size)
      } else {
        label(
          text, at: "first \(Self.number(place)), graph 0 offset character 0, -0.9", .center,
          size: size)
      }
    }
  }

  /// The height that title and remark take in a picture of a width, for one whose height depends on it.
  static func headHeight(_ title: String, _ remark: String?, width: Int) -> Int {
    let room = Double(width - 32)
    let titles = FigureStyle.lines(title, width: room, size: FigureStyle.titleSize)
    let remarks = FigureStyle.lines(remark ?? "", width: room, size: FigureStyle.smallSize)
    return 36 + 20 * titles.count + 17 * remarks.count
  }

  /// Writes the title and the remark and returns the height that they take.
  private mutating func write(_ title: String, _ remark: String?) -> Int {
    let room = Double(size.width - 32)
    var y = 10
    for line in FigureStyle.lines(title, width: room, size: FigureStyle.titleSize) {
      y += 20
      heading(line, y - 8, .text, FigureStyle.titleSize)
    }
    for line in FigureStyle.lines(remark ?? "", width: room, size: FigureStyle.smallSize) {
      y += 17
      heading(line, y - 7, .remark, FigureStyle.smallSize)
    }
    return y + 26
  }

  private mutating func heading(_ text: String, _ y: Int, _ colour: FigureStyle.Colour, _ size: Int)
  {
    let place = Self.number(1 - Double(y) / Double(self.size.height))
    label(
      text, at: "screen \(Self.number(16 / Double(self.size.width))), screen \(place)",
      colour: colour, size: size)
  }
}
