internal import Glibc
internal import Subprocess
internal import SystemPackage

/// Draws figures with gnuplot, without a shell and without anybody's settings.
///
/// gnuplot gets the script on standard input and an environment of its own, so that no variable, startup file or
/// locale changes a picture.
public struct FigureDrawing: Sendable {
  private let environment: Environment
  private let patience: Duration

  /// gnuplot as a search path finds it.
  ///
  /// - Parameters:
  ///   - searchPath: The value of `PATH`.
  ///   - patience: How long one figure may take.
  public init(searchPath: String, patience: Duration = .seconds(60)) {
    environment = .custom(["PATH": searchPath, "LC_ALL": "C.UTF-8", "HOME": "/nonexistent"])
    self.patience = patience
  }

  /// How many gnuplots run at a time.
  static let atATime = 2
  /// Far more than a picture has, and reserved for each that is drawn.
  private static let largestPicture = 1 << 23
  private static let longestComplaint = 1 << 16

  /// The picture of a figure as SVG.
  public func svg(of figure: Figure) async throws(FigureFailure) -> DrawnFigure {
    let drawn = try await gnuplot(
      figure, as: .svg, dotsPerInch: 96, output: .bytes(limit: Self.largestPicture))
    guard let svg = FigureSVG.cleaned(String(decoding: drawn, as: UTF8.self), of: figure) else {
      throw .failed(figure: figure.name, reason: "gnuplot wrote no whole picture")
    }
    return DrawnFigure(figure: figure, svg: svg)
  }

  /// Writes the picture of a figure in a format to an open file, which must be one that can be rewound.
  ///
  /// SVG is written as `svg(of:)` gives it.
  public func write(
    _ figure: Figure, as format: FigureFormat, dotsPerInch: Int, to file: Int32
  ) async throws(FigureFailure) {
    try await gnuplot(
      figure, as: format, dotsPerInch: dotsPerInch,
      output: .fileDescriptor(FileDescriptor(rawValue: file), closeAfterSpawningProcess: false))
  }

  /// Refuses a format that this gnuplot cannot write.
  public func check(_ format: FigureFormat) async throws(FigureFailure) {
    let empty = FigureScript(title: "", height: 100)
    let figure = Figure(name: "check", section: .firstPage, alternative: "", empty)
    try await gnuplot(figure, as: format, dotsPerInch: 96, output: .discarded)
  }

  @discardableResult private func gnuplot<Output: OutputProtocol>(
    _ figure: Figure, as format: FigureFormat, dotsPerInch: Int, output: Output
  ) async throws(FigureFailure) -> Output.OutputType where Output.OutputType: Sendable {
    if let limit = Self.openFiles, limit < Self.fewestFiles { throw .tooFewFiles(limit: limit) }
    let choice = format.choice(for: figure.size, dotsPerInch: dotsPerInch)
    let script = choice + "\n" + figure.script
    let result: ExecutionResult<Void, Output, StringOutput<UTF8>>
    do {
      result = try await inTime {
        try await run(
          .name("gnuplot"), arguments: ["-d", "-"], environment: environment,
          input: .string(script), output: output, error: .string(limit: Self.longestComplaint))
      }
    } catch let error as SubprocessError where error.code == .executableNotFound {
      throw .noGnuplot
    } catch is TooSlow {
      throw .tooSlow(figure: figure.name)
    } catch {
      throw .failed(figure: figure.name, reason: "\(error)")
    }
    guard result.terminationStatus.isSuccess else {
      if result.standardError.contains("unknown or ambiguous terminal type") {
        throw .noTerminal(format)
      }
      throw .failed(figure: figure.name, reason: Self.reason(result.standardError))
    }
    return result.standardOutput
  }

  private struct TooSlow: Error {}

  /// Files that two processes with their pipes need beside those of the program, with room to spare; with fewer the
  /// library that starts them would trap.
  private static let fewestFiles = 64

  /// How many files this process may have open at a time.
  private static var openFiles: Int? {
    var limit = rlimit()
    guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else { return nil }
    return Int(clamping: limit.rlim_cur)
  }

  /// A piece of work that is cancelled, and its process ended, when time is up.
  private func inTime<Value: Sendable>(
    _ work: @escaping @Sendable () async throws -> Value
  ) async throws -> Value {
    try await withThrowingTaskGroup(of: Value.self) { group in
      group.addTask { try await work() }
      group.addTask {
        try await Task.sleep(for: patience)
        throw TooSlow()
      }
      defer { group.cancelAll() }
      guard let value = try await group.next() else { throw TooSlow() }
      return value
    }
  }

  /// The last line in which gnuplot says something.
  private static func reason(_ complaint: String) -> String {
    let lines = complaint.split(whereSeparator: \.isNewline).map(String.init)
    return lines.last { $0.contains { $0.isLetter } } ?? "it ended without a word"
  }
}
