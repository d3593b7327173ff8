internal import Washout

extension DataFindings {
  /// The report in Markdown.
  var markdown: String {
    let sections: [String?] = [
      "# \(Markdown.escaped(scenario.title)): what the data show",
      "Data of a real trial: \(Markdown.escaped(file)). Keep this folder where patients' data belong.",
      Markdown.escaped(screenText),
      section("Looks", results.looks.map { Markdown.escaped($0.sentences.joined(separator: " ")) }),
      section("Analyses", analysisTable),
      section("By definition, as this trial saw it", definitionTable),
      section("Where the observed count lies", standingTable),
      section("What it speaks for and against", likelihoodTable),
      section("Patients", patientTable),
    ]
    return sections.compactMap { $0 }.joined(separator: "\n\n") + "\n"
  }

  /// The sentences of the screen as one paragraph.
  private var screenText: String {
    screen(width: 100_000, isWritten: true).split(separator: "\n").dropFirst().first.map(
      String.init)
      ?? ""
  }

  private func section(_ title: String, _ table: String?) -> String? {
    table.map { "## \(title)\n\n\($0)" }
  }

  private func percent(_ value: Double?) -> String {
    value.map { NumberText.fixed(100 * $0, decimals: 1) } ?? NumberText.undefined
  }

  private var analysisTable: String? {
    guard !results.analyses.isEmpty else { return nil }
    let extra = probabilityColumns
    return Markdown.table(
      ["Analysis", "Estimand", "Events", "Of", "Estimate", "SE", "Lower", "Upper"]
        + extra.map(\.name) + [""],
      "llrrrrrr" + String(repeating: "r", count: extra.count) + "l",
      results.analyses.map { row in
        [
          Markdown.escaped(row.name), Markdown.escaped(row.estimand), String(row.events),
          String(row.denominator),
        ] + DataEstimate(row).cells + extra.map { $0.cell(row) }
          + [Markdown.escaped(row.reason ?? "")]
      })
  }

  private var definitionTable: String? {
    Markdown.table(
      ["Definition", "Recurrences", "The data lack"], "lrl",
      results.definitions.map { row in
        [
          Markdown.escaped(Terms.readable(row.name)),
          row.recurrences.map(String.init) ?? NumberText.undefined,
          Markdown.escaped(row.missing.joined(separator: ", ")),
        ]
      })
  }

  private var standingTable: String? {
    guard !standing.isEmpty, let result = results.proportionOfInterest else { return nil }
    let table = Markdown.table(
      ["Assumption", "Rate, %", "This many or more, %", "This many or fewer, %"], "lrrr",
      standing.map { row in
        [
          DataScreen.words(row.assumption), percent(row.rate),
          DataScreen.chance(row.atLeast, row.atLeastMCSE),
          DataScreen.chance(row.atMost, row.atMostMCSE),
        ]
      })
    return table
      + "\n\n\(result.events) of \(result.denominator) (\(Markdown.escaped(result.name))). "
      + "Given the \(result.denominator) in the denominator the count is binomial at the rate of each "
      + "assumption, since patients are independent; the rates of the drugs are those of "
      + "\(Terms.count(trials.standing, "simulated trial"))."
  }

  private var likelihoodTable: String? {
    guard !likelihood.isEmpty else { return nil }
    let table = Markdown.table(
      ["What if", "Rate, %", "Likelihood, times the base case", "MCSE"], "lrrr",
      likelihood.map { row in
        [
          Markdown.escaped(Self.name(row)), percent(row.rate?.rate),
          row.ratio == nil ? NumberText.undefined : DataScreen.ratio(row),
          NumberText.error(row.mcse),
        ]
      })
    return table
      + "\n\nEach cell has \(Terms.count(trials.cell, "trial")) with the seed of the base "
      + "case; its MCSE is that of independent rates, an upper bound."
  }

  private var patientTable: String? {
    let definitions = results.definitions.map {
      Markdown.escaped(Terms.readable($0.name)) + ", day"
    }
    return Markdown.table(
      ["Patient", "Entered", "Lost on day"] + definitions,
      "llr" + String(repeating: "r", count: definitions.count),
      results.patients.map { row in
        [Markdown.escaped(row.id), row.entered ? "yes" : "no", day(row.lostDay)]
          + row.recurrenceDays.map(day)
      })
  }

  private func day(_ day: Double?) -> String {
    day.map { NumberText.fixed($0, decimals: 0) } ?? NumberText.undefined
  }
}
