package import Washout

/// The integers of a tally, one a line, under the names that the C program gives them.
package struct Counts {
  private let model: Model
  private let tally: Tally

  /// The integers of a model's trials.
  package init(_ model: Model, _ tally: Tally) {
    self.model = model
    self.tally = tally
  }

  /// `name count` each: of candidates, then of people and of trials of the planned size on either drug.
  package var lines: [String] {
    let totals = model.layout.totals
    var lines = ["dosed \(total(totals.index(.dosed, arm: 0)))"] + funnel
    lines.append("above_ic50_at_end \(total(totals.index(.aboveIC50AtEnd, arm: 0)))")
    for (arm, name) in ["assumed", "no_effect"].prefix(model.arms).enumerated() {
      lines += (people(arm) + trials(arm)).map { "\(name) \($0)" }
    }
    return lines
  }

  private var funnel: [String] {
    let places = model.layout.funnel
    let criteria = model.scenario.eligibility.criteria.enumerated().flatMap { number, criterion in
      [
        "failed_first_\(criterion.id) \(tally.counts[places.failedFirst + number])",
        "failed_at_all_\(criterion.id) \(tally.counts[places.failedAtAll + number])",
      ]
    }
    return [
      "screened \(tally.counts[places.screened])", "pool_sledai \(tally.counts[places.scoreSum])",
    ] + criteria
  }

  /// A total over everyone: its product with the constant total 1.
  private func total(_ index: Int) -> Int64 { tally.counts[model.layout.totals.pair(0, index)] }

  private func cell(_ number: Int) -> Int64 { tally.counts[model.layout.denseCounts + number] }

  private func cells(_ first: Int, count: Int) -> ArraySlice<Int64> {
    tally.counts.dropFirst(model.layout.denseCounts + first).prefix(count)
  }

  private func people(_ arm: Int) -> [String] {
    let totals = model.layout.totals
    func line(_ name: String, _ indicator: Indicator) -> String {
      "\(name) \(total(totals.index(indicator, arm: arm)))"
    }
    var lines = [
      line("entered", .entered), "entered_observed \(total(totals.entered(arm: arm)))",
      line("lost", .lost), line("response", .response), line("flare", .flare),
    ]
    for (number, definition) in model.scenario.recurrence.definitions.enumerated() {
      for layer in Layer.allCases {
        lines.append(
          line(
            "\(definition.name) \(layer.rawValue)", .recurrence(definition: number, layer: layer)))
      }
      lines.append(line("\(definition.name) false", .falseRecurrence(definition: number)))
      lines.append(line("\(definition.name) missed_flare", .missedFlare(definition: number)))
    }
    for (number, estimand) in model.scenario.estimands.enumerated() {
      lines.append("\(estimand.name) people \(total(totals.population(number, arm: arm)))")
      for layer in Layer.allCases {
        let happened = total(totals.truth(number, layer, arm: arm))
        lines.append("\(estimand.name) \(layer.rawValue) \(happened)")
      }
    }
    return lines
  }

  private func trials(_ arm: Int) -> [String] {
    let size = model.plannedSize
    let places = model.layout.trial(size: size, arm: arm)
    var lines = ["decided \(tally.counts[places.decided])"]
    if let months = places.months {
      // 2,048 classes reach to four times the expected duration.
      let shorter = cells(months.classes, count: DurationClasses.count / 4)
      lines.append("shorter_than_expected \(shorter.reduce(0, +))")
    }
    for (number, analysis) in model.analyses.enumerated() {
      let places = model.layout.estimate(size: size, analysis: number, arm: arm)
      let analysisLines =
        places.table.map { counts(at: $0) } ?? places.survival.map { curves(at: $0) } ?? []
      lines += analysisLines.map { "\(analysis.name) \($0)" }
    }
    return lines
  }

  private func counts(at table: Int) -> [String] {
    var (events, people) = (Int64(0), Int64(0))
    for m in 0...model.sizes[model.plannedSize] {
      for x in 0...m {
        let trials = cell(table + CountTable.cell(x, of: m))
        events += Int64(x) * trials
        people += Int64(m) * trials
      }
    }
    let failed = cell(table + CountTable.cell(0, of: 0))
    return ["events \(events)", "denominator \(people)", "failed \(failed)"]
  }

  private func curves(at places: SurvivalPlaces) -> [String] {
    let bins = LimitHistogram.bins
    let upper = cells(places.upper, count: bins / 2).reduce(0, +)
    let lower = cells(places.lower, count: bins).dropFirst(bins / 16).reduce(0, +)
    return [
      "curves \(tally.counts[places.valid])", "no_events \(tally.counts[places.noEvents])",
      "upper_below_half \(upper)", "lower_above_sixteenth \(lower)",
    ]
  }
}
