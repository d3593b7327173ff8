internal import ArgumentParser
internal import WashoutReports

/// Checks of numbers that options take; a fault says what to write instead and ends with code 64.
enum OptionCheck {
  /// Largest number of subjects that a calculator takes.
  static let mostSubjects = 10_000_000

  /// A share strictly between 0 and 1.
  static func insideShare(_ value: Double, _ option: String, example: Double) throws {
    guard value > 0 && value < 1 else {
      throw ValidationError(
        "\(option) takes a share between 0 and 1; for \(NumberText.percent(exactly: example)) write "
          + "\(Terms.number(example)).")
    }
  }

  /// A share from 0 to 1.
  static func share(_ value: Double, _ option: String, example: Double) throws {
    guard value >= 0 && value <= 1 else {
      throw ValidationError(
        "\(option) takes a share from 0 to 1; for \(NumberText.percent(exactly: example)) write "
          + "\(Terms.number(example)).")
    }
  }

  /// A whole number in a range.
  static func count(_ value: Int, _ option: String, in range: ClosedRange<Int>) throws {
    guard range.contains(value) else {
      throw ValidationError(
        "\(option) takes a whole number from \(NumberText.grouped(range.lowerBound)) to "
          + "\(NumberText.grouped(range.upperBound)).")
    }
  }
}
