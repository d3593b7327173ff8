internal import Foundation
internal import Washout

/// The design on a time line, with the typical patient's drug level over it.
struct DesignFigure {
  private let scenario: Scenario
  private let patient: TypicalPatient?

  init(_ findings: Findings) {
    scenario = findings.scenario
    patient = scenario.trial.doses.isEmpty ? nil : TypicalPatient(scenario)
  }

  /// Every scenario has a design.
  var figure: Figure {
    Figure(name: "design", section: .firstPage, alternative: alternative, script)
  }

  private var trial: TrialDesign { scenario.trial }

  // MARK: Words

  private var title: String {
    let off = "observed off drug in weeks \(trial.withdrawalWeek) to \(trial.endWeek)"
    let size = Terms.count(trial.sampleSize, "patient")
    guard patient != nil else {
      return "\(size) \(off)"
    }
    let doses = Terms.count(trial.doses.count, "dose")
    let drug = trial.drug.isEmpty ? "the drug" : FigureStyle.cut(trial.drug, to: 200)
    return "\(size): \(doses) of \(drug), then \(off)"
  }

  private var remark: String? {
    guard patient != nil else { return nil }
    return "Curve: typical patient, all doses on their day" + (hasEffect ? "; dashed: IC50" : "")
  }

  private var alternative: String {
    var text = "Time line: "
    if trial.screeningWeek < 0 { text += "screening in week \(trial.screeningWeek), " }
    if !trial.doses.isEmpty { text += "doses in \(WeekWords.text(trial.doses.map(\.week))), " }
    if let weeks = trial.visitWeeks { text += "visits in \(WeekWords.text(weeks)), " }
    text += "withdrawal in week \(trial.withdrawalWeek), observation to week \(trial.endWeek)."
    guard let patient else { return text }
    let levels = [trial.withdrawalWeek, trial.endWeek].map { week in
      "\(Terms.significant(patient.concentration(onDay: Double(7 * week)))) mg/L in week \(week)"
    }
    text += " Drug level of a typical patient: \(Paragraph.list(levels))"
    return text + (hasEffect ? "; IC50 \(Terms.significant(patient.ic50)) mg/L. " + cover : ".")
  }

  private var cover: String {
    switch crossing {
    case .some(let week): "It falls below the IC50 in week \(Int(week.rounded(.up)))."
    case nil: "It does not fall below the IC50 in ten years."
    }
  }

  private var hasEffect: Bool {
    if case .mechanistic(let drug, _, _) = scenario.course { return drug.maximumEffect > 0 }
    return false
  }

  // MARK: Level

  private var lastDoseWeek: Int { trial.doses.last?.week ?? 0 }

  /// The week in which the level falls below the IC50 for good; nil where it does not in ten years.
  private var crossing: Double? {
    guard let patient else { return nil }
    let days = (7 * lastDoseWeek)...(7 * (lastDoseWeek + 520))
    guard let last = days.last(where: { patient.concentration(onDay: Double($0)) >= patient.ic50 })
    else { return Double(lastDoseWeek) }
    return last == days.upperBound ? nil : Double(last + 1) / 7
  }

  private var weeks: ClosedRange<Double> {
    let first = Double(min(0, trial.screeningWeek, trial.withdrawalWeek))
    let end = Double(trial.endWeek)
    let length = end - first
    var last = end + 0.04 * length
    if hasEffect, let crossing, crossing > end, crossing < end + 0.4 * length {
      last = crossing + 0.05 * length
    }
    return (first - 0.04 * length)...last
  }

  private func course(_ patient: TypicalPatient) -> [[Double?]] {
    let last = weeks.upperBound
    let steps = 400
    let regular = (0...steps).map { last * Double($0) / Double(steps) }
    // A dose raises the level at once where it reaches the blood at once.
    let doses = trial.doses.flatMap { [Double($0.week) - 1e-6, Double($0.week)] }
    return (regular + doses).filter { $0 >= 0 }.sorted().map { week in
      let level = patient.concentration(onDay: 7 * week)
      return [week, level > 0 ? level : nil]
    }
  }

  /// Powers of ten around the levels from withdrawal on and the IC50.
  private func levels(_ patient: TypicalPatient) -> (low: Double, high: Double) {
    let levels = course(patient).compactMap { $0[1] }
    let high = max(levels.max() ?? 1, hasEffect ? 2 * patient.ic50 : 0)
    let last = patient.concentration(onDay: 7 * weeks.upperBound)
    var low = max(min(last, hasEffect ? patient.ic50 / 2 : last), high * 1e-4)
    if hasEffect { low = max(low, patient.ic50 / 20) }
    return (pow(10, log10(low).rounded(.down)), pow(10, log10(high).rounded(.up)))
  }

  // MARK: Picture

  private static let panel = 170
  private static let row = 24

  /// Rows of marks below the bars: a name, weeks, and how they are marked.
  private var rows: [(name: String, weeks: [Int], points: String)] {
    let doses = "pt 11 ps 1.1 \(FigureStyle.Colour.drug.option)"
    let visits = "pt 7 ps 0.55 \(FigureStyle.Colour.text.option)"
    let all = [
      ("Visits", trial.visitWeeks ?? [], visits), ("Doses", trial.doses.map(\.week), doses),
    ]
    return all.filter { !$0.1.isEmpty }
  }

  /// The lower edge of the bars, in pixels from below.
  private var barEdge: Int { 44 + Self.row * rows.count }

  private var script: FigureScript {
    let margins = FigureScript.Margins(
      left: 78, right: 24, top: patient == nil ? 0 : 14, bottom: barEdge + 38)
    let panel = patient == nil ? 4 : Self.panel
    var script = FigureScript(
      title: title, remark: remark, width: FigureStyle.halfWidth,
      height: FigureScript.headHeight(title, remark, width: FigureStyle.halfWidth)
        + margins.top + panel + margins.bottom, margins: margins)
    let range = weeks
    script.set(
      "xrange [\(FigureScript.number(range.lowerBound)):\(FigureScript.number(range.upperBound))]")
    script.add("unset xtics")
    addTimeLine(to: &script)
    guard let patient else {
      script.set("border 0")
      script.add("unset ytics")
      script.set("yrange [0:1]")
      script.plot(["\(script.data([])) using 1:2 with points"])
      return script
    }
    addLevel(patient, to: &script)
    return script
  }

  private func addLevel(_ patient: TypicalPatient, to script: inout FigureScript) {
    let (low, high) = levels(patient)
    script.set("border 2")
    script.set("logscale y")
    script.set("yrange [\(FigureScript.number(low)):\(FigureScript.number(high))]")
    script.set("format y '%g'")
    script.set("mytics 10")
    script.set("grid ytics back \(FigureStyle.line(.grid, width: 1))")
    script.yTitle("Drug level, mg/L")
    for week in [trial.withdrawalWeek, trial.endWeek] {
      script.set(
        "arrow from first \(week), graph 0 to first \(week), graph 1 nohead back "
          + FigureStyle.line(.remark, .dotted, width: 1.2))
    }
    let curve = FigureStyle.line(.drug, width: 2.5)
    var layers = ["\(script.data(course(patient))) using 1:2 with lines \(curve)"]
    if hasEffect { layers = addIC50(patient, to: &script) + layers }
    script.plot(layers)
  }

  private func addIC50(_ patient: TypicalPatient, to script: inout FigureScript) -> [String] {
    let range = weeks
    let ic50 = FigureScript.number(patient.ic50)
    script.label(
      "IC50 \(Terms.significant(patient.ic50))",
      at:
        "first \(FigureScript.number(range.lowerBound)), first \(ic50) offset character 0.4, -0.7",
      size: FigureStyle.smallSize)
    let line = script.data([
      [range.lowerBound, patient.ic50], [range.upperBound, patient.ic50],
    ])
    let drawn = ["\(line) using 1:2 with lines \(FigureStyle.line(.limit, .dashed, width: 1.5))"]
    guard let crossing, range.contains(crossing), crossing > Double(lastDoseWeek) else {
      return drawn
    }
    let point = script.data([[crossing, patient.ic50]])
    script.setBoxes()
    addCrossing(crossing, ic50, to: &script)
    return drawn + ["\(point) using 1:2 with points pt 7 ps 0.9 \(FigureStyle.Colour.limit.option)"]
  }
}

// MARK: - Where the level falls below the IC50

extension DesignFigure {
  /// Says so above the line and to the right, where the level no longer is, or else below the line and to the left;
  /// in neither place through the line at the end of observation.
  private func addCrossing(_ crossing: Double, _ ic50: String, to script: inout FigureScript) {
    let text = "below it from week \(Int(crossing.rounded(.up)))"
    let end = Double(trial.endWeek)
    let pixels = Double(script.size.width - 102) / (weeks.upperBound - weeks.lowerBound)
    let room = pixels * ((crossing < end ? end : weeks.upperBound) - crossing)
    let fits = FigureStyle.width(of: text, size: FigureStyle.smallSize) + 20 < room
    let x = FigureScript.number(fits ? crossing : min(crossing, end))
    script.label(
      text, at: "first \(x), first \(ic50) offset character \(fits ? "0.8, 0.7" : "-0.8, -0.7")",
      fits ? .left : .right, size: FigureStyle.smallSize, options: FigureScript.boxed)
  }
}

// MARK: - Time line

extension DesignFigure {
  /// Treatment and observation as bars, then doses and visits, then the weeks.
  private func addTimeLine(to script: inout FigureScript) {
    let withdrawal = trial.withdrawalWeek
    addBar(min(0, withdrawal), withdrawal, .drugBand, "on drug", &script)
    addBar(withdrawal, trial.endWeek, .noEffectBand, "observed off drug", &script)
    if trial.screeningWeek < 0 {
      script.label(
        "screening", at: "first 0, \(screen(barEdge + 13, script)) offset character -0.6, 0",
        .right,
        size: FigureStyle.smallSize)
    }
    for (number, row) in rows.enumerated() {
      let y = screen(20 + Self.row * (number + 1), script)
      script.label(row.name, at: "screen 0.0222, \(y)", size: FigureStyle.smallSize)
      for week in row.weeks { script.mark(at: "first \(week), \(y)", row.points) }
    }
    addWeeks(to: &script)
  }

  private func screen(_ pixels: Int, _ script: FigureScript) -> String {
    "screen \(FigureScript.number(Double(pixels) / Double(script.size.height)))"
  }

  private func addBar(
    _ from: Int, _ to: Int, _ colour: FigureStyle.Colour, _ text: String,
    _ script: inout FigureScript
  ) {
    guard to > from else { return }
    script.set(
      "object rect from first \(from), \(screen(barEdge, script)) to first \(to), "
        + "\(screen(barEdge + 26, script)) fc rgb '\(colour.rawValue)' fs solid noborder back")
    let room = Double(script.size.width - 102)
    let width = Double(to - from) / (weeks.upperBound - weeks.lowerBound) * room
    script.label(
      FigureStyle.cut(text, to: width - 6, size: FigureStyle.smallSize),
      at: "first \(FigureScript.number(Double(from + to) / 2)), \(screen(barEdge + 13, script))",
      .center, size: FigureStyle.smallSize)
  }

  private func addWeeks(to script: inout FigureScript) {
    let step = Self.step(weeks.upperBound - weeks.lowerBound)
    let first = Int((weeks.lowerBound / Double(step)).rounded(.up)) * step
    let y = screen(18, script)
    script.label("Week", at: "screen 0.0222, \(y)", size: FigureStyle.smallSize)
    for week in stride(from: first, through: Int(weeks.upperBound), by: step) {
      script.label(String(week), at: "first \(week), \(y)", .center, size: FigureStyle.smallSize)
    }
  }

  /// Weeks between labels, of which there are at most fourteen.
  private static func step(_ length: Double) -> Int {
    [1, 2, 4, 8, 12, 26, 52, 104, 260, 520].first { length / Double($0) <= 14 } ?? 1_040
  }
}
