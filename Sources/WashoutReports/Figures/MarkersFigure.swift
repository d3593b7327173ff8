internal import Washout

/// Markers, and scores other than the one that `ScoreFigure` shows, by visit with and without drug effect.
struct MarkersFigure {
  private let courses: PatientCourses
  private let trial: TrialDesign
  private let names: [String]

  /// At most so many; more do not fit one figure.
  private static let most = 4

  /// Nil where there is none.
  init?(_ findings: Findings) {
    guard let courses = findings.courses?.patients else { return nil }
    self.courses = courses
    trial = findings.scenario.trial
    let shown = courses.values.filter {
      $0.drug == .assumed && $0.layer == .assessed && $0.name != courses.score
        && ($0.kind == .marker || $0.kind == .numericScore)
    }
    names = Array(shown.map(\.name).prefix(Self.most))
    if names.isEmpty { return nil }
  }

  var figure: Figure {
    Figure(name: "markers", section: .evidence, alternative: alternative, script)
  }

  private var week: Int {
    courses.visitDays.last { $0 <= 7 * trial.withdrawalWeek }.map { $0 / 7 } ?? 0
  }

  private func bands(_ name: String, _ drug: DrugAssumption) -> [PercentileBand?] {
    courses.values(of: name, drug)?.bands ?? []
  }

  private func median(_ name: String, _ drug: DrugAssumption, week: Int) -> String {
    guard let visit = courses.visitDays.firstIndex(of: 7 * week) else {
      return NumberText.undefined
    }
    return CourseNumbers.median(bands(name, drug)[visit])
  }

  private func words(_ name: String) -> String {
    let words = CovariateWords(name)
    return [words.name, words.unit].filter { !$0.isEmpty }.joined(separator: ", ")
  }

  private func sentence(_ name: String, week: Int) -> String {
    let words = CovariateWords(name)
    let unit = words.unit.isEmpty ? "" : " " + words.unit
    return "\(words.name) \(median(name, .assumed, week: week))\(unit) on drug, "
      + "\(median(name, .noEffect, week: week)) never dosed"
  }

  private var title: String {
    "Medians at week \(week): "
      + names.prefix(2).map { sentence($0, week: week) }.joined(separator: "; ")
  }

  private var alternative: String {
    let last = courses.visitDays.last.map { $0 / 7 } ?? 0
    return
      "Markers by visit as recorded, in \(NumberText.grouped(courses.people)) simulated patients: everyone dosed, "
      + "followed as if nobody left, and the same patients never dosed. "
      + [week, last].map { week in
        "Medians at week \(week): " + names.map { sentence($0, week: week) }.joined(separator: "; ")
          + "."
      }.joined(separator: " ")
  }

  // MARK: - The picture

  private static let left = 64
  private static let gap = 28
  private static let rowHeight = 224

  private var script: FigureScript {
    let legend = FigureLegend(
      BandLayers.legend(.assumed) + [
        FigureLegend.Entry(.line(BandLayers.median(.noEffect)), "median, never dosed")
      ] + CourseAxis(trial).legend)
    let height = 106 + legend.height + Self.rowHeight * names.count
    var script = FigureScript(
      title: title,
      remark:
        "\(NumberText.grouped(courses.people)) simulated patients as recorded: everyone dosed, as if nobody left",
      height: height)
    legend.draw(in: &script, below: script.headHeight - 22)
    let top = script.headHeight + legend.height + 20
    let step = (height - top) / names.count
    let width = (FigureStyle.width - Self.left - 24 - Self.gap) / 2
    for (row, name) in names.enumerated() {
      for (column, drug) in [DrugAssumption.assumed, .noEffect].enumerated() {
        let left = Self.left + column * (width + Self.gap)
        let upper = top + row * step
        script.panel(
          FigureScript.Frame(
            left: left, right: left + width, top: upper, bottom: upper + step - 60))
        let marks = draw(name, drug, width, in: &script)
        if row == 0 {
          script.label(
            drug == .assumed ? "On drug" : "Never dosed",
            at: "graph 0.5, graph 1 offset character 0, 0.9", .center)
        }
        script.plot(layers(name, drug, &script) + marks)
      }
    }
    return script
  }

  private func draw(
    _ name: String, _ drug: DrugAssumption, _ width: Int, in script: inout FigureScript
  ) -> [String] {
    let values = (bands(name, .assumed) + bands(name, .noEffect)).compactMap { $0 }
      .flatMap { $0.percentiles.map(\.value) }
    let (low, high) = (values.min() ?? 0, values.max() ?? 1)
    let axis = CourseAxis(trial, isDosed: drug == .assumed)
    axis.set(in: &script, width: width, isNamed: name == names.last)
    if drug == .assumed { script.yTitle(words(name)) }
    let isLogarithmic = low > 0 && high / low > 10
    if isLogarithmic { script.set("logscale y 10") }
    script.set("format y '\(drug == .assumed ? "%g" : "")'")
    let (lower, upper) =
      isLogarithmic
      ? (low / 1.2, high * 1.6) : (min(0, low), max(high, low + 1) * 1.1)
    script.set("yrange [\(FigureScript.number(lower)):\(FigureScript.number(upper))]")
    return axis.mark(from: lower, to: upper, in: &script)
  }

  private func layers(
    _ name: String, _ drug: DrugAssumption, _ script: inout FigureScript
  ) -> [String] {
    func data(_ drug: DrugAssumption) -> String {
      script.data(
        zip(courses.visitDays, bands(name, drug)).map { BandLayers.row(Double($0) / 7, $1) })
    }
    var layers = BandLayers.layers(data(drug), drug, hasPoints: true)
    if drug == .assumed {
      let other = "\(data(.noEffect)) using 1:4 with lines \(BandLayers.median(.noEffect))"
      layers.insert(other, at: layers.count - 1)
    }
    return layers
  }
}
