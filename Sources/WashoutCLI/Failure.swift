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
    return faults.kind == .missingFile ? ExitStatus.missingFile : ExitStatus.badData
  }

  /// Tells why a scenario of a file cannot be simulated.
  static func tell(_ error: SimulationError, _ scenario: Scenario, file: String) -> ExitCode {
    switch error {
    case .invalid(let path, let reason):
      Console.report("\(file): \(path): \(reason)")
    case .nobodyEligible(let candidates, let criterion, let failedFirst):
      let failure = EligibilityFailure(
        candidates: candidates, criterion: criterion, failedFirst: failedFirst,
        criteria: scenario.eligibility.criteria)
      Console.report("\(file): " + failure.text)
    case .nobodyFound(let trials):
      Console.report("\(file): nobody of that kind in the first \(trials) trials.")
      return ExitStatus.no
    case .cancelled:
      Console.report("\(file): cancelled, nothing was written.")
    }
    return ExitStatus.badData
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
