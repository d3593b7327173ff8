internal import ArgumentParser
internal import Washout
internal import WashoutScenarios
internal import WashoutStore

/// What went wrong, told on standard error, and the exit code that it gives.
enum Failure {
  /// Tells an error that has words of its own and gives its exit code; other errors pass.
  static func told(_ error: any Error) -> any Error {
    switch error {
    case let faults as ScenarioFaults:
      return tell(faults)
    case let error as GitError:
      Console.report("washout: " + error.message)
      return error.exitStatus
    case let error as OutputError:
      Console.report("washout: " + error.message)
      return error.exitStatus
    case let error as StoreError:
      Console.report("washout: " + error.message)
      return error.exitStatus
    default:
      return error
    }
  }

  /// Tells every fault of a scenario.
  static func tell(_ faults: ScenarioFaults) -> ExitCode {
    let count = faults.diagnostics.count
    Console.report(faults.diagnostics.map(\.rendered).joined(separator: "\n"))
    Console.report("\(count) fault\(count == 1 ? "" : "s"), nothing was run.")
    return code(of: faults)
  }

  /// The exit code that faults give.
  static func code(of faults: ScenarioFaults) -> ExitCode {
    faults.kind == .missingFile ? ExitStatus.missingFile : ExitStatus.badData
  }

  /// Tells why a scenario of a file cannot be simulated.
  ///
  /// What is wrong with a value is told with its line where `parsed` has been read from the file.
  static func tell(
    _ error: SimulationError, _ scenario: Scenario, file: String, parsed: ParsedScenario? = nil
  ) -> ExitCode {
    if case .invalid(let path, let reason) = error, let parsed {
      return tell(parsed.fault(at: path, reason))
    }
    Console.report("\(file): " + text(of: error, scenario))
    return code(of: error)
  }

  /// The exit code that it gives that a scenario cannot be simulated.
  static func code(of error: SimulationError) -> ExitCode {
    if case .nobodyFound = error { ExitStatus.no } else { ExitStatus.badData }
  }

  /// Why a scenario cannot be simulated, in words.
  static func text(of error: SimulationError, _ scenario: Scenario) -> String {
    switch error {
    case .invalid(let path, let reason): "\(path): \(reason)"
    case .nobodyEligible(let candidates, let criterion, let failedFirst):
      EligibilityFailure(
        candidates: candidates, criterion: criterion, failedFirst: failedFirst,
        criteria: scenario.eligibility.criteria
      ).text
    case .nobodyFound(let trials): "nobody of that kind in the first \(trials) trials."
    case .cancelled: "cancelled, nothing was written."
    }
  }
}

extension StoreError {
  /// The exit code.
  fileprivate var exitStatus: ExitCode {
    switch self {
    case .missing: ExitStatus.missingFile
    case .cannotOpen: ExitStatus.cannotCreate
    case .cannotWrite: ExitStatus.cannotWrite
    case .unreadable, .conflict: ExitStatus.badData
    }
  }
}
