/// Times to an event or to the end of observation from a CSV file, a subject a line.
package struct SurvivalFile {
  /// Times from 0 on; element i stands on line i + 2.
  package let times: [Double]
  /// True for an event, false for a censoring, in the same order.
  package let isEvent: [Bool]

  private let file: DataFile
  private let timeColumn: Int

  /// Reads the columns with these names; other columns are left alone.
  ///
  /// A time is a number from 0 on, an event 0 or 1, false or true.
  /// - Throws: `ScenarioFaults`, every fault at once, each with line, column and what to write instead.
  package init(at path: String, time: String, event: String) throws(ScenarioFaults) {
    let file = try DataFile(at: path)
    let (timeColumn, eventColumn) = (file.column(time) ?? 0, file.column(event) ?? 0)
    let rows = try file.rows { cells, line -> (Double, Bool)? in
      let number = file.number(cells[timeColumn], line, time, .notNegative)
      let flag = file.flag(
        cells[eventColumn], line, event, words: "write 1 for an event, 0 for none by that time")
      guard let number, let flag else { return nil }
      return (number, flag)
    }
    times = rows.map(\.0)
    isEvent = rows.map(\.1)
    self.file = file
    self.timeColumn = timeColumn
  }

  /// A fault with the time of a subject, counted from 0.
  package func fault(_ message: String, subject: Int) -> ScenarioFaults {
    let line = subject + 2
    let cell = (try? file.table.cells(of: line))?[timeColumn]
    let place = cell.map { file.table.place(of: $0, line: line) }
    return Frame.fault(
      message, at: place ?? Place(source: file.table.source, line: line, column: 1, length: 1))
  }
}

/// A survival curve from a CSV file with the columns `time` and `survival`, a step a line.
package struct CurveFile {
  /// Times from 0 on, increasing.
  package let times: [Double]
  /// The share without the event from each time on, between 0 and 1, not rising.
  package let survival: [Double]

  /// Reads the file.
  ///
  /// - Throws: `ScenarioFaults`, every fault at once, each with line, column and what to write instead.
  package init(at path: String) throws(ScenarioFaults) {
    let file = try DataFile(at: path)
    let (timeColumn, shareColumn) = (file.column("time") ?? 0, file.column("survival") ?? 0)
    var (lastTime, lastShare) = (-1.0, 1.0)
    let rows = try file.rows { cells, line -> (Double, Double)? in
      let later = NumberRule(lower: lastTime, lowerIsExcluded: true)
      let time = file.number(
        cells[timeColumn], line, "time", lastTime < 0 ? .notNegative : later)
      let lower = NumberRule(lower: 0, upper: lastShare, isShare: lastShare == 1)
      let share = file.number(cells[shareColumn], line, "survival", lower)
      guard let time, let share else { return nil }
      (lastTime, lastShare) = (time, share)
      return (time, share)
    }
    times = rows.map(\.0)
    survival = rows.map(\.1)
  }
}
