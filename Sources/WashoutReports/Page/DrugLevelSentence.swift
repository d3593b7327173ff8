internal import Washout

/// How much drug is left when observation ends.
struct DrugLevelSentence {
  private let findings: Findings

  init(_ findings: Findings) {
    self.findings = findings
  }

  /// Nil where the drug has no effect that a concentration could have.
  var sentence: Phrase? {
    guard let above = findings.aboveIC50, let share = above.value else { return nil }
    let week = findings.scenario.trial.endWeek
    let text = NumberText.inSentence(NumberText.percent(above, limit: 0))
    if share >= 0.25 {
      return
        "\(strong: "A quiet week \(week) is not remission.") At week \(week), \(text) of patients "
        + "still have drug above their IC50\(followedFor ?? "")."
    }
    if share > 0.05 {
      return
        "\(strong: "Most of the drug is gone by week \(week)"), but \(text) of patients still have a "
        + "concentration above their IC50."
    }
    return
      "\(strong: "The drug is gone by week \(week)"): \(text) of patients have a concentration above "
      + "their IC50."
  }

  /// What longer observation would see, where that was varied.
  private var followedFor: String? {
    guard let whatIf = findings.whatIf, let place = whatIf.outcomes.firstIndex(of: .recurrence)
    else { return nil }
    let longer = whatIf.cells.filter { cell in
      cell.paths == ["trial.observation_off_drug.to_week"]
        && (Int(cell.settings[0].value) ?? 0) > findings.scenario.trial.endWeek
    }
    guard !longer.isEmpty else { return nil }
    let weeks = Paragraph.list(longer.map(\.settings[0].value))
    let rates = longer.map { cell in
      let number = cell.numbers[place]
      return WhatIfOutcome.recurrence.text(
        number?.other, mcse: number?.otherMCSE, trials: whatIf.trials, limit: 0)
    }
    return "; followed to week \(weeks) recurrence is \(Paragraph.list(rates)) %"
  }
}
