internal import Foundation
internal import Glibc
internal import Washout

/// Data go to standard output, everything else to standard error.
///
/// Names and texts that came from outside are shown with signs in place of control characters.
package enum Console {
  /// Columns of output that no terminal shows: the same everywhere, so that it is the same bytes.
  private static let plainWidth = 100
  /// Columns of a terminal that does not say how many it has.
  private static let usualWidth = 80

  /// Writes data; a reader that went away ends the process as usual, a full disk is an error.
  package static func write(_ text: String) throws(OutputError) {
    try put(PrintableText.visible(text))
  }

  private static func put(_ text: String) throws(OutputError) {
    var bytes = Array(text.utf8)[...]
    while !bytes.isEmpty {
      let count = bytes.withUnsafeBytes { Glibc.write(STDOUT_FILENO, $0.baseAddress, $0.count) }
      if count < 0 {
        if errno == EINTR { continue }
        throw .cannotWrite(path: "standard output", reason: TextFile.reason)
      }
      bytes = bytes.dropFirst(count)
    }
  }

  /// Writes a screen, painted where people watch.
  package static func show(_ screen: String) throws(OutputError) {
    try put(paint(STDOUT_FILENO).screen(PrintableText.visible(screen)))
  }

  /// Writes a line for people; that it cannot be written is no reason to stop.
  package static func report(_ line: String) {
    let painted = paint(STDERR_FILENO).message(PrintableText.visible(line))
    try? FileHandle.standardError.write(contentsOf: Data((painted + "\n").utf8))
  }

  /// Writes without ending the line, for a line that moves; cut where the terminal would break it.
  package static func reportInPlace(_ text: String) {
    let cut = PrintableText.onOneLine(text).prefix(
      max(0, (columns(STDERR_FILENO) ?? plainWidth) - 1))
    try? FileHandle.standardError.write(contentsOf: Data(("\r" + cut + "\u{1B}[K").utf8))
  }

  /// Whether people watch standard error.
  package static var errorIsTerminal: Bool { isatty(STDERR_FILENO) == 1 }

  /// Columns of the terminal at standard output; 100 where there is none, whatever the environment says.
  package static var width: Int { columns(STDOUT_FILENO) ?? plainWidth }

  private static func paint(_ file: CInt) -> Paint {
    Paint(isTerminal: isatty(file) == 1, environment: ProcessInfo.processInfo.environment)
  }

  /// Columns of a terminal: what it says, else what `COLUMNS` says; nil where there is none.
  private static func columns(_ file: CInt) -> Int? {
    guard isatty(file) == 1 else { return nil }
    var size = winsize()
    if ioctl(file, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 { return Int(size.ws_col) }
    let named = ProcessInfo.processInfo.environment["COLUMNS"].flatMap(Int.init)
    return named.flatMap { $0 > 0 ? $0 : nil } ?? usualWidth
  }
}
