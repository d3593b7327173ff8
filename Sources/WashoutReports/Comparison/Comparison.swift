public import Washout

/// One scenario beside another on the same draws: what differs in the inputs and in what comes out.
public struct Comparison: Sendable {
  /// The base.
  public let base: Scenario
  /// The other scenario.
  public let other: Scenario
  /// How the base is called: its name, or the commit that it is from.
  public let baseTitle: String
  /// How the other scenario is called, a name or its settings.
  public let title: String
  /// Values that differ.
  public let inputs: [InputChange]
  /// What came out.
  public let results: PairedResults
  /// How a person of the other scenario is shown again.
  public let replay: Replay
  /// The sizes that make the decision likely enough, before and now; nil where they were not looked for.
  public var sizes: (base: DecisionSizes, other: DecisionSizes)?

  /// A comparison.
  ///
  /// `baseTitle` is the base's name unless given.
  public init(
    base: Scenario, other: Scenario, baseTitle: String? = nil, title: String,
    inputs: [InputChange], results: PairedResults, replay: Replay
  ) {
    self.base = base
    self.other = other
    self.baseTitle = baseTitle ?? base.name
    self.title = title
    self.inputs = inputs
    self.results = results
    self.replay = replay
  }

  /// The outcomes that a screen shows: each with a label, and whether it is a share.
  var rows: [Row] {
    let deciding = base.decision?.analysis ?? base.analyses.first?.name
    let week = base.trial.endWeek
    let all: [(String, TrialOutcome, Bool)] = [
      ("Enter observation, of \(base.trial.sampleSize)", TrialOutcome(.entered), false),
      ("Recurrence recorded", .recurrence, true),
      (
        "  the same at visits, without error", TrialOutcome(.recurrenceRate, layer: .atVisits), true
      ),
      (
        "  recorded, if the drug does nothing",
        TrialOutcome(.recurrenceRate, drug: .noEffect, layer: .assessed), true
      ),
      (decisionLabel, .decision, true),
      (
        "  the same, if the drug does nothing",
        TrialOutcome(.probabilityOfDecision, drug: .noEffect), true
      ),
      ("Interval width", TrialOutcome(.intervalWidth, subject: deciding), false),
      ("Drug above IC50 at week \(week)", TrialOutcome(.aboveIC50Share), true),
      ("Screened", TrialOutcome(.screened), false),
      ("Months", TrialOutcome(.months), false),
    ]
    return all.compactMap { label, outcome, isShare in
      results.difference(outcome).flatMap { $0.base == nil && $0.other == nil ? nil : $0 }
        .map { Row(label: label, isShare: isShare, numbers: $0, trials: results.trials) }
    }
  }

  private var decisionLabel: String {
    let name = (base.decision ?? other.decision).map { " \"\($0.name)\"" } ?? ""
    return "Decision\(name)" + (hasLooks ? ", looks ignored" : "")
  }

  /// Whether a trial of either is looked at while it runs, which a comparison leaves out.
  var hasLooks: Bool { base.looks != nil || other.looks != nil }

  /// An outcome of both, ready to be written.
  struct Row {
    let label: String
    let isShare: Bool
    let numbers: PairedDifference
    let trials: Int

    /// Whether the difference is more than two of its errors.
    var isBeyondError: Bool {
      guard let difference = numbers.difference, let mcse = numbers.mcse else { return false }
      return abs(difference) > 2 * mcse
    }

    private func measure(_ value: Double?, _ mcse: Double?) -> Measure {
      Measure(numbers.outcome.name, value: value, mcse: mcse, replicates: trials)
    }

    /// Base, other, difference and error in the unit of the row.
    var cells: [String] {
      let both = [
        measure(numbers.base, numbers.baseMCSE), measure(numbers.other, numbers.otherMCSE),
      ]
      let change = measure(numbers.difference, numbers.mcse)
      guard isShare else {
        let decimals = numbers.outcome.name == .intervalWidth ? 3 : 1
        let error = numbers.mcse == 0 ? "0" : NumberText.error(numbers.mcse)
        let sign = (numbers.difference ?? 0) > 0 ? "+" : ""
        return both.map { NumberText.plain($0, limit: decimals) }
          + [sign + NumberText.plain(change, limit: decimals + 1), error]
      }
      let limit = NumberText.decimals(of: both)
      let error = numbers.mcse == 0 ? "0" : NumberText.error(numbers.mcse, scale: 100)
      return both.map { NumberText.percent($0, limit: limit) }
        + [NumberText.points(change, limit: 3, besideError: true), error]
    }
  }
}
