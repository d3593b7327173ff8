import Testing
import Washout
import WashoutReports

@Suite("Looks in a report")
struct LookReportTests {
  private static func findings(
    _ looks: [Looks.Look] = [.init(patients: 8, stopIfAtLeast: 4)], isTimed: Bool = true
  ) -> Findings {
    var scenario = Fixture.scenario()
    scenario.looks = Looks(analysis: "exact", design: .counts(looks))
    var results = Fixture.results()
    results.looks = looks
    func add(_ name: MeasureName, _ value: Double, _ none: Double) {
      for (drug, value) in [(DrugAssumption.assumed, value), (.noEffect, none)] {
        results.measures.append(
          Measure(
            name, drug: drug, sampleSize: 15, subject: "exact", layer: nil, value: value,
            mcse: 0.003, replicates: 20_000))
      }
    }
    add(.stoppingWithLooks, 0.12, 0.31)
    add(.evaluatedWithLooks, 13.9, 12.8)
    if isTimed { add(.enrolledWithLooks, 14.6, 14.1) }
    add(.decisionWithLooks, 0.38, 0.17)
    return Findings(scenario, results)
  }

  private func page(_ findings: Findings) -> String {
    Fixture.firstPage(findings)
  }

  private func screen(_ findings: Findings) -> String {
    Report(scenario: findings.scenario, results: findings.results, digest: "d").screen(width: 110)
  }

  private let without = Findings(Fixture.scenario(), Fixture.results())

  @Test("stand on the first page, beside the chance that ignores them")
  func firstPage() {
    let text = page(Self.findings())
    #expect(text.contains("is declared in 42 % and 22 % of trials, looks ignored; with 30"))
    #expect(
      text.contains(
        "**With its looks** the trial stops early in 12 % and 31 % of trials (assumed drug and no effect) "
          + "and enrols 14.6 and 14.1 of 15 patients on average; \"recurrence is low\" is then declared in "
          + "38 % and 17 % of trials."), "\(text)")
    #expect(
      text.contains(
        "is met with a probability of 42 % if looks are ignored; with them the trial declares with a "
          + "probability of 38 %."))
    #expect(
      page(Self.findings(isTimed: false)).contains("and evaluates 13.9 and 12.8 of 15 patients"))
    #expect(!page(without).contains("look"))
  }

  @Test("have lines on the screen")
  func lines() {
    let text = screen(Self.findings())
    #expect(text.contains("Decision \"recurrence is low\" (<= 1 of 13), looks ignored"))
    for words in [
      "With looks: declared", "  stopped by a look", "  patients enrolled, mean", "14.6",
    ] { #expect(text.contains(words), "\(text)") }
    #expect(!screen(without).contains("look"))
  }

  @Test("have rows in headline.csv")
  func headline() {
    let names = Headline(Self.findings()).measures.map(\.name)
    for name in [
      MeasureName.stoppingWithLooks, .enrolledWithLooks, .evaluatedWithLooks, .decisionWithLooks,
    ] { #expect(names.contains(name)) }
    let fewer = Headline(without).measures
    #expect(fewer.count == names.count - 8 && fewer.count <= Headline.limit)
  }

  @Test("are all listed in the design, those with the same counts together")
  func design() {
    let looks =
      (3...6).map { Looks.Look(patients: $0, stopIfAtLeast: 3) }
      + (7...13).map { Looks.Look(patients: $0, stopIfAtLeast: $0 - 3) }
    let findings = Self.findings(looks)
    let text = ReportPage(findings, digest: "d", replay: Replay(scenario: "fixture")).page.markdown
    #expect(
      text.contains("Looks: after the first 3 to 6, stops with at least 3 recurrences; after"))
    #expect(text.contains("after the first 13, stops with at least 10 recurrences; recruitment"))
    #expect(LookGroup.groups(of: looks).count == 8)
  }
}
