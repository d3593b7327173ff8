package import WashoutStatistics

/// The confidence interval of a proportion by every method.
package struct IntervalCalculation: Calculation {
  private let proportion: Proportion
  private let level: Double
  private let intervals: [(method: IntervalMethod, interval: Interval)]

  /// The intervals of a proportion, 0 < level < 1.
  package init(_ proportion: Proportion, level: Double) {
    self.proportion = proportion
    self.level = level
    intervals = IntervalMethod.allCases.map { ($0, proportion.interval($0, level: level)) }
  }

  package var json: JSONValue {
    .object(
      [
        .init("events", .integer(proportion.events)),
        .init("subjects", .integer(proportion.count)),
        .init("estimate", .number(proportion.estimate)),
        .init("level", .number(level)),
      ] + intervals.map { .init($0.method.key, .limits($0.interval)) })
  }

  package func screen(width: Int) -> String {
    let rows = intervals.map { method, interval in
      [
        method.name, ExactText.percent(interval.lower), ExactText.percent(interval.upper),
        ExactText.percent(interval.width),
      ]
    }
    let head =
      "\(proportion.events) of \(proportion.count): \(ExactText.percent(proportion.estimate))"
    let title = NumberText.percent(exactly: level) + " interval"
    return head + "\n" + TextTable.text([title, "lower", "upper", "width"], rows, width: width)
      + "\n"
  }
}
