internal import Washout

/// Whether the decision is helped by patients who are lost.
struct LossSentence {
  private let findings: Findings

  init(_ findings: Findings) {
    self.findings = findings
  }

  /// Nil without a decision or without loss to speak of.
  var sentence: Phrase? {
    guard let ends else {
      return countsLostAsFree
        ? "\(strong: Self.helps), since lost patients count without recurrence." : nil
    }
    let week = findings.scenario.leaving.lost.map { " by week \(Terms.number($0.byWeek))" } ?? ""
    let chances =
      "declared in \(ends.low.chance) of trials with \(ends.low.share) lost\(week), in "
      + "\(ends.high.chance) with \(ends.high.share)"
    return switch change {
    case ..<0: "\(strong: "Loss does not help the decision"): \(chances)."
    case 0: "\(strong: "Loss hardly moves the decision"): \(chances)."
    default: "\(strong: Self.helps): \(chances)."
    }
  }

  /// The same for a screen; nil where loss does not help.
  var warning: String? {
    guard let ends else { return countsLostAsFree ? Self.helps : nil }
    return change > 0 ? "\(Self.helps) (\(ends.low.chance) -> \(ends.high.chance))" : nil
  }

  private static let helps = "More loss makes the decision more likely"

  private var countsLostAsFree: Bool {
    guard findings.scenario.decision != nil, findings.decidesWithFew,
      (findings.scenario.leaving.lost?.share ?? 0) > 0,
      case .proportion(lost: .noRecurrence, _)? = findings.analysis?.method
    else { return false }
    return true
  }

  // MARK: What was varied

  private struct End {
    var share: String
    var chance: String
    var value: Double
    var mcse: Double
  }

  /// The chance of the decision at both ends of the range of loss, each beside the base case.
  private var ends: (low: End, high: End)? {
    guard let whatIf = findings.whatIf,
      let place = whatIf.outcomes.firstIndex(of: .probabilityOfDecision),
      let low = end(.low, place, whatIf), let high = end(.high, place, whatIf)
    else { return nil }
    return (low, high)
  }

  private func end(_ end: WhatIfCell.End, _ place: Int, _ whatIf: WhatIfResults) -> End? {
    guard
      let cell = whatIf.cells.first(where: {
        $0.kind == .range && $0.end == end && $0.paths == ["leaving.lost"]
      }),
      let share = Double(cell.settings[0].value), let number = cell.numbers[place],
      let value = number.other
    else { return nil }
    let chance = WhatIfOutcome.probabilityOfDecision.text(
      value, mcse: number.otherMCSE, trials: whatIf.trials, limit: 0)
    return End(
      share: NumberText.percent(exactly: share),
      chance: NumberText.inSentence("\(chance) %"), value: value, mcse: number.mcse ?? 0)
  }

  /// What more loss adds to the chance; 0 where that is within 2 errors, of which the sum of both ends'
  /// is the largest that they can have together.
  private var change: Double {
    guard let ends else { return 0 }
    let change = ends.high.value - ends.low.value
    return abs(change) > 2 * (ends.low.mcse + ends.high.mcse) ? change : 0
  }
}
