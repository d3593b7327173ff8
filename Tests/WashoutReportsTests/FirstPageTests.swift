import Testing
import Washout
import WashoutReports

/// Each sentence with the numbers that choose it, and with numbers that choose its opposite.
@Suite("The first page")
struct FirstPageTests {
  private func page(_ results: SimulationResults, _ scenario: Scenario? = nil) -> String {
    Fixture.firstPage(Findings(scenario ?? Fixture.scenario(), results))
  }

  @Test("says what one trial looks like")
  func expectation() {
    let page = page(Fixture.results())
    #expect(
      page.contains(
        "If all assumptions hold, of 15 enrolled about **13** enter observation off drug and about "
          + "**1.7** (0 to 4) have a recurrence recorded by week 24: **13.3 %** of those who enter, if "
          + "nobody is lost. One such trial reports, for example, 2 of 13 = 15 %, 95 % interval "
          + "**2 to 45 %**."))
  }

  @Test("says that the decision cannot tell the drug from none, and what a larger trial could")
  func cannotTell() {
    let page = page(Fixture.results())
    #expect(
      page.contains(
        "**It cannot** tell the assumed drug from no drug (17.5 % recurrence): \"recurrence is low\" "
          + "(at most 1 of 13) is declared in 42 % and 22 % of trials; with 30 patients in 83 % and "
          + "55 %."))
    #expect(page.contains("*Little about the drug, something about the rate.*"))
  }

  @Test("says that the decision can tell the drug from none")
  func canTell() {
    let page = page(Fixture.results(decision: (0.91, 0.04)))
    #expect(page.contains("**It can** tell the assumed drug from no drug (17.5 % recurrence)"))
    #expect(page.contains("declared in 91 % and 4 % of trials."))
    #expect(page.contains("*Whether the drug works, something about the rate.*"))
    #expect(!page.contains("It cannot"))
  }

  @Test("speaks of the lower limit where the decision is about it")
  func lowerLimit() {
    var scenario = Fixture.scenario()
    scenario.decision?.rule = .lowerLimitAbove(0.05)
    var results = Fixture.results()
    results.measures.append(
      Measure(
        .meanLowerLimit, sampleSize: 15, subject: "exact", value: 0.03, mcse: 0.0004,
        replicates: 20_000))
    #expect(page(results, scenario).contains("**It can** show, on average, a recurrence above 3 %"))
    #expect(page(results).contains("**It can** rule out, on average, a recurrence above 42 %"))
  }

  @Test("says in words what is only known to be below or above")
  func bounds() {
    let page = page(Fixture.results(decision: (1, 0), aboveIC50: 0, falseShare: 0))
    #expect(page.contains("is declared in more than 99.98 % and fewer than 0.02 % of trials."))
    #expect(page.contains("**The drug is gone by week 24**: fewer than 0.02 % of patients have"))
    #expect(page.contains("follow a flare**, fewer than 0.02 % do not;"))
  }

  @Test("names the larger size that can tell the drug from none")
  func largerCanTell() {
    let page = page(Fixture.results(largerDecision: (0.88, 0.09)))
    #expect(page.contains("; 30 patients can: 88 % and 9 %."))
    #expect(!page.contains("; with 30 patients"))
  }

  @Test(
    "takes 80 % and 10 % as the limits of telling apart",
    arguments: [
      (0.80, 0.10, true), (0.79, 0.10, false), (0.80, 0.11, false), (0.05, 0.85, true),
    ])
  func limits(assumed: Double, none: Double, tellsApart: Bool) {
    let findings = Findings(
      Fixture.scenario(), Fixture.results(decision: (assumed, none)))
    #expect(findings.tellsDrugApart() == tellsApart)
  }

  @Test(
    "says whether drug is left when observation ends",
    arguments: [
      (0.60, "**A quiet week 24 is not remission.** At week 24, 60 % of patients still have drug"),
      (0.25, "**A quiet week 24 is not remission.**"),
      (0.15, "**Most of the drug is gone by week 24**, but 15 % of patients"),
      (0.05, "**The drug is gone by week 24**: 5 % of patients"),
    ])
  func drugLevel(share: Double, sentence: String) {
    let page = page(Fixture.results(aboveIC50: share))
    #expect(page.contains(sentence))
    #expect(page.contains("not remission") == (share >= 0.25))
  }

  @Test("says nothing of the level of a drug that does nothing")
  func noEffectDrug() {
    #expect(!page(Fixture.results(), Fixture.noEffectScenario()).contains("IC50"))
    #expect(page(Fixture.results()).contains("IC50"))
  }

  @Test("says that the assumed drug does nothing, and compares it with nothing")
  func nothingToTell() {
    let page = page(Fixture.results(), Fixture.noEffectScenario())
    #expect(
      page.contains(
        "**The assumed drug does nothing.** \"recurrence is low\" "
          + "(at most 1 of 13) is declared in 42 % of trials; with 30 patients in 83 %."))
    #expect(!page.contains("It cannot") && !page.contains("about the drug"))
    #expect(!self.page(Fixture.results()).contains("does nothing"))
  }

  @Test("says who the denominator counts where it is not the number that enters")
  func denominator() {
    var results = Fixture.results()
    for i in results.measures.indices where results.measures[i].name == .denominator {
      results.measures[i].value = 12.3
    }
    let words = "(at most 1 of 12, the usual number who enter and are not lost)"
    #expect(page(results).contains(words))
    #expect(page(Fixture.results()).contains("(at most 1 of 13) is"))
    var scenario = Fixture.scenario()
    scenario.analyses[0].method = .proportion(lost: .noRecurrence, interval: .clopperPearson)
    #expect(page(results, scenario).contains("(at most 1 of 12) is"))
  }

  /// With 7 in the denominator no count has an upper limit below 40 %; with 8, none of them does (R:
  /// binom.test(0, 7) gives 0.4096, binom.test(0, 8) 0.3694).
  @Test("names the smallest denominator that can decide where the usual one cannot")
  func smallestDenominator() {
    var results = Fixture.results()
    for i in results.measures.indices where results.measures[i].name == .denominator {
      results.measures[i].value = 7
    }
    #expect(page(results).contains("(0 of 8 or more) is declared in 42 %"))
    results.decisionCounts = Array(repeating: nil, count: 31)
    #expect(page(results).contains("(never with 15) is declared"))
  }

  @Test(
    "says whether error dominates what is recorded",
    arguments: [
      (
        0.24,
        "**Of recurrences recorded, 24 % follow no flare**; of patients with a flare, 45 % have"
      ),
      (0.50, "**Error dominates: of recurrences recorded, 50 % follow no flare**"),
      (0.09, "**Nearly all recurrences recorded follow a flare**, 9 % do not;"),
    ])
  func errors(share: Double, sentence: String) {
    let page = page(Fixture.results(falseShare: share))
    #expect(page.contains(sentence))
    #expect(page.contains("Error dominates") == (share >= 0.5))
    #expect(
      page.contains(
        "Confirmed at a second visit (confirmed rise): 8.0 % recorded, 16 % of them without a flare."
      ))
  }

  @Test(
    "says how much it shows about the rate",
    arguments: [
      (0.19, "much about the rate"), (0.40, "something about the rate"),
      (0.50, "little about the rate"),
    ])
  func width(width: Double, words: String) {
    #expect(page(Fixture.results(width: width)).contains(words))
  }

  @Test("shows how far apart the definitions lie, the all-seeing observer left out")
  func definitions() {
    let page = page(Fixture.results())
    #expect(page.contains("runs from 8.0 % (confirmed rise) to 24.7 % (new item)"))
  }

  @Test("says what is borrowed, assumed and not modelled")
  func borrowed() {
    let page = page(Fixture.results())
    #expect(
      page.contains(
        "**Borrowed or assumed:** kinetics: canakinumab, the class anchor. 2 of 4 values have no "
          + "source (see the register of assumptions). Not modelled: dose changes of standard therapy, "
          + "centres, adverse events."))
    var scenario = Fixture.scenario()
    scenario.recurrence.definitionsFrom = "assumed; the registry entry defines none"
    #expect(
      self.page(Fixture.results(), scenario).contains(
        "anchor. Recurrence: assumed; the registry entry defines none. 2 of 4 values"))
  }

  /// 1 - 0.9^15 = 0.794.
  @Test("gives the protocol a paragraph")
  func protocolText() {
    let page = page(Fixture.results())
    #expect(
      page.contains(
        "*Protocol text (SPIRIT 2025 item 19):* \"With 15 patients, the 95 % Clopper-Pearson interval "
          + "has an expected width of 40 percentage points at a recurrence of 13 %, and an adverse "
          + "event of true frequency 10 % is seen at least once with a probability of 79 %."))
    #expect(page.contains("No formal comparison is powered.\""))
  }

  @Test("says that it is simulated, of which scenario, by which engine")
  func footer() {
    #expect(
      page(Fixture.results()).contains(
        "*Simulated: no patient data.* Scenario `3f9c00112233`, engine 0.1.0, 20,000 trials, seed "
          + "7381465."))
  }

  @Test("says nothing of drug, flares and entry where a distribution is all that is known")
  func statistical() throws {
    var results = Fixture.results()
    results.measures.removeAll { $0.drug != .assumed }
    let page = page(results, try Fixture.statisticalScenario())
    for word in ["drug from no drug", "IC50", "follow no flare", "enter observation", "kinetics"] {
      #expect(!page.contains(word), "\(word)")
    }
    #expect(page.contains("Not modelled: drug levels, flares and scores, screening, centres"))
    #expect(page.contains("is declared in 42 % of trials; with 30 patients in 83 %."))
  }

  @Test("has no sentence of a decision where the scenario has none")
  func noDecision() {
    var scenario = Fixture.scenario()
    scenario.decision = nil
    let page = page(Fixture.results(), scenario)
    #expect(!page.contains("declared"))
    #expect(!page.contains("criterion"))
  }

  @Test("escapes what the scenario says")
  func escaping() {
    var scenario = Fixture.scenario()
    scenario.title = "A | B <b>"
    scenario.question = "*What*?"
    let page = page(Fixture.results(), scenario)
    #expect(page.hasPrefix("# A \\| B \\<b>"))
    #expect(page.contains("**\\*What\\*?**"))
  }

  @Test("says how often nothing can be estimated, unless that is rare")
  func failures() {
    func page(_ share: Double, _ scenario: Scenario? = nil) -> String {
      var results = Fixture.results()
      for i in results.measures.indices where results.measures[i].name == .failed {
        results.measures[i].value = share
        results.measures[i].mcse = 0.001
      }
      return self.page(results, scenario)
    }
    #expect(
      page(0.034).contains(
        "**In 3 % of trials nothing can be estimated**, and the decision is no."))
    #expect(!page(0.009).contains("nothing can be estimated"))
    var scenario = Fixture.scenario()
    scenario.decision = nil
    #expect(page(0.034, scenario).contains("**In 3 % of trials nothing can be estimated**."))
  }

  @Test("stands up to results without a single number")
  func empty() {
    let results = SimulationResults(
      trials: 1, seed: 0, plannedSize: 15, sizes: [15], measures: [], funnel: Funnel(criteria: 0))
    let page = page(results)
    #expect(page.contains("**-**"))
    #expect(!page.contains("nan"))
  }
}
