/// The one visual language of all figures.
///
/// Colours are those of Okabe and Ito (2008), which people see apart with any kind of colour vision; what differs in
/// colour also differs in dash, point or fill, so that it is legible in grey.
package enum FigureStyle {
  /// Width of every figure in pixels of 1/96 inch; text is legible when it is shown 700 pixels wide.
  package static let width = 720
  /// Width of the figures of a report's first page, two of which stand side by side on paper.
  package static let halfWidth = 470
  /// The size of ordinary text.
  package static let fontSize = 13
  /// The size of a figure's title.
  package static let titleSize = 16
  /// The size of remarks.
  package static let smallSize = 12

  /// Colours by what they stand for.
  package enum Colour: String, Sendable {
    /// The drug as assumed: blue.
    case drug = "#0072B2"
    /// A band around it: light blue.
    case drugBand = "#BBDDEE"
    /// The same people on a drug that does nothing: vermilion.
    case noEffect = "#D55E00"
    /// A band around it: light orange.
    case noEffectBand = "#F6D3BC"
    /// The middle of the drug's band.
    case drugInnerBand = "#82BFE0"
    /// The middle of the other band.
    case noEffectInnerBand = "#EBA67F"
    /// A third line: bluish green.
    case third = "#009E73"
    /// A fourth line: reddish purple.
    case fourth = "#CC79A7"
    /// A fifth line: orange.
    case fifth = "#E69F00"
    /// Limits and thresholds: black.
    case limit = "#000000"
    /// Titles and labels.
    case text = "#222222"
    /// Remarks and axes.
    case remark = "#555555"
    /// The grid.
    case grid = "#DDDDDD"
    /// What is behind everything, and letters on dark cells.
    case background = "#FFFFFF"
    /// Single patients.
    case single = "#999999"

    /// As an option of a plot or label.
    package var option: String { "lc rgb '\(rawValue)'" }
    /// As the colour of a text.
    package var ofText: String { "tc rgb '\(rawValue)'" }
  }

  /// How a line is dashed.
  package enum Dash: Int, Sendable {
    /// Unbroken.
    case solid = 1
    /// Dashes.
    case dashed = 2
    /// Dots.
    case dotted = 3
    /// Dash and dot.
    case dashDotted = 4
  }

  /// A line's colour, dash and width, such as `lc rgb '#0072B2' dt 1 lw 2`.
  package static func line(_ colour: Colour, _ dash: Dash = .solid, width: Double = 2) -> String {
    let pattern =
      switch dash {
      case .solid: "solid"
      case .dashed: "(9,5)"
      case .dotted: "(2,4)"
      case .dashDotted: "(10,4,2,4)"
      }
    return "\(colour.option) dt \(pattern) lw \(width)"
  }

  /// Points: filled circles for the drug, open squares for none.
  package static func points(_ colour: Colour, size: Double = 0.7) -> String {
    let kind =
      switch colour {
      case .noEffect: 4
      case .third: 9
      case .fourth: 12
      default: 7
      }
    return "\(colour.option) pt \(kind) ps \(size)"
  }

  /// A layer of error bars: columns 1 and 2 are places, column 3 is how far a bar reaches to both sides.
  package static func errorBars(_ data: String, _ colour: Colour) -> String {
    "\(data) using 1:($2-$3):(0):(2*$3) with vectors nohead lw 1.5 \(colour.option)"
  }

  /// About how wide a text is in pixels; gnuplot's SVG terminal knows no better.
  package static func width(of text: String, size: Int = fontSize) -> Double {
    text.unicodeScalars.reduce(0) { $0 + ($1.value >= 0x2E80 ? 1 : 0.51) } * Double(size)
  }

  /// A text cut to a width in pixels, with an ellipsis where something is missing.
  package static func cut(_ text: String, to width: Double, size: Int = fontSize) -> String {
    if self.width(of: text, size: size) <= width { return text }
    var kept = ""
    for character in text {
      if self.width(of: kept + String(character) + "\u{2026}", size: size) > width { break }
      kept.append(character)
    }
    while kept.last == " " { kept.removeLast() }
    return kept + "\u{2026}"
  }

  /// A text in lines of at most a width in pixels, two of about the same length where two are needed; what does not
  /// fit on the last of `most` lines is cut.
  package static func lines(
    _ text: String, width: Double, size: Int = fontSize, most: Int = 2
  ) -> [String] {
    let full = filled(text, width: width, size: size, most: most)
    let half = 0.56 * self.width(of: text, size: size)
    guard full.count == 2, half < width else { return full }
    let even = filled(text, width: half, size: size, most: 3)
    return even.count == 2 ? even : full
  }

  private static func filled(_ text: String, width: Double, size: Int, most: Int) -> [String] {
    var lines: [String] = []
    var words = text.split(whereSeparator: \.isWhitespace).map(String.init)[...]
    while !words.isEmpty {
      if lines.count == most - 1 {
        lines.append(cut(words.joined(separator: " "), to: width, size: size))
        break
      }
      var line = cut(words.removeFirst(), to: width, size: size)
      while let word = words.first, self.width(of: line + " " + word, size: size) <= width {
        line += " " + word
        words.removeFirst()
      }
      lines.append(line)
    }
    return lines
  }
}
