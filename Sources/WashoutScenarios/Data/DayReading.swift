/// The days of one patient's rows since the first dose, from days, dates or weeks.
struct DayReading {
  /// Element `i` belongs to row `i`; nil after a fault.
  let days: [Double]?

  /// Reads a patient's rows; dates count from that of week 0, else of the first dose, else from the first.
  init(_ rows: [VisitRow], _ findings: Findings) {
    let baseline =
      rows.first { $0.week == 0 && $0.date != nil }
      ?? rows.first { ($0.dose ?? 0) > 0 && $0.date != nil }
      ?? rows.first { $0.date != nil }
    var days: [Double] = []
    var isFaulty = false
    for row in rows {
      let fromDate = row.date.flatMap { date in baseline?.date.map { Double(date - $0) } }
      if let day = row.day, let fromDate, abs(day - fromDate) > 1, baseline?.day == 0 {
        findings.fault(
          "day is \(PatientRows.text(day)), but the date lies \(PatientRows.text(fromDate)) days after "
            + "day 0; correct one of them", at: row.dateCell?.place ?? row.place)
        isFaulty = true
      }
      guard let day = row.day ?? fromDate ?? row.week.map({ Double(7 * $0) }) else {
        isFaulty = true
        continue
      }
      days.append(day)
    }
    self.days = isFaulty ? nil : days
  }
}
