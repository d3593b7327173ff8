/// Weeks of a plan in words.
enum WeekWords {
  /// Weeks in order, three or more in a row folded: `week 4`, `weeks 0, 4 and 8`, `weeks 1 to 11`.
  static func text(_ weeks: [Int]) -> String {
    "\(weeks.count == 1 ? "week" : "weeks") " + Paragraph.list(runs(weeks).flatMap(words))
  }

  private static func words(_ run: ClosedRange<Int>) -> [String] {
    run.count > 2 ? ["\(run.lowerBound) to \(run.upperBound)"] : run.map(String.init)
  }

  private static func runs(_ weeks: [Int]) -> [ClosedRange<Int>] {
    weeks.reduce(into: []) { runs, week in
      if let last = runs.last, week == last.upperBound + 1 {
        runs[runs.count - 1] = last.lowerBound...week
      } else {
        runs.append(week...week)
      }
    }
  }
}
