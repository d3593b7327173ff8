internal import ArgumentParser
internal import Washout
internal import WashoutReports
internal import WashoutScenarios

/// What is to be said of one scenario file.
struct ValidationFinding {
  private let path: ScenarioPath
  private let parsed: ParsedScenario?
  private let failure: Failed?

  /// Why a file cannot be used.
  private enum Failed {
    /// Faults with a place in the file.
    case faults(ScenarioFaults)
    /// What the model cannot do.
    case model(SimulationError, Scenario)
  }

  /// Checks a file, its model and its what-if cells.
  init(of path: ScenarioPath, _ settings: [String]) {
    self.path = path
    do {
      let parsed = try ScenarioParser(overrides: settings).parse(fileAt: path.path)
      self.parsed = parsed
      failure = Self.failure(of: parsed)
    } catch {
      parsed = nil
      failure = .faults(error)
    }
  }

  private static func failure(of parsed: ParsedScenario) -> Failed? {
    do {
      _ = try Model(parsed.scenario)
    } catch .invalid(let path, let reason) {
      return .faults(parsed.fault(at: path, reason))
    } catch {
      return .model(error, parsed.scenario)
    }
    do {
      _ = try parsed.whatIfCells()
      return nil
    } catch {
      return .faults(error)
    }
  }

  /// The exit code; nil where all is well.
  var code: ExitCode? {
    switch failure {
    case nil: nil
    case .faults(let faults): Failure.code(of: faults)
    case .model(let error, _): Failure.code(of: error)
    }
  }

  /// Tells faults, and warnings unless it is quiet.
  func tell(isQuiet: Bool) {
    if !isQuiet { ScenarioReading.tell(parsed?.warnings ?? []) }
    switch failure {
    case nil: break
    case .faults(let faults): _ = Failure.tell(faults)
    case .model(let error, let scenario): _ = Failure.tell(error, scenario, file: path.path)
    }
  }

  /// What a good file means, in words; nothing of a bad one.
  func screen(width: Int) -> String {
    guard let parsed, failure == nil else { return "" }
    let lines = parsed.echo.map {
      "  " + Paragraph.wrapped($0, width: max(20, width - 2), indent: "    ")
    }
    return ([Self.head(path, parsed)] + lines).map { $0 + "\n" }.joined()
  }

  private static func head(_ path: ScenarioPath, _ parsed: ParsedScenario) -> String {
    "\(path.path): valid, digest \(parsed.digest.prefix(12))"
  }

  /// The same for programs.
  var json: JSONValue {
    .object([
      .init("file", .string(path.path)), .init("is_valid", .bool(failure == nil)),
      .init("digest", .text(failure == nil ? parsed?.digest : nil)),
      .init(
        "meaning",
        .array((failure == nil ? parsed?.echo ?? [] : []).map(JSONValue.string))),
      .init("warnings", .array((parsed?.warnings ?? []).map(\.json))),
      .init("faults", .array(faults)),
    ])
  }

  private var faults: [JSONValue] {
    switch failure {
    case nil: []
    case .faults(let faults): faults.diagnostics.map(\.json)
    case .model(let error, let scenario):
      [
        .object([
          .init("file", .string(path.path)), .init("line", .null), .init("column", .null),
          .init("message", .string(Failure.text(of: error, scenario))),
        ])
      ]
    }
  }
}

extension Diagnostic {
  fileprivate var json: JSONValue {
    .object([
      .init("file", .string(file)), .init("line", .integer(line > 0 ? line : nil)),
      .init("column", .integer(line > 0 ? column : nil)), .init("message", .string(message)),
    ])
  }
}
