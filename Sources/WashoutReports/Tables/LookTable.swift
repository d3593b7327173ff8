internal import Washout

/// What looks do: look by look, then trials with looks as a whole.
struct LookTable {
  private let findings: Findings

  init(_ findings: Findings) {
    self.findings = findings
  }

  var elements: [PageElement] {
    guard let looks = findings.scenario.looks else { return [] }
    let rows = findings.results.looks.enumerated().map { row($0 + 1, $1) }
    guard !rows.isEmpty else { return [] }
    let titles =
      ["P(stop)", "MCSE", "exact"]
      + (findings.hasNoEffect ? ["no effect"] : [])
      + ["Mean estimate, if reached", "Overrun"]
    let table = PageTable(
      "Look by look", [.text("Look"), .text("Stops with")] + titles.map(PageTable.Column.number),
      rows.map(\.phrases))
    return [.table(table), .note(Phrase(explanation(looks))), .table(whole(looks))]
  }

  private func row(_ number: Int, _ look: Looks.Look) -> [String] {
    let name = "look \(number)"
    func measure(_ measure: MeasureName, _ drug: DrugAssumption = .assumed) -> Measure? {
      findings.trial(measure, drug, subject: name)
    }
    let stopping = measure(.lookStopping)
    let exact = measure(.exactLookStopping)
    let limit = NumberText.decimals(of: [stopping, exact])
    return [
      "first \(look.patients)", look.inWords, NumberText.percent(stopping, limit: limit),
      NumberText.error(of: stopping), NumberText.percent(exact, limit: limit),
    ]
      + (findings.hasNoEffect ? [NumberText.percent(measure(.lookStopping, .noEffect))] : [])
      + [
        NumberText.percent(measure(.lookEstimate)),
        NumberText.plain(measure(.lookOverrun), limit: 1),
      ]
  }

  private func explanation(_ looks: Looks) -> String {
    let end = findings.results.declareIfAtMost.map {
      "A trial that goes on to its end declares with at most \(Terms.count($0, "recurrence")). "
    }
    return (end ?? "")
      + "Each look takes the first patients in enrolment order, when all of them have recurred, been lost or "
      + "finished; \(looks.accrual.inWords). Exact: at the simulated share of patients counted as "
      + "recurrences. Mean estimate: of the trials that reach the look. Overrun: patients enrolled beyond the look by trials that stop at it."
  }

  private func whole(_ looks: Looks) -> PageTable {
    let columns: [DrugAssumption] = findings.hasNoEffect ? [.assumed, .noEffect] : [.assumed]
    func line(_ title: String, _ name: MeasureName, _ text: (Measure?) -> String) -> [String]? {
      let measures = columns.map { findings.trial(name, $0, subject: looks.analysis) }
      guard measures.contains(where: { $0?.value != nil }) else { return nil }
      return [title] + measures.map(text)
    }
    func plain(_ measure: Measure?) -> String {
      let (text, error) = (NumberText.plain(measure, limit: 1), NumberText.error(measure?.mcse))
      return error == NumberText.undefined ? text : "\(text) (\(error))"
    }
    func percent(_ measure: Measure?) -> String {
      let (text, error) = (NumberText.percent(measure), NumberText.error(of: measure))
      return error == NumberText.undefined ? text : "\(text) (\(error))"
    }
    func points(_ measure: Measure?) -> String {
      let error = NumberText.error(of: measure)
      let text = NumberText.points(measure, limit: 3, besideError: true)
      return error == NumberText.undefined ? text : "\(text) (\(error))"
    }
    func width(_ measure: Measure?) -> String {
      let (text, error) = (NumberText.barePercent(measure), NumberText.error(of: measure))
      return error == NumberText.undefined ? text : "\(text) (\(error))"
    }
    let rows = [
      line("Stopped by a look", .stoppingWithLooks, percent),
      line("Patients of the last look, or all", .evaluatedWithLooks, plain),
      line("Patients enrolled, overrun included", .enrolledWithLooks, plain),
      line("Months to the last look or the end", .monthsWithLooks, plain),
      line("Declares", .decisionWithLooks, percent),
      line("Estimate when the trial ends", .estimateWithLooks, percent),
      line("Bias that stopping brings, points", .estimateBiasOfLooks, points),
      line("Unbiased estimate after two stages", .unbiasedEstimateWithLooks, percent),
      line("Its bias, points", .unbiasedEstimateBiasOfLooks, points),
      line("Interval after two stages covers", .intervalCoverageWithLooks, percent),
      line("Its width, points", .intervalWidthWithLooks, width),
    ].compactMap { $0 }
    let titles = findings.hasNoEffect ? ["assumed drug", "no effect"] : [""]
    return PageTable(
      "Trials with looks as a whole",
      [.text("With looks, mean (MCSE)")] + titles.map(PageTable.Column.number),
      rows.map(\.phrases), isSortable: false)
  }
}
