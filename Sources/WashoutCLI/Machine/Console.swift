internal import Foundation

/// Data go to standard output, everything else to standard error.
package enum Console {
  /// Writes data; a reader that went away ends the process as usual, a full disk is an error.
  package static func write(_ text: String) throws(OutputError) {
    do {
      try FileHandle.standardOutput.write(contentsOf: Data(text.utf8))
    } catch {
      throw .cannotWrite(path: "standard output", reason: "\(error.localizedDescription)")
    }
  }

  /// Writes a line for people; that it cannot be written is no reason to stop.
  package static func report(_ line: String) {
    try? FileHandle.standardError.write(contentsOf: Data((line + "\n").utf8))
  }

  /// Writes without ending the line, for a line that moves.
  package static func reportInPlace(_ text: String) {
    try? FileHandle.standardError.write(contentsOf: Data(("\r" + text + "\u{1B}[K").utf8))
  }

  /// Whether people watch standard error.
  package static var errorIsTerminal: Bool { isatty(STDERR_FILENO) == 1 }

  /// Columns of the terminal at standard output; 100 where there is none.
  package static var width: Int {
    var size = winsize()
    guard isatty(STDOUT_FILENO) == 1, ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0,
      size.ws_col > 0
    else { return 100 }
    return Int(size.ws_col)
  }
}
