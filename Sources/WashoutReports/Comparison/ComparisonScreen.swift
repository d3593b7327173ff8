internal import Washout

extension Comparison {
  /// The comparison in a terminal of a width, ending in a newline.
  public func screen(width: Int) -> String {
    let blocks: [String?] =
      [heading, inputLines(width), table(width), people(width)]
      + [ruleChange, decisions, economy, looks, "In words: " + sentence]
      .map { $0.map { Paragraph.wrapped($0, width: width, indent: "  ") } }
    return blocks.compactMap { $0 }.joined(separator: "\n") + "\n"
  }

  private var heading: String { "Inputs that differ: \(inputs.count)" }

  private func inputLines(_ width: Int) -> String? {
    guard !inputs.isEmpty else { return nil }
    return inputs.map { input in
      let change = "\(input.path)   \(input.base ?? "none") -> \(input.other ?? "none")"
      let line = input.remark.isEmpty ? change : change + "  (\(input.remark))"
      let fits = line.count + 2 <= width
      return "  " + (fits ? line : Paragraph.wrapped(line, width: width - 2, indent: "    "))
    }.joined(separator: "\n")
  }

  private func table(_ width: Int) -> String {
    let trials = "Same \(NumberText.grouped(results.trials)) trials, same draws"
    let header = [trials, "base", "other", "difference", "MCSE"]
    return TextTable.text(header, rows.map { [$0.label] + $0.cells }, width: width)
  }

  private func people(_ width: Int) -> String? {
    guard let kept = results.keptShare, kept < 1 else { return nil }
    let share = NumberText.percent(
      Measure(.entered, value: kept, replicates: results.trials), limit: 1)
    return Paragraph.wrapped(
      "Same people in \(share) of places; screening seats others in the rest.", width: width,
      indent: "  ")
  }

  /// The count that decides where it is another.
  private var ruleChange: String? {
    decisionChange.flatMap { $0.contains(" -> ") ? $0 + "." : nil }
  }

  private var looks: String? {
    hasLooks ? "Looks are left out here, as if none stopped a trial; washout run has them." : nil
  }

  private var decisions: String? {
    let (no, yes) = (results.flippedToNo, results.flippedToYes)
    guard base.decision != nil, no.count + yes.count > 0 else { return nil }
    var text =
      "Decision flipped in \(Terms.count(no.count, "trial")) to no, \(NumberText.grouped(yes.count)) "
      + "to yes."
    if let trial = no.first.first ?? yes.first.first, case .mechanistic = other.course {
      text += " Look at one: \(replay.trace(trial: trial, patient: 1))"
    }
    return text
  }

  private var economy: String? {
    guard let times = results.difference(.recurrence)?.independentTrials, times >= 1.5 else {
      return nil
    }
    let number = NumberText.fixed(times, decimals: times < 10 ? 1 : 0)
    return "Independent runs would have needed \(number) times as many trials for the precision of "
      + "the recurrence."
  }

  /// What the change means for patients and for the trial.
  var sentence: String {
    guard let change = results.difference(.recurrence), let difference = change.difference,
      let mcse = change.mcse
    else { return "nobody is observed off drug, so there is nothing to compare." }
    if results.differences.allSatisfy({ ($0.difference ?? 0) == 0 && ($0.mcse ?? 0) == 0 }) {
      return "the two give the same results."
    }
    if abs(difference) <= 2 * mcse {
      return "no difference in recurrence beyond the Monte Carlo error" + decisionWords + "."
    }
    let count = NumberText.fixed(100 * abs(difference), decimals: abs(difference) < 0.095 ? 1 : 0)
    let verb = difference > 0 ? "adds" : "takes away"
    return "this \(verb) \(Terms.amount(count, "recurrence")) per 100 patients who enter"
      + decisionWords + noticing(change) + "."
  }

  private var decisionWords: String {
    guard let change = results.difference(.decision), let before = change.base,
      let after = change.other, let mcse = change.mcse, abs(after - before) > 2 * mcse
    else { return base.decision == nil ? "" : "; the decision is made as often" }
    func percent(_ share: Double) -> String { NumberText.fixed(100 * share, decimals: 0) + " %" }
    return "; the decision is made in \(percent(after)) of trials in place of \(percent(before))"
  }

  /// One trial notices a change of two of its own standard errors.
  private func noticing(_ change: PairedDifference) -> String {
    guard let p = change.base, let entered = results.difference(TrialOutcome(.entered))?.base,
      let difference = change.difference, entered > 0
    else { return "" }
    let error = (p * (1 - p) / entered).squareRoot()
    return abs(difference) < 2 * error
      ? "; one trial of \(base.trial.sampleSize) patients would not notice" : ""
  }
}
