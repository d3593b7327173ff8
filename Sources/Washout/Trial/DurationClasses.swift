/// Classes of trial duration, for quantiles of many trials in little memory.
///
/// 2,048 equal classes from 0 to four times the expected duration, the last one open.
package struct DurationClasses: Sendable, Equatable {
  /// Number of classes.
  package static let count = 2048
  /// Days in a month: a twelfth of 365.25.
  package static let daysPerMonth = 365.25 / 12

  /// Mean days from one enrolment to the next.
  package let meanGapDays: Double
  private let monthsPerClass: [Double]

  /// Classes for each size; nil where the scenario does not say how fast people are recruited.
  ///
  /// - Throws: `SimulationError.invalid` for a rate that is not above 0.
  init?(_ trial: TrialDesign, sizes: [Int]) throws(SimulationError) {
    guard let rate = trial.recruitedPerMonth else { return nil }
    if !(rate > 0 && rate.isFinite) {
      throw .invalid(path: "trial.recruited_per_month", reason: "is \(rate), must be above 0")
    }
    meanGapDays = Self.daysPerMonth / rate
    let follow = 7 * Double(trial.endWeek) / Self.daysPerMonth
    monthsPerClass = sizes.map { 4 * (Double($0) / rate + follow) / Double(Self.count) }
  }

  /// The class of a duration, for trials of size number `size`.
  func index(months: Double, size: Int) -> Int {
    Int(min(months / monthsPerClass[size], Double(Self.count - 1)))
  }

  /// The middle of a class in months.
  package func months(class index: Int, size: Int) -> Double {
    (Double(index) + 0.5) * monthsPerClass[size]
  }
}
