internal import Washout

/// How many recurrences are not real, and how many flares stay unseen.
struct ErrorSentence {
  private let findings: Findings

  init(_ findings: Findings) {
    self.findings = findings
  }

  /// Nil where there are no flares to tell recurrences from, or nobody recurs.
  var sentence: Phrase? {
    guard !findings.isStatistical, let falseShare = findings.falseShare(),
      let share = falseShare.value
    else { return nil }
    let text = NumberText.inSentence(NumberText.percent(falseShare, limit: 0))
    let first: Phrase =
      if share >= 0.5 {
        "\(strong: "Error dominates: of recurrences recorded, \(text) follow no flare")"
      } else if share >= 0.1 {
        "\(strong: "Of recurrences recorded, \(text) follow no flare")"
      } else {
        "\(strong: "Nearly all recurrences recorded follow a flare"), \(text) do not"
      }
    return first + Phrase(missedFlares) + Phrase(confirmed.map { " " + $0 } ?? "")
  }

  private var missedFlares: String {
    let missed = findings.patient(
      .missedFlareShare, subject: findings.scenario.recurrence.primary)
    guard missed?.value != nil else { return "." }
    let text = NumberText.inSentence(NumberText.percent(missed, limit: 0))
    return "; of patients with a flare, \(text) have none recorded."
  }

  private var confirmed: String? {
    let recurrence = findings.scenario.recurrence
    guard
      let definition = recurrence.definitions.first(where: {
        $0.confirmation != .none && $0.name != recurrence.primary
      }),
      let rate = findings.patient(
        .recurrenceRate, subject: definition.name, layer: .assessed), rate.value != nil,
      let share = findings.patient(.falseRecurrenceShare, subject: definition.name),
      share.value != nil
    else { return nil }
    return "Confirmed at a second visit (\(Terms.readable(definition.name))): "
      + "\(NumberText.percent(rate)) recorded, \(NumberText.percent(share, limit: 0)) of them "
      + "without a flare."
  }
}
