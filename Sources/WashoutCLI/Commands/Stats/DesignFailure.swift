internal import ArgumentParser
internal import WashoutReports
internal import WashoutStatistics

/// What to tell when a design cannot be had.
enum DesignFailure {
  /// The error that ends the command: with code 1 where no design exists within a limit, else 64.
  static func told(_ error: DesignError, limitOption: String) -> any Error {
    switch error {
    case .noDesign(let limit):
      Console.report(
        "washout: no design of up to \(NumberText.grouped(limit)) subjects has this level and power; "
          + "\(limitOption) looks further.")
      return ExitStatus.no
    case .notAProbability(let name, _):
      return ValidationError("--\(option(name)) takes a share between 0 and 1.")
    case .notIncreasing(let name):
      return ValidationError(
        "--\(option(name)) is out of order with the option it is compared with.")
    case .peopleOutOfRange(let people):
      return ValidationError("\(people) subjects cannot be looked at here.")
    case .boundaryOutOfRange(let people):
      return ValidationError("a count of events lies between 0 and the \(people) subjects.")
    case .overlappingBoundaries(let people):
      return ValidationError("at \(people) subjects a count would stop for both reasons.")
    case .impossibleResult: return ValidationError("no such trial has these counts.")
    case .notIntegrable: return ValidationError("the priors are too narrow to compare.")
    }
  }

  private static func option(_ parameter: String) -> String {
    parameter.replacing("_", with: "-")
  }
}
