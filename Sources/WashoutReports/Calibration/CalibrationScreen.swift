internal import Washout

extension CalibrationFindings {
  /// The answer in a terminal of a width, ending in a newline.
  public func screen(width: Int) -> String {
    let screen = CalibrationScreen(self, width: max(20, width))
    return screen.blocks.compactMap { $0 }.joined(separator: "\n") + "\n"
  }
}

/// The scan, then the roots or why there is none.
struct CalibrationScreen {
  private let findings: CalibrationFindings
  private let width: Int
  private var calibration: Calibration { findings.calibration }

  init(_ findings: CalibrationFindings, width: Int) {
    self.findings = findings
    self.width = width
  }

  var blocks: [String?] {
    if findings.isFound { return [heading, target, scan] + roots + [choice] }
    return calibration.roots.isEmpty
      ? [heading, target, scan, nothing, alternatives, hint] : [heading, target, scan, elsewhere]
  }

  private func wrapped(_ text: String) -> String {
    Paragraph.wrapped(text, width: width, indent: "  ")
  }

  private func percent(_ rate: Double, _ mcse: Double) -> String {
    let measure = Measure(.trueValue, value: rate, mcse: mcse, replicates: findings.trials)
    return NumberText.barePercent(measure)
  }

  private var wanted: String { NumberText.percent(exactly: calibration.target.rate) }

  private var heading: String {
    let scanned = findings.varied.scanned
    let run =
      "same \(Terms.count(findings.trials, "trial")) of \(findings.scenario.trial.sampleSize)"
    return wrapped(
      "Scanned \(findings.varied.path) from \(Terms.number(scanned.lowerBound)) to "
        + "\(Terms.number(scanned.upperBound)), \(run) at each value, "
        + "seed \(findings.scenario.simulation.seed).")
  }

  private var target: String {
    guard let estimand = findings.estimand else { return "" }
    return wrapped(
      "Target: the true value of \"\(estimand.name)\", \(estimand.truth.inWords), of "
        + "\(estimand.population.inWords), by week \(estimand.byWeek).")
  }

  /// Values above rates, in as many columns as fit.
  private var scan: String {
    let points = calibration.points
    let cells = points.map { (Self.short($0.value), percent($0.rate, $0.mcse)) }
    let column = 2 + (cells.map { max($0.0.count, $0.1.count) }.max() ?? 0)
    let unit = findings.varied.unit
    let fit = max(1, (width - unit.count - 4) / max(1, column))
    return stride(from: 0, to: cells.count, by: fit).map { first in
      let row = cells[first..<min(cells.count, first + fit)]
      let values = row.map { Paragraph.right($0.0, column) }.joined()
      let rates = row.map { Paragraph.right($0.1, column) }.joined()
      return "\(values)\(unit.isEmpty ? "" : "  (\(unit))")\n\(rates)  %"
    }.joined(separator: "\n")
  }

  /// Three significant digits.
  private static func short(_ value: Double) -> String {
    let digits = value == 0 ? 0 : NumberText.magnitude(value)
    let text = NumberText.fixed(value, decimals: max(0, min(9, 2 - digits)))
    guard text.contains(".") else { return text }
    return String(text.reversed().drop { $0 == "0" }.drop { $0 == "." }.reversed())
  }

  // MARK: Where there are roots

  private var roots: [String] {
    findings.chosen.indices.map { place in
      let root = findings.chosen[place]
      let value = Terms.number(root.written)
      let error = root.error.map { " +- " + NumberText.error($0) } ?? ""
      let rate =
        "\(percent(root.rate, root.mcse)) +- \(NumberText.error(root.mcse, scale: 100)) %"
      return wrapped(
        "\(findings.varied.path) = \(value)\(error) gives \(rate)\(range(root)).\(check(place))")
    }
  }

  private func range(_ root: Calibration.Root) -> String {
    guard let range = findings.varied.range else { return "" }
    let ends = "\(Terms.number(range.lowerBound)) to \(Terms.number(range.upperBound))"
    return range.contains(root.value)
      ? ", within its range \(ends)" : ", OUTSIDE its range \(ends)"
  }

  private func check(_ place: Int) -> String {
    guard let distance = findings.distance(place), let check = findings.checks[place] else {
      return ""
    }
    let rate = "\(percent(check.rate, check.mcse)) +- \(NumberText.error(check.mcse, scale: 100)) %"
    return abs(distance) <= CalibrationFindings.mostDistance
      ? " Other draws give \(rate)."
      : " OTHER DRAWS GIVE \(rate), \(NumberText.fixed(abs(distance), decimals: 1)) errors away: do "
        + "not use it."
  }

  private var choice: String? {
    findings.chosen.count < 2
      ? nil : wrapped("\(findings.chosen.count) values give it; --between low,high picks one.")
  }

  // MARK: Where there is none

  /// The roots that were not asked for.
  private var elsewhere: String {
    let values = calibration.roots.map { Terms.number($0.written) }
    return wrapped(
      "No value of those asked for gives \(wanted); outside of them \(Paragraph.list(values)) "
        + "\(values.count == 1 ? "does" : "do").")
  }

  private var nothing: String? {
    guard let reachable = calibration.reachable else {
      return wrapped("NO VALUE GIVES \(wanted): nobody is in the population of the estimand.")
    }
    let (low, high) = (reachable.low, reachable.high)
    return wrapped(
      "NO VALUE GIVES \(wanted). Reachable: \(percent(low.rate, low.mcse)) to "
        + "\(percent(high.rate, high.mcse)) %. \(reason)")
  }

  /// Why the curve does not get there.
  private var reason: String {
    guard let reachable = calibration.reachable, let first = calibration.points.first,
      let last = calibration.points.last
    else { return "" }
    let spread = reachable.high.rate - reachable.low.rate
    if spread <= 4 * max(reachable.high.mcse, reachable.low.mcse) {
      return "The value moves the rate by no more than its Monte Carlo error."
    }
    guard let turn = calibration.turn else {
      let verb = first.rate < last.rate ? "rises" : "falls"
      return "The rate \(verb) over the whole range."
    }
    let value = Self.short(turn.value)
    guard turn.entering > last.entering + 0.01 else { return "The curve turns at about \(value)." }
    let week = findings.scenario.trial.withdrawalWeek
    return "Above \(value) more patients leave before week \(week) than recur after: "
      + "\(percent(turn.entering, 0)) % of those dosed enter at \(value), "
      + "\(percent(last.entering, 0)) % at \(Self.short(last.value))."
  }

  private var alternatives: String? {
    if findings.alternatives.isEmpty {
      return "No other number with a range could give it alone."
    }
    let lines = findings.alternatives.map { other in
      let ends =
        "\(Terms.number(other.range.lowerBound)) to \(Terms.number(other.range.upperBound))"
      let place = other.isInRange ? "within its range" : "OUTSIDE its range"
      return Paragraph.wrapped(
        "\(other.path) = \(Self.short(other.value)) (\(percent(other.rate, other.mcse)) %; "
          + "\(place) \(ends))", width: width - 2, indent: "    "
      )
    }
    return (["What could, alone:"] + lines.map { "  " + $0 }).joined(separator: "\n")
  }

  private var hint: String? {
    findings.withoutMechanism.map {
      wrapped("If you know only the rate, skip the mechanism:") + "\n  \($0)"
    }
  }
}
