internal import Washout

/// The weeks of a trial along the lower axis of a panel, with doses and withdrawal.
struct CourseAxis {
  let first: Int
  let last: Int
  /// Weeks of the planned doses.
  let doses: [Int]
  let withdrawal: Int

  /// The whole trial from day 0, with its doses where the panel is of people who get them.
  init(_ trial: TrialDesign, isDosed: Bool = true) {
    first = 0
    last = trial.endWeek
    doses = isDosed ? trial.doses.map(\.week) : []
    withdrawal = trial.withdrawalWeek
  }

  /// Observation off drug alone.
  init(offDrug trial: TrialDesign) {
    first = trial.withdrawalWeek
    last = trial.endWeek
    doses = []
    withdrawal = trial.withdrawalWeek
  }

  /// Weeks between labels of a panel of a width in pixels.
  private func step(of width: Int) -> Int {
    let room = max(3, min(9, width / 45))
    let steps = [1, 2, 4, 8, 12, 26, 52, 104, 260]
    return steps.first { (last - first) / $0 <= room } ?? 520
  }

  /// Sets range and labels of a panel of a width in pixels.
  func set(in script: inout FigureScript, width: Int, isNamed: Bool = true) {
    script.set("xrange [\(first):\(last)]")
    let step = step(of: width)
    let places = Array(stride(from: first, through: last, by: step))
    script.words("x", places.map { ("\($0)", Double($0)) })
    if isNamed { script.xTitle("Week", lift: 0.8) }
  }

  /// Marks each dose at the upper end of the panel, and gives the layer that shows withdrawal between two heights.
  func mark(
    from low: Double, to high: Double, in script: inout FigureScript
  ) -> [String] {
    for week in doses {
      script.set(
        "arrow from first \(week), graph 1 to first \(week), graph 0.94 front "
          + "\(FigureScript.arrowHead) \(FigureStyle.Colour.remark.option) lw 1")
    }
    guard withdrawal > first else { return [] }
    let data = script.data([low, high].map { [Double(withdrawal), $0] })
    return ["\(data) using 1:2 with lines \(Self.withdrawalLine)"]
  }

  private static let withdrawalLine = FigureStyle.line(.remark, .dashed, width: 1)

  /// What the marks stand for.
  var legend: [FigureLegend.Entry] {
    var entries: [FigureLegend.Entry] = []
    if !doses.isEmpty { entries.append(FigureLegend.Entry(.arrow(.remark), "dose")) }
    if withdrawal > first {
      entries.append(FigureLegend.Entry(.line(Self.withdrawalLine), "withdrawal"))
    }
    return entries
  }
}

/// Bands of people along a course as layers of a panel.
enum BandLayers {
  /// A row: place, then the five percentiles, none below `floor`.
  static func row(_ place: Double, _ band: PercentileBand?, floor: Double = -.infinity) -> [Double?]
  {
    [place] + PercentileBand.shares.map { share in band?.value(share).map { max($0, floor) } }
  }

  /// 5 to 95 %, 25 to 75 %, median, at the back first.
  static func layers(_ data: String, _ drug: DrugAssumption, hasPoints: Bool = false) -> [String] {
    let isDrug = drug == .assumed
    let style = hasPoints ? "linespoints pt \(isDrug ? 7 : 4) ps 0.5" : "lines"
    return [
      "\(data) using 1:2:6 with filledcurves fs solid noborder \(outer(drug).option)",
      "\(data) using 1:3:5 with filledcurves fs solid noborder \(inner(drug).option)",
      "\(data) using 1:4 with \(style) \(median(drug))",
    ]
  }

  private static func outer(_ drug: DrugAssumption) -> FigureStyle.Colour {
    drug == .assumed ? .drugBand : .noEffectBand
  }

  private static func inner(_ drug: DrugAssumption) -> FigureStyle.Colour {
    drug == .assumed ? .drugInnerBand : .noEffectInnerBand
  }

  /// The line of medians.
  static func median(_ drug: DrugAssumption) -> String {
    drug == .assumed ? FigureStyle.line(.drug) : FigureStyle.line(.noEffect, .dashed)
  }

  /// What the layers of a drug stand for.
  static func legend(_ drug: DrugAssumption) -> [FigureLegend.Entry] {
    [
      FigureLegend.Entry(.area(outer(drug)), "5 to 95 % of patients"),
      FigureLegend.Entry(.area(inner(drug)), "middle half"),
      FigureLegend.Entry(.line(median(drug)), "median"),
    ]
  }
}
