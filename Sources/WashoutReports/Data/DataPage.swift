internal import Washout

extension DataFindings {
  /// The report.
  var page: Page {
    let looks = results.looks.map { Phrase($0.sentences.joined(separator: " ")) }
    return Page(
      title: "\(scenario.title): what the data show",
      opening: [
        .paragraph(
          "Data of a real trial: \(file). Keep this folder where patients' data belong."),
        .paragraph(Phrase(screenText)),
      ],
      sections: [
        PageSection("Looks", looks.map { [.paragraph($0)] } ?? []),
        PageSection("Analyses", analyses),
        PageSection("By definition, as this trial saw it", [.table(definitionTable)]),
        PageSection("Where the observed count lies", standingElements),
        PageSection("What it speaks for and against", likelihoodElements),
        PageSection("Patients", [.table(patientTable)]),
      ])
  }

  /// The sentences of the screen as one paragraph.
  private var screenText: String {
    screen(width: 100_000, isWritten: true).split(separator: "\n").dropFirst().first.map(
      String.init)
      ?? ""
  }

  private func percent(_ value: Double?) -> String {
    value.map { NumberText.fixed(100 * $0, decimals: 1) } ?? NumberText.undefined
  }

  private var analyses: [PageElement] {
    guard !results.analyses.isEmpty else { return [] }
    let extra = probabilityColumns
    let numbers = ["Events", "Of", "Estimate", "SE", "Lower", "Upper"] + extra.map(\.name)
    let rows = results.analyses.map { row in
      [row.name, row.estimand, String(row.events), String(row.denominator)]
        + DataEstimate(row).cells + extra.map { $0.cell(row) } + [row.reason ?? ""]
    }
    let table = PageTable(
      "Analyses",
      [.text("Analysis"), .text("Estimand")] + numbers.map(PageTable.Column.number) + [.text("")],
      rows.map(\.phrases))
    return [.table(table)]
  }

  private var definitionTable: PageTable {
    PageTable(
      "By definition, as this trial saw it",
      [.text("Definition"), .number("Recurrences"), .text("The data lack")],
      results.definitions.map { row in
        [
          Terms.readable(row.name), row.recurrences.map(String.init) ?? NumberText.undefined,
          row.missing.joined(separator: ", "),
        ].phrases
      })
  }

  private var standingElements: [PageElement] {
    guard !standing.isEmpty, let result = results.proportionOfInterest else { return [] }
    let numbers = ["Rate, %", "This many or more, %", "This many or fewer, %"]
    let table = PageTable(
      "Where the observed count lies",
      [.text("Assumption")] + numbers.map(PageTable.Column.number),
      standing.map { row in
        [
          DataScreen.words(row.assumption), percent(row.rate),
          DataScreen.chance(row.atLeast, row.atLeastMCSE),
          DataScreen.chance(row.atMost, row.atMostMCSE),
        ].phrases
      })
    let note: Phrase =
      "\(result.events) of \(result.denominator) (\(result.name)). "
      + "Given the \(result.denominator) in the denominator the count is binomial at the rate of each "
      + "assumption, since patients are independent; the rates of the drugs are those of "
      + "\(Terms.count(trials.standing, "simulated trial"))."
    return [.table(table), .note(note)]
  }

  private var likelihoodElements: [PageElement] {
    guard !likelihood.isEmpty else { return [] }
    let numbers = ["Rate, %", "Likelihood, times the base case", "MCSE"]
    let table = PageTable(
      "What it speaks for and against",
      [.text("What if")] + numbers.map(PageTable.Column.number),
      likelihood.map { row in
        [
          Self.name(row), percent(row.rate?.rate),
          row.ratio == nil ? NumberText.undefined : DataScreen.ratio(row),
          NumberText.error(row.mcse),
        ].phrases
      })
    let note: Phrase =
      "Each cell has \(Terms.count(trials.cell, "trial")) with the seed of the base "
      + "case; its MCSE is that of independent rates, an upper bound."
    return [.table(table), .note(note)]
  }

  private var patientTable: PageTable {
    let days = ["Lost on day"] + results.definitions.map { "\(Terms.readable($0.name)), day" }
    return PageTable(
      "Patients", [.text("Patient"), .text("Entered")] + days.map(PageTable.Column.number),
      results.patients.map { row in
        ([row.id, row.entered ? "yes" : "no", day(row.lostDay)] + row.recurrenceDays.map(day))
          .phrases
      })
  }

  private func day(_ day: Double?) -> String {
    day.map { NumberText.fixed($0, decimals: 0) } ?? NumberText.undefined
  }
}
