internal import Washout

/// The recorded score by visit, in bands and of a dozen patients, on drug and never dosed.
struct ScoreFigure {
  private let courses: PatientCourses
  private let assumed: PatientCourses.ValueCourse
  private let noEffect: PatientCourses.ValueCourse
  private let trial: TrialDesign

  /// Nil where no course is simulated.
  init?(_ findings: Findings) {
    guard let courses = findings.courses?.patients,
      let assumed = courses.values(of: courses.score),
      let noEffect = courses.values(of: courses.score, .noEffect)
    else { return nil }
    self.courses = courses
    self.assumed = assumed
    self.noEffect = noEffect
    trial = findings.scenario.trial
  }

  var figure: Figure {
    Figure(name: "score", section: .evidence, alternative: alternative, script)
  }

  private var name: String { Terms.readable(courses.score) }

  private func median(_ course: PatientCourses.ValueCourse, week: Int) -> String {
    guard let visit = courses.visitDays.firstIndex(of: 7 * week) else {
      return NumberText.undefined
    }
    return CourseNumbers.median(course.bands[visit])
  }

  /// Weeks of the first visit, the one at withdrawal and the last, each once.
  private var weeks: [Int] {
    let days = courses.visitDays
    let shown = [days.first, days.last { $0 <= 7 * trial.withdrawalWeek }, days.last]
    return days.filter { shown.contains($0) }.map { $0 / 7 }
  }

  private var title: String {
    let last = weeks.last ?? 0
    return "Median \(name) at week \(last): \(median(assumed, week: last)) on drug, "
      + "\(median(noEffect, week: last)) never dosed"
  }

  private var alternative: String {
    let medians = weeks.map {
      "week \($0): \(median(assumed, week: $0)) and \(median(noEffect, week: $0))"
    }
    return
      "Recorded \(name) by visit of \(NumberText.grouped(courses.people)) simulated patients, everyone dosed, "
      + "followed as if nobody left, and of the same patients never dosed. Medians on drug and never "
      + "dosed: \(medians.joined(separator: "; ")). \(courses.samples.count) single patients run through the "
      + "bands; a recurrence is recorded of \(recurring(\.assumed)) of them on drug, of "
      + "\(recurring(\.noEffect)) never dosed."
  }

  private func recurring(
    _ drug: KeyPath<PatientCourses.SampleCourse, PatientCourses.SampleCourse.Series>
  ) -> Int {
    courses.samples.count { $0[keyPath: drug].recurrence != nil }
  }

  // MARK: - The picture

  private static let left = 64
  private static let gap = 28

  private var script: FigureScript {
    let legend = FigureLegend(
      BandLayers.legend(.assumed) + [
        FigureLegend.Entry(.line(Self.patientLine), "\(courses.samples.count) single patients"),
        FigureLegend.Entry(.point(.limit), "recurrence recorded"),
      ] + CourseAxis(trial).legend)
    let height = 400 + legend.height
    var script = FigureScript(
      title: title,
      remark:
        "\(NumberText.grouped(courses.people)) simulated patients as recorded: everyone dosed, as if nobody left",
      height: height)
    legend.draw(in: &script, below: script.headHeight - 22)
    let top = script.headHeight + legend.height + 22
    let width = (FigureStyle.width - Self.left - 24 - Self.gap) / 2
    for (place, panel) in [("On drug", assumed), ("Never dosed", noEffect)].enumerated() {
      let left = Self.left + place * (width + Self.gap)
      script.panel(
        FigureScript.Frame(left: left, right: left + width, top: top, bottom: height - 52))
      draw(panel.1, titled: panel.0, isFirst: place == 0, width, in: &script)
    }
    return script
  }

  private static let patientLine = FigureStyle.line(.remark, width: 0.7)

  private var highest: Double {
    let series = courses.samples.flatMap { [$0.assumed, $0.noEffect] }
    let shown =
      series.flatMap { $0.values.compactMap(\.self) }
      + series.compactMap { $0.recurrence?.value }
    let bands = (assumed.bands + noEffect.bands).compactMap { $0?.value(0.95) }
    return max(1, (shown + bands).max() ?? 1)
  }

  private func draw(
    _ course: PatientCourses.ValueCourse, titled title: String, isFirst: Bool, _ width: Int,
    in script: inout FigureScript
  ) {
    let isDrug = course.drug == .assumed
    let axis = CourseAxis(trial, isDosed: isDrug)
    axis.set(in: &script, width: width)
    script.label(title, at: "graph 0.5, graph 1 offset character 0, 0.9", .center)
    if isFirst { script.yTitle(name) } else { script.set("format y ''") }
    let high = 1.1 * highest
    script.set("yrange [\(FigureScript.number(lowest)):\(FigureScript.number(high))]")
    let marks = axis.mark(from: lowest, to: high, in: &script)
    let bands = script.data(
      zip(courses.visitDays, course.bands).map { BandLayers.row(Double($0) / 7, $1) })
    let patients = script.data(samples(isDrug ? \.assumed : \.noEffect))
    let recurrences = script.data(recurrences(isDrug ? \.assumed : \.noEffect))
    var layers = BandLayers.layers(bands, course.drug, hasPoints: true)
    layers.insert(
      "\(patients) using 1:2 with lines \(Self.patientLine)",
      at: layers.count - 1)
    layers.append(
      "\(recurrences) using 1:2 with points \(FigureStyle.Colour.limit.option) pt 7 ps 0.6")
    script.plot(layers + marks)
  }

  private var lowest: Double { assumed.kind == .numericScore ? 0 : -0.4 }

  /// Lines of equal scores are drawn a little apart.
  private func height(_ value: Double, of sample: Int) -> Double {
    guard assumed.kind != .numericScore, courses.samples.count > 1 else { return value }
    return value + 0.3 * (Double(sample) / Double(courses.samples.count - 1) - 0.5)
  }

  /// Lines through the planned visits and the visit of the recurrence.
  private func samples(
    _ drug: KeyPath<PatientCourses.SampleCourse, PatientCourses.SampleCourse.Series>
  ) -> [[Double?]] {
    courses.samples.enumerated().flatMap { i, sample in
      let series = sample[keyPath: drug]
      var points = zip(courses.visitDays, series.values).compactMap { day, value in
        value.map { (day: Double(day), value: $0) }
      }
      if let recurrence = series.recurrence {
        points.removeAll { $0.day == recurrence.day }
        points.append((recurrence.day, recurrence.value))
        points.sort { $0.day < $1.day }
      }
      return points.map { [$0.day / 7, height($0.value, of: i)] } + [[nil, nil]]
    }
  }

  private func recurrences(
    _ drug: KeyPath<PatientCourses.SampleCourse, PatientCourses.SampleCourse.Series>
  ) -> [[Double?]] {
    courses.samples.enumerated().compactMap { i, sample in
      sample[keyPath: drug].recurrence.map { [$0.day / 7, height($0.value, of: i)] }
    }
  }
}
