internal import Washout

/// One picture of a report, ready to be drawn by gnuplot.
///
/// A function of scenario and results alone; equal inputs give equal scripts.
public struct Figure: Sendable, Equatable {
  /// The stem of its file names, such as `hundred_trials`.
  public let name: String
  /// What the picture says, in one sentence; it stands above the picture.
  public let title: String
  /// What the picture shows, with its main numbers, for those who cannot see it.
  public let alternative: String
  /// Where a report shows it.
  public let section: Section
  /// Its width and height.
  public let size: Size
  /// The commands and data, without terminal and output; `gnuplot` draws it on any terminal.
  public let script: String

  /// The parts of a report that have figures, in the order of the report.
  public enum Section: String, Sendable, Equatable, CaseIterable {
    /// The first page.
    case firstPage = "first_page"
    /// Who is screened and who passes.
    case screening
    /// What is found: scores, markers, recurrences.
    case evidence
    /// What more or fewer patients would show.
    case sizes
    /// What moves the results.
    case whatIf = "what_if"
    /// What drawn values show.
    case assurance
    /// How well the numbers are known.
    case precision
  }

  /// Pixels of 1/96 inch.
  public struct Size: Sendable, Equatable {
    /// Width.
    public let width: Int
    /// Height.
    public let height: Int

    /// A width and a height.
    public init(width: Int, height: Int) {
      self.width = width
      self.height = height
    }
  }

  /// A picture; `script` is what `FigureScript` builds.
  package init(
    name: String, section: Section, alternative: String, _ script: FigureScript
  ) {
    self.name = name
    self.title = script.title
    self.alternative = alternative
    self.section = section
    size = script.size
    self.script = script.text
  }

  /// The script as a file that `gnuplot` turns into a picture beside it.
  public var source: String {
    FigureFormat.svg.choice(for: size, dotsPerInch: 96) + "\nset output '\(name).svg'\n" + script
  }

  /// Differs where the drawn picture, its title or its alternative text would.
  public var digest: String {
    var digest = Digest()
    let parts = [
      "svg \(FigureSVG.version)", name, title, alternative, "\(size.width) \(size.height)", script,
    ]
    for part in parts { digest.add(line: part) }
    return digest.text
  }
}

/// A figure and its picture.
public struct DrawnFigure: Sendable, Equatable {
  /// What was drawn.
  public let figure: Figure
  /// The picture: one `svg` element, which can stand in a page as it is.
  public let svg: String

  init(figure: Figure, svg: String) {
    self.figure = figure
    self.svg = svg
  }

  /// A picture that was kept; nil where it is not, whole and unchanged, that of the figure as it is now.
  public init?(_ figure: Figure, kept svg: String) {
    guard FigureSVG.isPicture(svg, of: figure) else { return nil }
    self.init(figure: figure, svg: svg)
  }

  /// Whether a text is the picture of some figure of this program.
  public static func isPicture(_ text: String) -> Bool { FigureSVG.isPicture(text) }

  /// The name of its file in `figures/`.
  public var fileName: String { figure.name + ".svg" }
}
