internal import WashoutStatistics

/// How often the intervals of a proportion contain the rate, and how wide they are, by method.
package struct CoverageCalculation: Calculation {
  private let subjects: Int
  private let rate: Double
  private let level: Double
  private let rows: [(method: IntervalMethod, row: Row)]

  private struct Row {
    var coverage: Double
    var expectedWidth: Double
    var mean: Double
    var least: Double
  }

  /// Nil where a number is out of range.
  ///
  /// The rate lies in 0...1, the subjects are at least 1, 0 < level < 1.
  package init?(subjects: Int, rate: Double, level: Double) {
    guard rate >= 0, rate <= 1 else { return nil }
    self.subjects = subjects
    self.rate = rate
    self.level = level
    rows = IntervalMethod.allCases.compactMap { method in
      guard let row = IntervalRow(of: subjects, method, level: level) else { return nil }
      let found = Row(
        coverage: row.coverage(at: rate), expectedWidth: row.expectedWidth(at: rate),
        mean: row.meanCoverage, least: row.leastCoverage)
      return (method, found)
    }
    if rows.isEmpty { return nil }
  }

  package var json: JSONValue {
    .object(
      [
        .init("subjects", .integer(subjects)), .init("rate", .number(rate)),
        .init("level", .number(level)),
      ]
        + rows.map { method, row in
          .init(
            method.key,
            .object([
              .init("coverage", .number(row.coverage)),
              .init("expected_width", .number(row.expectedWidth)),
              .init("mean_coverage", .number(row.mean)),
              .init("least_coverage", .number(row.least)),
            ]))
        })
  }

  package func screen(width: Int) -> String {
    let lines = rows.map { method, row in
      [
        method.name, ExactText.percent(row.coverage),
        NumberText.fixed(row.expectedWidth, decimals: 3),
        ExactText.percent(row.mean), ExactText.percent(row.least),
      ]
    }
    let header = [
      "\(NumberText.percent(exactly: level)) interval", "coverage", "mean width", "mean coverage",
      "least coverage",
    ]
    return "\(NumberText.grouped(subjects)) subjects, rate \(NumberText.percent(exactly: rate))\n"
      + TextTable.text(header, lines, width: width) + "\n"
  }
}
