import Washout
import WashoutNumerics
import WashoutReports

/// Results put together by hand, so that each test chooses the numbers that a sentence depends on.
enum Fixture {
  /// A small mechanistic scenario in the likeness of CSTAR012.
  static func scenario() -> Scenario {
    Scenario(
      name: "fixture", title: "Firsekibart withdrawal in SLE", registry: "NCT07381465",
      question: "What can 15 patients show?", context: "Design planning",
      trial: TrialDesign(
        sampleSize: 15, treatment: "Firsekibart 200 mg SC", screeningWeek: -2,
        doses: [0, 4, 8].map { PlannedDose(week: $0, doseMg: 200) }, drug: "firsekibart",
        missedDoseShare: 0.02, withdrawalWeek: 12, endWeek: 24, enters: .notWorse,
        worse: .rise(score: "sledai", from: .baseline, by: 4),
        visitWeeks: [0, 4, 8, 12, 16, 20, 24], visitWindowDays: 3, recruitedPerMonth: 1.5),
      eligibility: Eligibility(criteria: [
        Criterion(id: "I1", text: "Aged 18 to 65", kind: .include, share: 0.97),
        Criterion(id: "E1", text: "Major organ dysfunction", kind: .exclude, share: 0.10),
      ]),
      course: .mechanistic(drug: drug, flares: flares, activity: Activity(scoreName: "sledai")),
      leaving: Leaving(lost: Leaving.Clock(share: 0.10, byWeek: 24)),
      response: Response(rule: .fall(score: "sledai", from: .baseline, by: 4), atWeek: 12),
      recurrence: Recurrence(primary: "sledai_rise", definitions: definitions),
      estimands: [
        Estimand(
          name: "recurrence", population: .entered, definition: "sledai_rise", byWeek: 24,
          strategies: [.lost: .hypothetical, .noResponse: .treatmentPolicy])
      ],
      analyses: [
        Analysis(
          name: "exact", estimand: "recurrence",
          method: .proportion(lost: .leftOut, interval: .clopperPearson))
      ],
      decision: Decision(
        name: "recurrence is low", analysis: "exact", rule: .upperLimitBelow(0.40)),
      simulation: Simulation(trials: 20_000, seed: 7_381_465), assumptions: assumptions,
      sources: [Source(key: "F7", citation: "Chakraborty 2012, canakinumab")])
  }

  /// A scenario that knows only the time to recurrence.
  static func statisticalScenario() throws -> Scenario {
    var scenario = scenario()
    scenario.course = .statistical(
      StatisticalCourse(timeToRecurrenceWeeks: try Distribution(.exponential(mean: 33.6))))
    scenario.trial.doses = []
    scenario.eligibility = Eligibility()
    scenario.recurrence = Recurrence(
      primary: "event", definitions: [RecurrenceDefinition(name: "event", rule: .flare)])
    return scenario
  }

  /// The mechanistic scenario with a drug whose largest effect is 0.
  static func noEffectScenario() -> Scenario {
    var scenario = scenario()
    guard case .mechanistic(var drug, let flares, let activity) = scenario.course else {
      return scenario
    }
    drug.maximumEffect = 0
    scenario.course = .mechanistic(drug: drug, flares: flares, activity: activity)
    return scenario
  }

  /// Results of the mechanistic scenario; the arguments are what sentences turn on.
  static func results(
    decision: (assumed: Double, none: Double) = (0.42, 0.22),
    largerDecision: (assumed: Double, none: Double) = (0.83, 0.55),
    aboveIC50: Double = 0.60, falseShare: Double = 0.24, width: Double = 0.40
  ) -> SimulationResults {
    let sizes = [15, 30]
    var measures = perPatient(aboveIC50: aboveIC50, falseShare: falseShare)
    for size in sizes {
      measures += perTrial(size, size == 15 ? decision : largerDecision, width)
    }
    var funnel = Funnel(criteria: 2)
    funnel.screened = 1_000
    funnel.failedFirst = [30, 97]
    funnel.failedAtAll = [30, 100]
    funnel.screenedInFull = 1_000
    return SimulationResults(
      trials: 20_000, seed: 7_381_465, plannedSize: 15, sizes: sizes, measures: measures,
      funnel: funnel, decisionCounts: decisionCounts,
      rateTable: [
        .init(
          rate: 0.10, sampleSize: 15, probabilityOfDecision: 0.6, intervalWidth: 0.36,
          coverage: 0.98),
        .init(
          rate: 0.10, sampleSize: 16, probabilityOfDecision: 0.61, intervalWidth: 0.35,
          coverage: 0.97),
        .init(
          rate: 0.10, sampleSize: 30, probabilityOfDecision: 0.9, probabilityMCSE: 0.0012,
          intervalWidth: 0.25, coverage: 0.96),
      ],
      exampleTrials: [
        .init(
          trial: 1, analysis: "exact", events: 5, denominator: 12, estimate: 5 / 12, lower: 0.152,
          upper: 0.723, decided: false),
        .init(
          trial: 4, analysis: "exact", events: 2, denominator: 13, estimate: 2 / 13, lower: 0.019,
          upper: 0.454, decided: true),
      ])
  }

  /// The first page of a report in Markdown.
  static func firstPage(_ findings: Findings) -> String {
    let first = FirstPage(findings, digest: "3f9c00112233aabb")
    return Page(title: first.title, opening: first.elements, sections: []).markdown
  }

  /// The largest x with an upper 95 % Clopper-Pearson limit below 0.40, from R's binom.test.
  private static let decisionCounts: [Int?] = [
    nil, nil, nil, nil, nil, nil, nil, nil, 0, 0, 0, 0, 1, 1, 1, 1,
    2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 5, 5, 5, 6, 6,
  ]

  private static let definitions = [
    RecurrenceDefinition(
      name: "sledai_rise", rule: .rise(score: "sledai", from: .week(12), by: 4)),
    RecurrenceDefinition(
      name: "confirmed_rise", rule: .rise(score: "sledai", from: .week(12), by: 3),
      confirmation: .nextVisit),
    RecurrenceDefinition(
      name: "new_item", rule: .newItem(presentAt: nil, absentAt: .week(12), among: "clinical")),
    RecurrenceDefinition(name: "any_flare", rule: .flare),
  ]

  private static let drug = Drug(
    kineticsFrom: "canakinumab, the class anchor", clearance: PersonalValue(median: 0.174),
    volume: PersonalValue(median: 6.01), absorption: PersonalValue(median: 0.269),
    bioavailability: 0.7, maximumEffect: 0.95, ic50: PersonalValue(median: 1), drivenShare: 0.5)

  private static let flares = Flares(backgroundPerYear: 0.5, suppressiblePerYear: 1.6)

  private static let assumptions = [
    Assumption(
      path: "flares.background_per_year", value: "0.5", unit: "per year", range: 0.25...1,
      sources: ["F7"]),
    Assumption(path: "drug.effect.maximum", value: "0.95", note: "from the class"),
    Assumption(
      path: "leaving.lost.share", value: "0.1", unit: "share", isOverridden: true,
      replaces: "0.05"),
    Assumption(
      path: "drug.bioavailability", value: "0.7", unit: "share", sources: ["F7"],
      replaces: "0.6"),
    Assumption(path: "drug.effect.hill", value: "1", isDefault: true),
  ]

  private static func rate(
    _ name: String, _ value: Double, _ drug: DrugAssumption = .assumed, _ layer: Layer = .assessed
  ) -> Measure {
    Measure(
      .recurrenceRate, drug: drug, subject: name, layer: layer, value: value, mcse: 0.0007,
      replicates: 20_000)
  }

  private static func share(
    _ name: MeasureName, _ value: Double, _ mcse: Double, drug: DrugAssumption = .assumed,
    subject: String? = nil
  ) -> Measure {
    Measure(name, drug: drug, subject: subject, value: value, mcse: mcse, replicates: 20_000)
  }

  private static func perPatient(aboveIC50: Double, falseShare: Double) -> [Measure] {
    [
      rate("sledai_rise", 0.1334), rate("sledai_rise", 0.1748, .noEffect),
      rate("sledai_rise", -0.0414, .difference), rate("sledai_rise", 0.089, .assumed, .atVisits),
      rate("confirmed_rise", 0.0801), rate("new_item", 0.247), rate("any_flare", 0.148),
      share(.falseRecurrenceShare, falseShare, 0.003, subject: "sledai_rise"),
      share(.falseRecurrenceShare, 0.16, 0.003, subject: "confirmed_rise"),
      share(.missedFlareShare, 0.45, 0.002, subject: "sledai_rise"),
      share(.shareEntering, 0.871, 0.0006), share(.shareLeavingBefore, 0.1284, 0.0006),
      share(.shareLeavingBefore, 0.2461, 0.0008, drug: .noEffect),
      share(.aboveIC50Share, aboveIC50, 0.0009), share(.shareLost, 0.09, 0.0005),
    ]
  }

  private static func perTrial(
    _ size: Int, _ decision: (assumed: Double, none: Double), _ width: Double
  ) -> [Measure] {
    func number(
      _ name: MeasureName, _ value: Double, _ mcse: Double?, _ drug: DrugAssumption = .assumed,
      _ subject: String? = nil
    ) -> Measure {
      Measure(
        name, drug: drug, sampleSize: size, subject: subject, value: value, mcse: mcse,
        replicates: 20_000)
    }
    let scale = Double(size) / 15
    return [
      number(.screened, 140.2 * scale, 0.3), number(.entered, 13.06 * scale, 0.009),
      number(.enteredLow, 11 * scale, nil), number(.enteredHigh, 15 * scale, nil),
      number(.recurrences, 1.7 * scale, 0.009), number(.recurrencesLow, 0, nil),
      number(.recurrencesHigh, 4 * scale, nil), number(.months, 15.52 * scale, 0.02),
      number(.monthsLow, 12, nil), number(.monthsHigh, 19, nil),
      number(.probabilityOfDecision, decision.assumed, 0.0035),
      number(.probabilityOfDecision, decision.none, 0.003, .noEffect),
      number(.exactProbabilityOfDecision, decision.assumed + 0.001, nil),
      number(.decisionSimulatedMinusExact, -0.001, 0.003),
      number(.meanEstimate, 0.13, 0.0007, .assumed, "exact"),
      number(.intervalWidth, width, 0.0006, .assumed, "exact"),
      number(.intervalWidth, width + 0.06, 0.0006, .noEffect, "exact"),
      number(.meanUpperLimit, 0.42, 0.0009, .assumed, "exact"),
      number(.denominator, 12.9 * scale, 0.009, .assumed, "exact"),
      number(.failed, 0, 0.00003, .assumed, "exact"),
    ]
  }
}
