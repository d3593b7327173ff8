/// A file format that a figure can have, for pages, slides and Word.
public enum FigureFormat: String, Sendable, Equatable, CaseIterable {
  /// Scales without loss, for pages; text stays text.
  case svg
  /// Dots, for slides.
  case png
  /// Windows metafile, which Word and PowerPoint can edit.
  case emf
  /// For print.
  case pdf

  /// What gnuplot calls it.
  package var terminal: String {
    switch self {
    case .svg: "svg"
    case .png: "pngcairo"
    case .emf: "emf"
    case .pdf: "pdfcairo"
    }
  }

  /// The line that chooses it for a figure; `dotsPerInch` matters for `png` alone.
  package func choice(for size: Figure.Size, dotsPerInch: Int) -> String {
    let font = "'sans-serif,\(FigureStyle.fontSize)'"
    let start = "set terminal \(terminal) noenhanced"
    switch self {
    case .svg:
      return "\(start) size \(size.width),\(size.height) font \(font) background '#ffffff'"
    case .png:
      let scale = Double(dotsPerInch) / Self.pixelsPerInch
      let (width, height) = (Double(size.width) * scale, Double(size.height) * scale)
      let number = FigureScript.number(scale)
      return "\(start) size \(Int(width.rounded())),\(Int(height.rounded())) font \(font) "
        + "fontscale \(FigureScript.number(scale * Self.pointsPerPixel)) linewidth \(number) "
        + "pointscale \(number) background '#ffffff'"
    case .emf:
      return "\(start) size \(size.width),\(size.height) font 'Arial,\(FigureStyle.fontSize)' "
        + "fontscale \(Self.pointsPerPixel)"
    case .pdf:
      let (width, height) = (Double(size.width), Double(size.height))
      return "\(start) size \(FigureScript.number(width / Self.pixelsPerInch))in,"
        + "\(FigureScript.number(height / Self.pixelsPerInch))in font \(font) "
        + "fontscale \(FigureScript.number(Self.pointsPerPixel * Self.pointsPerPixel)) "
        + "linewidth 1.5 background '#ffffff'"
    }
  }

  /// Whether a picture in this format has its end: gnuplot writes on and says nothing where a disk is full.
  package func isWhole(_ picture: some Collection<UInt8>) -> Bool {
    let bytes = Array(picture)
    switch self {
    case .svg: return String(decoding: bytes.suffix(16), as: UTF8.self).contains("</svg>")
    case .png:
      return bytes.suffix(8).elementsEqual([0x49, 0x45, 0x4E, 0x44, 0xAE, 0x42, 0x60, 0x82])
    case .pdf: return String(decoding: bytes.suffix(8), as: UTF8.self).contains("%%EOF")
    case .emf:
      // Bytes 48 to 51 of the header are the length of the file, the lowest first.
      guard bytes.count >= 52 else { return false }
      return bytes[48..<52].reversed().reduce(0) { $0 << 8 | Int($1) } == bytes.count
    }
  }

  private static let pixelsPerInch = 96.0

  /// A pixel of 1/96 inch in points of 1/72.
  ///
  /// A figure's sizes are pixels, also those of its text, and gnuplot's Cairo and metafile terminals take the size of
  /// a font for points. Pango lays points out at 96 an inch, on a page of `pdf` that has 72: there it counts twice.
  private static let pointsPerPixel = 0.75
}
