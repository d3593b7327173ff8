internal import Washout

/// The share of patients with each item recorded, by visit, on drug and never dosed, as a table shaded by share.
struct ItemsFigure {
  private let courses: PatientCourses
  private let trial: TrialDesign
  /// Items that occur, the most frequent at the first visit first.
  private let rows: [Row]
  /// Places of the visits shown.
  private let visits: [Int]

  private struct Row {
    var name: String
    var assumed: PatientCourses.ItemCourse
    var noEffect: PatientCourses.ItemCourse
  }

  /// Columns of a panel that still hold a number.
  private static let mostVisits = 8
  /// Shares below this at every visit are left out.
  private static let least = 0.005

  /// Nil where the instrument has no items, or none occurs.
  init?(_ findings: Findings) {
    guard let courses = findings.courses?.patients else { return nil }
    self.courses = courses
    trial = findings.scenario.trial
    visits = Self.shown(courses.visitDays, withdrawal: 7 * trial.withdrawalWeek)
    let recorded = courses.items.filter { $0.layer == .assessed }
    rows = recorded.filter { $0.drug == .assumed }.compactMap { item in
      recorded.first { $0.drug == .noEffect && $0.name == item.name }.map {
        Row(name: item.name, assumed: item, noEffect: $0)
      }
    }.filter { row in
      courses.visitDays.indices.contains {
        max(row.assumed.share(atVisit: $0) ?? 0, row.noEffect.share(atVisit: $0) ?? 0) >= Self.least
      }
    }.enumerated().sorted {
      ($1.element.assumed.present[0], $0.offset) < ($0.element.assumed.present[0], $1.offset)
    }.map(\.element)
    if rows.isEmpty { return nil }
  }

  /// The first visit, that of withdrawal and the last, and of the others as many as fit, evenly chosen.
  private static func shown(_ days: [Int], withdrawal: Int) -> [Int] {
    if days.count <= mostVisits { return Array(days.indices) }
    let fixed = [0, days.lastIndex { $0 <= withdrawal } ?? 0, days.count - 1]
    let even = (0..<mostVisits - 2).map {
      Int((Double($0 * (days.count - 1)) / Double(mostVisits - 3)).rounded())
    }
    return days.indices.filter { fixed.contains($0) || even.contains($0) }
  }

  var figure: Figure {
    Figure(name: "items", section: .evidence, alternative: alternative, script)
  }

  private func percent(_ course: PatientCourses.ItemCourse, _ visit: Int) -> String {
    CourseNumbers.percent(course.share(atVisit: visit), mcse: course.mcse(atVisit: visit))
  }

  private func week(_ visit: Int) -> Int { courses.visitDays[visit] / 7 }

  /// The item that the drug lowers most at the visit of withdrawal.
  private var mostChanged: (row: Row, visit: Int)? {
    let visit = courses.visitDays.lastIndex { $0 <= 7 * trial.withdrawalWeek } ?? 0
    func change(_ row: Row) -> Double {
      (row.noEffect.share(atVisit: visit) ?? 0) - (row.assumed.share(atVisit: visit) ?? 0)
    }
    guard let row = rows.max(by: { change($0) < change($1) }), change(row) > 0 else { return nil }
    return (row, visit)
  }

  private var title: String {
    guard let (row, visit) = mostChanged else {
      return "Items by visit: the same on drug and never dosed"
    }
    return
      "At week \(week(visit)), \(Terms.readable(row.name)) in \(percent(row.assumed, visit)) of patients on "
      + "drug, \(percent(row.noEffect, visit)) never dosed"
  }

  private var alternative: String {
    let visit = mostChanged?.visit ?? 0
    let list = rows.prefix(6).map {
      "\(Terms.readable($0.name)) \(percent($0.assumed, visit)) and \(percent($0.noEffect, visit))"
    }
    return
      "Table of the share of \(NumberText.grouped(courses.people)) simulated patients with each of "
      + "\(Terms.count(rows.count, "item")) recorded at each visit, everyone dosed and followed as if nobody left, on drug "
      + "and never dosed. At week \(week(visit)), on drug and never dosed: \(list.joined(separator: "; "))."
  }

  // MARK: - The picture

  private static let rowHeight = 21
  private static let left = 168

  private var script: FigureScript {
    let height = 150 + Self.rowHeight * rows.count
    var script = FigureScript(
      title: title,
      remark:
        "Per cent of \(NumberText.grouped(courses.people)) simulated patients with the item recorded: everyone "
        + "dosed, as if nobody left"
        + (visits.count < courses.visitDays.count ? "; some visits only" : ""),
      height: height)
    let top = script.headHeight + 16
    let width = (FigureStyle.width - Self.left - 20 - 24) / 2
    for (place, panel) in ["On drug", "Never dosed"].enumerated() {
      let left = Self.left + place * (width + 24)
      script.panel(
        FigureScript.Frame(
          left: left, right: left + width, top: top, bottom: top + Self.rowHeight * rows.count),
        title: panel)
      draw(place == 0 ? \.assumed : \.noEffect, isFirst: place == 0, in: &script)
    }
    return script
  }

  private func draw(
    _ drug: KeyPath<Row, PatientCourses.ItemCourse>, isFirst: Bool, in script: inout FigureScript
  ) {
    script.set("xrange [-0.5:\(visits.count - 1).5]")
    script.set("yrange [\(rows.count).5:0.5]")
    script.words("x", visits.enumerated().map { ("\(week($1))", Double($0)) })
    script.xTitle("Week", lift: 0.8)
    script.words(
      "y", rows.enumerated().map { (isFirst ? words($1.name) : "", Double($0 + 1)) },
      size: FigureStyle.smallSize)
    script.set("xtics scale 0")
    var dark: [[Double?]] = []
    var light: [[Double?]] = []
    var cells: [[Double?]] = []
    for (place, row) in rows.enumerated() {
      for (column, visit) in visits.enumerated() {
        guard let share = row[keyPath: drug].share(atVisit: visit) else { continue }
        cells.append([Double(column), Double(place + 1), tone(share)])
        let number = [Double(column), Double(place + 1), (100 * share).rounded()]
        if share > 0.8 { light.append(number) } else { dark.append(number) }
      }
    }
    var layers = [
      "\(script.data(cells)) using 1:2:(0.5):(0.5):3 with boxxyerror fs solid noborder lc rgb variable"
    ]
    // gnuplot 5.4 crashes over labels of which none is defined.
    if !dark.isEmpty { layers.append(numbers(script.data(dark), FigureStyle.Colour.text)) }
    if !light.isEmpty { layers.append(numbers(script.data(light), .background)) }
    script.plot(layers)
  }

  private func numbers(_ data: String, _ colour: FigureStyle.Colour) -> String {
    "\(data) using 1:2:(sprintf('%.0f', $3)) with labels center font ',\(FigureStyle.smallSize)' \(colour.ofText)"
  }

  /// From white for nobody to the drug's blue for everybody, as gnuplot counts colours.
  private func tone(_ share: Double) -> Double {
    let blue = [(255.0, 0.0), (255, 114), (255, 178)]
    return blue.reduce(0) { $0 * 256 + ($1.0 + ($1.1 - $1.0) * share).rounded() }
  }

  private func words(_ name: String) -> String {
    FigureStyle.cut(
      Terms.readable(name), to: Double(Self.left - 20), size: FigureStyle.smallSize)
  }
}
