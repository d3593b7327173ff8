import Testing
import Washout
import WashoutNumerics
import WashoutScenarios

@Suite("Shipped scenarios")
struct ShippedScenarioTests {
  static let names = [
    "all-driven", "cstar012", "exponential", "fast-clearance", "long-follow-up", "no-drug-effect",
    "not-driven", "pericarditis",
  ]

  private static func parse(_ name: String) throws -> ParsedScenario {
    try ScenarioParser().parse(fileAt: "scenarios/\(name).yaml")
  }

  private static func mechanism(_ name: String) throws -> (Drug, Flares, Activity) {
    guard case .mechanistic(let drug, let flares, let activity) = try parse(name).scenario.course
    else { throw NotAMechanism() }
    return (drug, flares, activity)
  }

  private struct NotAMechanism: Error {}

  @Test("are read without a fault, with a title, a question and sources", arguments: names)
  func read(_ name: String) throws {
    let scenario = try Self.parse(name).scenario
    #expect(scenario.name == name)
    #expect(throws: Never.self) { try Model(scenario) }
    #expect(!scenario.title.isEmpty && scenario.question != nil && !scenario.sources.isEmpty)
  }

  @Test("are all different")
  func different() throws {
    let digests = try Self.names.map { try Self.parse($0).digest }
    #expect(Set(digests).count == Self.names.count)
  }

  @Test("of CSTAR012: the design")
  func design() throws {
    let scenario = try Self.parse("cstar012").scenario
    let trial = scenario.trial
    #expect(trial.sampleSize == 15 && trial.screeningWeek == -2)
    #expect(trial.doses == [0, 4, 8].map { PlannedDose(week: $0, doseMg: 200) })
    #expect(trial.visitWeeks == [0, 4, 8, 12, 16, 20, 24])
    #expect(trial.visitWindowDays == 3 && trial.doseWindowDays == 3)
    #expect(trial.enters == .notWorse && trial.missedDoseShare == 0.02)
    #expect(trial.worse == .rise(score: "sledai", from: .baseline, by: 4))
    #expect(try trial.unscheduledVisit?.delayDays == Distribution(.exponential(mean: 5)))
    #expect(
      scenario.leaving.lost == .init(share: 0.10, byWeek: 24) && scenario.leaving.lostLink == nil)
    #expect(scenario.response?.rule == .fall(score: "sledai", from: .baseline, by: 4))
    #expect(
      scenario.simulation
        == Simulation(
          trials: 20_000, seed: 7_381_465,
          stopWhen: .init(mcseOf: "probability_of_decision", below: 0.005, atMostTrials: 200_000)))
    #expect(scenario.whatIfSampleSizes == [10, 12, 15, 18, 20, 25, 30, 40, 60])
  }

  @Test("of CSTAR012: patients and criteria")
  func patients() throws {
    let scenario = try Self.parse("cstar012").scenario
    let byName = Dictionary(uniqueKeysWithValues: scenario.patients.map { ($0.name, $0) })
    #expect(byName["weight_kg"]?.distribution.shape == .lognormal(median: 55.7, sdLog: 0.18))
    #expect(
      byName["age_years"]?.distribution.shape == .normal(mean: 34, sd: 10, lower: 14, upper: 75))
    #expect(byName["female"]?.distribution.shape == .bernoulli(share: 0.92))
    #expect(
      byName["immunosuppressants"]?.distribution.shape
        == .categorical(values: [0, 1, 2], shares: [0.42, 0.50, 0.08]))
    let crp = byName["crp_mg_per_l"]?.marker
    #expect(crp?.logIf == ["serositis": 0.8, "fever": 0.6, "arthritis": 0.3])
    #expect(
      crp?.correlationWith?.marker == "esr_mm_per_h" && crp?.correlationWith?.correlation == 0.5)
    let criteria = scenario.eligibility.criteria
    #expect(criteria.map(\.id) == (1...7).map { "I\($0)" } + (1...14).map { "E\($0)" })
    #expect(criteria.filter(\.foundAtScreening).map(\.id) == ["I7", "E4", "E7"])
    #expect(
      criteria[2].rule
        == .all([
          .within(variable: "sledai", Bounds(lower: 1, upper: 12)),
          .within(variable: "clinical_sledai", Bounds(lower: 0, lowerIsExcluded: true)),
        ]))
    #expect(
      criteria[8].rule
        == .any([
          .anyItem([
            "seizure", "psychosis", "organic_brain_syndrome", "visual_disturbance", "cranial_nerve",
            "stroke",
          ]), .itemWithShare(item: "proteinuria", share: 0.68),
        ]))
    #expect(criteria[8].kind == .exclude && criteria[8].share == 0.01)
  }

  @Test("of CSTAR012: drug, flares and the instrument")
  func mechanism() throws {
    let (drug, flares, activity) = try Self.mechanism("cstar012")
    #expect(
      drug.clearance
        == PersonalValue(
          median: 0.174, sdLog: 0.293,
          scalesWith: [
            .init(covariate: "albumin_g_per_l", at: 43, power: -0.916),
            .init(covariate: "weight_kg", at: 70, power: 0.695),
          ]))
    #expect(drug.ic50 == PersonalValue(median: 1, sdLog: 0.63) && drug.drivenShare == 0.5)
    #expect(drug.antibodyShare == 0 && drug.antibodyClearanceTimes == 2)
    #expect(flares.backgroundPerYear == 0.5 && flares.suppressiblePerYear == 1.6)
    #expect(activity.items.map(\.number) == Array(1...24))
    #expect(activity.items.map(\.weight).reduce(0, +) == 105)  // 8 x 8 + 6 x 4 + 7 x 2 + 3
    #expect(
      activity.items.filter { !$0.isClinical }.map(\.name) == ["low_complement", "dna_binding"])
    #expect(activity.groups.map(\.name) == ["laboratory", "serologically_active", "serositis"])
    // The pool's mean score is the sum of weight times share: 9.6 by model.md, section 7.
    let mean = activity.items.map { Double($0.weight) * $0.present }.reduce(0, +)
    #expect(abs(mean - 9.6) < 0.05)
  }

  @Test("of CSTAR012: questions")
  func questions() throws {
    let scenario = try Self.parse("cstar012").scenario
    #expect(scenario.recurrence.primary == "sledai_rise")
    #expect(
      scenario.recurrence.definitions.map(\.name) == [
        "any_flare", "confirmed_rise", "new_clinical_item", "returned_item", "sledai_rise",
      ])
    #expect(scenario.recurrence.definitions[1].confirmation == .nextVisit)
    #expect(scenario.estimands.map(\.name) == ["recurrence", "failure_of_all_dosed"])
    #expect(
      scenario.estimands[0].strategies == [
        .lost: .hypothetical, .stopsDosing: .treatmentPolicy, .therapyChanged: .treatmentPolicy,
        .noResponse: .treatmentPolicy,
      ])
    #expect(
      scenario.analyses.map(\.method) == [
        .proportion(lost: .leftOut, interval: .clopperPearson), .kaplanMeier(),
        .proportion(lost: .recurrence, interval: .clopperPearson),
      ])
    #expect(scenario.decision?.rule == .upperLimitBelow(0.40))
    #expect(
      scenario.expectations == [
        Expectation(headline: .recurrence, atLeast: 0.08, atMost: 0.15),
        Expectation(headline: .probabilityOfDecision, atLeast: 0.30),
      ])
  }

  @Test("that vary CSTAR012 differ from it in what they say, and in nothing else")
  func variants() throws {
    let base = try Self.parse("cstar012").canonicalText.split(separator: "\n")
    let changes = [
      "no-drug-effect": "drug.effect.maximum = 0", "all-driven": "drug.effect.driven = 1",
      "not-driven": "drug.effect.driven = 0",
      "long-follow-up": "trial.observation_off_drug.to_week = 36",
      "fast-clearance": "drug.clearance_l_per_day = 0.348",
    ]
    for (name, change) in changes {
      let other = try Self.parse(name).canonicalText.split(separator: "\n")
      let path = change.prefix { $0 != "=" }
      #expect(Set(other).subtracting(base).map(String.init) == [change])
      #expect(
        Set(base).subtracting(other).allSatisfy { $0.hasPrefix(path) || $0.contains(".prior.") })
    }
  }

  @Test("of pericarditis: doses and numeric scores")
  func pericarditis() throws {
    let scenario = try Self.parse("pericarditis").scenario
    #expect(scenario.trial.doses.map(\.doseMg) == [320] + Array(repeating: 160, count: 11))
    #expect(scenario.trial.doses.map(\.week) == Array(0...11) && scenario.trial.doseWindowDays == 1)
    let (_, _, activity) = try Self.mechanism("pericarditis")
    #expect(activity.items.isEmpty && activity.scores.map(\.name) == ["crp_mg_per_l", "pain"])
    #expect(activity.scores[1].reported == 0...10 && activity.scores[1].isSymptom)
    #expect(
      scenario.recurrence.definitions.map(\.rule).contains(
        .all([
          .level(score: "pain", Bounds(lower: 4)), .level(score: "crp_mg_per_l", Bounds(lower: 10)),
        ])))
  }
}
