internal import Washout

/// What moves the first what-if outcome most, in half a line each.
struct MovesMost {
  private let results: WhatIfResults
  private let primary: String

  /// Nil without anything that was varied one at a time.
  init?(_ findings: Findings) {
    guard let results = findings.whatIf, !results.tornado(of: 0).isEmpty else { return nil }
    self.results = results
    primary = findings.scenario.recurrence.primary
  }

  var outcome: WhatIfOutcome { results.outcomes[0] }

  /// The base case in the same trials.
  var base: PairedDifference? { results.base[0] }

  /// The widest bars that are wider than their error, such as `definition 7-22`.
  ///
  /// The assessor's single errors are left out beside all of them together.
  func terms(_ count: Int) -> [String] {
    let bars = results.tornado(of: 0).filter { $0.swing > 2 * ($0.mcse ?? 0) }
    let hasAssessor = bars.contains { $0.kind == .assessor }
    let shown = bars.filter { bar in
      !(hasAssessor && bar.kind == .range && bar.paths[0].hasPrefix("activity.assessor."))
    }.prefix(count)
    return shown.map { bar in
      let isAmbiguous = shown.count { $0.label() == bar.label() } > 1
      return "\(bar.label(words: isAmbiguous ? 2 : 1)) \(range(bar))"
    }
  }

  /// Whole numbers unless the two ends would read alike.
  private func range(_ bar: TornadoBar) -> String {
    let limits = outcome.isShare ? [0, 1] : [1, 2, 3]
    let texts = limits.map { limit in
      [bar.lowest, bar.highest].map {
        outcome.text($0, mcse: bar.mcse, trials: results.trials, limit: limit)
      }
    }
    return (texts.first { $0[0] != $0[1] } ?? texts[texts.count - 1]).joined(separator: "-")
  }
}
