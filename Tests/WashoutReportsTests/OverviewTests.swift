import Foundation
import Testing
import Washout
import WashoutReports

@Suite("Several scenarios beside each other")
struct OverviewTests {
  private static func entry(
    _ name: String, _ decision: (Double, Double) = (0.42, 0.22), _ scenario: Scenario? = nil
  ) -> Overview.Entry {
    var scenario = scenario ?? Fixture.scenario()
    scenario.name = name
    let report = Report(
      scenario: scenario, results: Fixture.results(decision: decision), digest: "d")
    return Overview.Entry(report, link: "\(name)/report.html")
  }

  private func files(_ entries: Overview.Entry...) -> [String: String] {
    Dictionary(uniqueKeysWithValues: Overview(entries).files().map { ($0.name, $0.contents) })
  }

  @Test("stand in the order in which they were named, each with a link to its report")
  func order() throws {
    let page = try #require(files(Self.entry("zeta"), Self.entry("alpha"))["overview.md"])
    let rows = page.split(separator: "\n").filter { $0.hasPrefix("| [") }
    #expect(rows.map { $0.prefix(8) } == ["| [zeta]", "| [alpha"])
    #expect(rows[0].hasPrefix("| [zeta](zeta/report.html) | 15 | 13.1 (0.009) | 13.3 % (0.07) |"))
    #expect(page.hasPrefix("# 2 scenarios beside each other\n"))
    #expect(page.contains("| n | zeta | alpha |\n| ---: | ---: | ---: |\n| 15 | 42 % / 22 % |"))
    let html = try #require(files(Self.entry("zeta"), Self.entry("alpha"))["overview.html"])
    #expect(html.contains("<a href=\"zeta/report.html\">zeta</a>"))
  }

  @Test("have the same bytes each time, and others in another order")
  func determinism() {
    let both = [Self.entry("a"), Self.entry("b", (0.9, 0.05))]
    #expect(Overview(both).files() == Overview(both).files())
    #expect(Overview(both).files() != Overview(both.reversed()).files())
  }

  @Test("need neither a decision nor a drug")
  func sparse() throws {
    var scenario = try Fixture.statisticalScenario()
    scenario.decision = nil
    let page = try #require(
      files(Self.entry("a", (0.42, 0.22), scenario), Self.entry("b", (0.42, 0.22), scenario))[
        "overview.md"])
    #expect(!page.contains("IC50"))
    #expect(page.contains("| [b](b/report.html) |"))
  }

  @Test("have a small picture each, on the same axes, whose names do not follow from theirs")
  func figures() {
    let overview = Overview([Self.entry("a'`x`"), Self.entry("b")])
    #expect(overview.figures.map(\.name) == ["overview_1", "overview_2"])
    for figure in overview.figures {
      #expect(figure.script.contains("set xrange [0:31]"))
      #expect(figure.script.contains("15 42 0.35"))
    }
  }

  @Test("cannot act through a title or a name")
  func hostile() throws {
    var scenario = Fixture.scenario()
    scenario.title = "</h2><script>x()</script>"
    scenario.question = "<img src=x onerror=x()>"
    let html = try #require(
      files(Self.entry("a", (0.42, 0.22), scenario), Self.entry("b"))["overview.html"])
    #expect(html.components(separatedBy: "<script").count == 2)
    #expect(!html.contains("<img"))
  }
}
