import Foundation
import Testing
import Washout
import WashoutReports

/// Numbers put in by hand, so that each text says who is right.
@Suite("What was varied, in reports")
struct WhatIfReportTests {
  private typealias Setting = WhatIfCell.Setting

  private static func number(
    _ value: Double, from base: Double = 0.133, mcse: Double = 0.0005
  ) -> PairedDifference {
    PairedDifference(
      .recurrence, base: base, other: value, baseMCSE: 0.001, otherMCSE: 0.001,
      mcse: value == base ? 0 : mcse)
  }

  private static func cell(
    _ kind: WhatIfCell.Kind, _ end: WhatIfCell.End? = nil, _ settings: [Setting], _ value: Double,
    mcse: Double = 0.0005
  ) -> WhatIfResults.Cell {
    WhatIfResults.Cell(
      kind: kind, end: end, settings: settings, numbers: [number(value, mcse: mcse)])
  }

  private static let background = "flares.background_per_year"
  private static let assessor = "activity.assessor.misses_present_item"
  private static let weeks = "trial.observation_off_drug.to_week"

  private static let cells: [WhatIfResults.Cell] = [
    cell(
      .range, .low, [Setting(path: background, value: "0.25", unit: "1/year", base: "0.5")], 0.110),
    cell(
      .range, .high, [Setting(path: background, value: "1", unit: "1/year", base: "0.5")], 0.181),
    cell(.range, .low, [Setting(path: "leaving.lost", value: "0.02", base: "0.1")], 0.133),
    cell(
      .range, .high, [Setting(path: "leaving.lost", value: "0.25", base: "0.1")], 0.1332,
      mcse: 0.0003),
    cell(.range, .high, [Setting(path: assessor, value: "0.1", base: "0.05")], 0.15),
    cell(.assessor, .high, [Setting(path: assessor, value: "0.1", base: "0.05")], 0.152),
    cell(
      .definition, nil,
      [Setting(path: "recurrence.primary", value: "confirmed_rise", base: "sledai_rise")], 0.080),
    cell(
      .definition, nil,
      [Setting(path: "recurrence.primary", value: "sledai_rise", base: "sledai_rise")], 0.133),
    cell(.also, nil, [Setting(path: weeks, value: "36", base: "24")], 0.241),
  ]

  private static func results(_ cells: [WhatIfResults.Cell] = cells) -> WhatIfResults {
    WhatIfResults(
      trials: 4000, outcomes: [.recurrence], base: [number(0.133)], cells: cells)
  }

  private func report(_ whatIf: WhatIfResults? = results()) -> Report {
    Report(
      scenario: Fixture.scenario(), results: Fixture.results(), digest: "d", whatIf: whatIf)
  }

  private func file(_ name: String, _ report: Report) throws -> String {
    try #require(report.files.first { $0.name == name }).contents
  }

  @Test("is a tidy table: every coordinate a column, one number a row, the base first")
  func csv() throws {
    let rows = try file("what_if.csv", report()).split(separator: "\n").map {
      $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }
    #expect(
      rows[0] == [
        "kind", "end", "path", "setting", "base_setting", "unit", "path_2", "setting_2",
        "base_setting_2", "unit_2", "outcome", "value", "mcse", "base_value", "base_mcse",
        "difference", "difference_mcse", "trials",
      ])
    #expect(rows.count == 2 + Self.cells.count && rows.allSatisfy { $0.count == rows[0].count })
    #expect(
      rows[1] == ["base"] + Array(repeating: "", count: 9)
        + ["recurrence", "0.133", "0.001", "0.133", "0.001", "0", "0", "4000"])
    #expect(
      rows[2] == ["range", "low", Self.background, "0.25", "0.5", "1/year", "", "", "", ""]
        + ["recurrence", "0.11", "0.001", "0.133", "0.001", "-0.023", "0.0005", "4000"])
  }

  @Test("has a column for every path of a combination")
  func combination() throws {
    let settings = ["a", "b", "c"].map { Setting(path: $0, value: "1") }
    let text = try file("what_if.csv", report(Self.results([Self.cell(.vary, nil, settings, 0.2)])))
    #expect(text.hasPrefix("kind,end,path,setting,base_setting,unit,path_2,"))
    #expect(text.contains(",path_3,setting_3,base_setting_3,unit_3,outcome,"))
    #expect(text.contains("\nvary,,a,1,,,b,1,,,c,1,,,recurrence,0.2,"))
  }

  @Test("stands in the summary as its schema says, null where nothing was varied")
  func summary() throws {
    let schema = try JSONSerialization.jsonObject(with: Data(SummarySchema.jsonSchema.utf8))
    for whatIf in [Self.results(), nil] {
      let text = report(whatIf).summary
      let document = try JSONSerialization.jsonObject(with: Data(text.utf8))
      let faults = SchemaCheck.faults(document, try #require(schema as? [String: Any]), at: "")
      #expect(faults.isEmpty, "\(faults)")
      #expect(text.contains("\"what_if\": null") == (whatIf == nil))
      #expect(text.contains("what_if.csv") == (whatIf != nil))
    }
    let flipped = WhatIfResults.Cell(
      kind: .vary, settings: [Setting(path: "a", value: "1")], numbers: [Self.number(0.2)],
      flippedToNo: PairedResults.FlippedTrials(count: 120, first: [3, 17]))
    let text = report(Self.results([flipped])).summary
    #expect(text.contains("\"flipped_to_no\": {\n"))
    #expect(text.contains("\"trials\": 120,"))
    #expect(text.contains("\"first\": [3, 17]"))
  }

  @Test("is a tornado with the widest bar first, its ends and its paired error")
  func tornado() throws {
    let page = try file("report.md", report())
    let heading = try #require(page.range(of: "### What moves recurrence\n\n"))
    let lines = page[heading.upperBound...].split(separator: "\n").prefix(7).map(String.init)
    #expect(
      lines == [
        "| Varied | Base case | Low | High | Recurrence at low, % | at high | Swing, points | Paired MCSE |",
        "| --- | --- | --- | --- | ---: | ---: | ---: | ---: |",
        "| `flares.background_per_year` | 0.5 | 0.25 | 1 | 11.0 | 18.1 | 7.1 | 0.05 |",
        "| definition of recurrence | SLEDAI rise | confirmed rise | SLEDAI rise | 8.0 | 13.3 | 5.3 | 0.05 |",
        "| assessor: all errors together | 0.05 |  | 0.1 |  | 15.2 | 1.9 | 0.05 |",
        "| `activity.assessor.misses_present_item` | 0.05 |  | 0.1 |  | 15.0 | 1.7 | 0.05 |",
        "| `leaving.lost` | 0.1 | 0.02 | 0.25 | 13.3 | 13.3 | 0.0 | 0.03 |",
      ])
    #expect(try !file("report.md", report(nil)).contains("## What if"))
  }

  @Test("is a line of what moves most, without what does not and without a part beside its whole")
  func line() throws {
    let screen = report().screen(width: 120)
    #expect(
      screen.contains(
        "\nMoves it most, %: background flares 11-18, definition 8-13, assessor 13-15\n"))
    #expect(!report(nil).screen(width: 120).contains("Moves it most"))
    let page = try file("report.md", report())
    #expect(
      page.contains(
        "**What moves 13.3 % most:** background flares 11-18 %, definition 8-13, assessor 13-15."))
    #expect(page.contains("; followed to week 36 recurrence is 24 %."))
  }

  @Test("is a table of values, or crossed where two paths vary")
  func varied() throws {
    let one = [("0.05", 0.12), ("0.1", 0.133), ("0.3", 0.2)].map { value, number in
      Self.cell(.vary, nil, [Setting(path: "leaving.lost", value: value, base: "0.1")], number)
    }
    let screen = report(Self.results(one)).screen(width: 100)
    #expect(
      screen.contains(
        """
        Varied leaving.lost, 4,000 trials each on the same draws; differences from the base case, of shares
          in points
        lost         Recurrence, %   difference   paired MCSE
        0.05                  12.0         -1.3          0.05
        0.1 (base)            13.3
        0.3                   20.0         +6.7          0.05
        """))
    let two = ["0.05", "0.3"].flatMap { lost in
      ["0.25", "1"].map { rate in
        Self.cell(
          .vary, nil,
          [
            Setting(path: "leaving.lost", value: lost, base: "0.1"),
            Setting(path: Self.background, value: rate, base: "0.5"),
          ], (Double(rate) ?? 0) / 10 + (Double(lost) ?? 0))
      }
    }
    let crossed = report(Self.results(two)).screen(width: 100)
    #expect(
      crossed.contains(
        """
        lost \\ background flares   0.25      1
        0.05                        7.5   15.0
        0.3                        32.5   40.0
        """))
  }

  @Test("tells what moved nothing")
  func idle() throws {
    #expect(!(try file("report.md", report())).contains("without moving any"))
    let still = Self.results([
      Self.cell(.range, .low, [Setting(path: "leaving.lost", value: "0.02", base: "0.1")], 0.133),
      Self.cell(.range, .high, [Setting(path: "leaving.lost", value: "0.2", base: "0.1")], 0.133),
    ])
    #expect(
      try file("report.md", report(still)).contains(
        "Varied without moving any of these numbers in any trial: `leaving.lost`."))
  }
}
