internal import Foundation
internal import Washout

/// Drug in the blood and its effect from the first dose on, with the IC50 that differs between people.
struct ConcentrationFigure {
  private let courses: PatientCourses
  private let ic50: PercentileBand
  private let trial: TrialDesign
  private let hasEffect: Bool

  /// Nil where nobody is dosed or no course is simulated.
  init?(_ findings: Findings) {
    guard let courses = findings.courses?.patients, let ic50 = courses.ic50, courses.people > 0,
      !findings.scenario.trial.doses.isEmpty
    else { return nil }
    self.courses = courses
    self.ic50 = ic50
    trial = findings.scenario.trial
    hasEffect = !findings.drugDoesNothing
  }

  var figure: Figure {
    Figure(name: "concentration", section: .evidence, alternative: alternative, script)
  }

  private func percentile(_ bands: [PercentileBand], week: Int) -> PercentileBand.Percentile? {
    guard let day = courses.days.firstIndex(of: 7 * week) else { return nil }
    return bands[day].percentiles.first { $0.share == 0.5 }
  }

  private func effect(week: Int) -> String {
    let median = percentile(courses.effect, week: week)
    return CourseNumbers.percent(median?.value, mcse: median?.mcse)
  }

  private func level(week: Int) -> String {
    guard let median = percentile(courses.concentration, week: week) else {
      return NumberText.undefined
    }
    return CourseNumbers.level(median.value) + " mg/L"
  }

  private var title: String {
    let (from, to) = (trial.withdrawalWeek, trial.endWeek)
    if hasEffect {
      return
        "Median drug effect: \(effect(week: from)) at week \(from), \(effect(week: to)) at week \(to)"
    }
    return
      "Median concentration: \(level(week: from)) at week \(from), \(level(week: to)) at week \(to)"
  }

  private var alternative: String {
    let (from, to) = (trial.withdrawalWeek, trial.endWeek)
    var text =
      "Concentration by week in \(NumberText.grouped(courses.people)) simulated patients: everyone dosed, "
      + "followed as if nobody left. Median \(level(week: from)) at week \(from), when observation "
      + "off drug begins, and \(level(week: to)) at week \(to)."
    if let low = ic50.value(0.05), let middle = ic50.value(0.5), let high = ic50.value(0.95) {
      text +=
        " The IC50 of 5 to 95 % of patients is \(CourseNumbers.level(low)) to \(CourseNumbers.level(high)) mg/L, "
        + "median \(CourseNumbers.level(middle))."
    }
    if hasEffect {
      text +=
        " Below: effect, median \(effect(week: from)) at week \(from) and \(effect(week: to)) "
        + "at week \(to)."
    }
    return text
  }

  // MARK: - The picture

  private static let frameWidth = FigureStyle.width - 64 - 56

  private var script: FigureScript {
    let axis = CourseAxis(trial)
    let legend = FigureLegend(
      BandLayers.legend(.assumed) + [
        FigureLegend.Entry(.area(.grid), "IC50 of 5 to 95 %"),
        FigureLegend.Entry(.line(Self.ic50Line), "median IC50"),
      ] + axis.legend)
    let height = (hasEffect ? 540 : 390) + legend.height
    var script = FigureScript(
      title: title,
      remark:
        "\(NumberText.grouped(courses.people)) simulated patients: everyone dosed, as if nobody left",
      height: height)
    legend.draw(in: &script, below: script.headHeight - 22)
    let top = script.headHeight + legend.height + 6
    let bottom = hasEffect ? top + 220 : height - 52
    drawLevels(in: &script, from: top, to: bottom)
    if hasEffect { drawEffect(in: &script, from: bottom + 56, to: height - 52) }
    return script
  }

  private static let ic50Line = FigureStyle.line(.limit, .dotted, width: 1.5)
  /// In grey the two bands look alike where they overlap.
  private static let ic50Edge = FigureStyle.line(.remark, .dotted, width: 0.7)

  private func frame(_ top: Int, _ bottom: Int) -> FigureScript.Frame {
    FigureScript.Frame(left: 64, right: 64 + Self.frameWidth, top: top, bottom: bottom)
  }

  /// The lowest level shown: below the IC50 of nearly everybody, at most four decades below the top.
  private var levels: (low: Double, high: Double) {
    let high = courses.concentration.compactMap { $0.value(0.95) }.max() ?? 1
    let least = [ic50.value(0.05), courses.concentration.last?.value(0.05)].compactMap { $0 }.min()
    return (max((least ?? high / 100) / 1.5, high / 1e4), 2 * high)
  }

  private func drawLevels(in script: inout FigureScript, from top: Int, to bottom: Int) {
    let (low, high) = levels
    script.panel(frame(top, bottom))
    script.yTitle("Concentration, mg/L")
    let axis = CourseAxis(trial)
    axis.set(in: &script, width: Self.frameWidth, isNamed: !hasEffect)
    let marks = axis.mark(from: low, to: high, in: &script)
    script.set("logscale y 10")
    script.set("yrange [\(FigureScript.number(low)):\(FigureScript.number(high))]")
    script.set("format y '%g'")
    let ends = [Double(axis.first), Double(axis.last)]
    let inhibition = script.data(ends.map { BandLayers.row($0, ic50, floor: low) })
    script.label(
      "IC50", at: "graph 1.012, first \(FigureScript.number(ic50.value(0.5)))",
      size: FigureStyle.smallSize)
    let data = script.data(
      zip(courses.days, courses.concentration).map {
        BandLayers.row(Double($0) / 7, $1, floor: low)
      })
    script.plot(
      [
        "\(inhibition) using 1:2:6 with filledcurves fs solid noborder \(FigureStyle.Colour.grid.option)"
      ] + BandLayers.layers(data, .assumed) + [
        "\(inhibition) using 1:4 with lines \(Self.ic50Line)",
        "\(inhibition) using 1:2 with lines \(Self.ic50Edge)",
        "\(inhibition) using 1:6 with lines \(Self.ic50Edge)",
      ] + marks)
  }

  private func drawEffect(in script: inout FigureScript, from top: Int, to bottom: Int) {
    script.panel(frame(top, bottom))
    script.yTitle("Drug effect, per cent")
    let axis = CourseAxis(trial)
    axis.set(in: &script, width: Self.frameWidth)
    let marks = axis.mark(from: 0, to: 106, in: &script)
    script.set("yrange [0:106]")
    let data = script.data(
      zip(courses.days, courses.effect).map { day, band in
        BandLayers.row(Double(day) / 7, band).enumerated().map {
          $0 == 0 ? $1 : $1.map { 100 * $0 }
        }
      })
    script.plot(BandLayers.layers(data, .assumed) + marks)
  }
}
