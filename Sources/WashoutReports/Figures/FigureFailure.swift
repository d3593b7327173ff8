/// Why a figure was not drawn.
public enum FigureFailure: Error, Equatable, Sendable {
  /// There is no gnuplot on the search path.
  case noGnuplot
  /// The process may not open the files that a process of its own needs.
  case tooFewFiles(limit: Int)
  /// This gnuplot cannot write the format.
  case noTerminal(FigureFormat)
  /// It took longer than it may.
  case tooSlow(figure: String)
  /// gnuplot says what is wrong.
  case failed(figure: String, reason: String)

  /// Whether something is not installed.
  public var isMissing: Bool {
    switch self {
    case .noGnuplot, .noTerminal: true
    case .tooFewFiles, .tooSlow, .failed: false
    }
  }

  /// What to tell people, and what to do about it.
  public var message: String {
    switch self {
    case .noGnuplot: "figures need gnuplot, which is not there: apt-get install gnuplot-nox"
    case .tooFewFiles(let limit):
      "figures need 64 open files and only \(limit) are allowed; raise `ulimit -n`"
    case .noTerminal(let format):
      "this gnuplot cannot write \(format.rawValue) (it has no terminal \(format.terminal)): "
        + "apt-get install gnuplot-nox, or choose another --format"
    case .tooSlow(let figure): "gnuplot took too long for the figure \(figure); it was stopped"
    case .failed(let figure, let reason):
      "gnuplot could not draw the figure \(figure): \(reason)"
    }
  }
}
