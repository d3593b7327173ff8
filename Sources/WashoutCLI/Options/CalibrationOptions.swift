internal import ArgumentParser

/// A rate as an option names it: of which estimand, and how large.
struct TargetRate {
  let estimand: String
  let rate: Double

  /// The target of an argument such as `recurrence=0.30`.
  init(_ text: String) throws {
    let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2, !parts[0].isEmpty, let rate = Double(parts[1]), rate > 0, rate < 1
    else {
      throw ValidationError(
        "write an estimand and a rate between 0 and 1, such as recurrence=0.30.")
    }
    estimand = String(parts[0])
    self.rate = rate
  }
}

/// Two numbers as an option names them.
struct NumberInterval {
  let range: ClosedRange<Double>

  /// The interval of an argument such as `0.5,3`.
  init(_ text: String) throws {
    let ends = text.split(separator: ",", omittingEmptySubsequences: false).map { Double($0) }
    guard ends.count == 2, let low = ends[0], let high = ends[1], low < high, low.isFinite,
      high.isFinite
    else { throw ValidationError("write two numbers, the smaller one first, such as 0.5,3.") }
    range = low...high
  }
}
