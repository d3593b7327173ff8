internal import Foundation
internal import Washout
internal import WashoutNumerics

/// What a scenario means, in words that its writer can check.
struct Echo {
  private let scenario: Scenario
  private let root: Checked

  init(_ scenario: Scenario, _ root: Checked) {
    self.scenario = scenario
    self.root = root
  }

  /// One statement a line.
  var lines: [String] { [design] + course + [questions] + looks + drawn + [varied, register] }

  /// What each trial draws anew.
  private var drawn: [String] {
    (scenario.simulation.parameterUncertainty?.priors ?? []).map {
      "each trial draws \($0.path) from \($0.words)"
    }
  }

  private var design: String {
    let trial = scenario.trial
    let visits = trial.visitWeeks.map { "visits at weeks \(Echo.listed($0))" } ?? "no visits"
    let patients = trial.sampleSize == 1 ? "patient" : "patients"
    let size =
      trial.sizeCounts == .enrolled
      ? patients : "\(patients) who \(trial.sampleSize == 1 ? "enters" : "enter")"
    var dosing = ""
    if let first = trial.doses.first {
      let sameDose = trial.doses.allSatisfy { $0.doseMg == first.doseMg }
      let amounts =
        sameDose
        ? NumberGrammar.shortest(first.doseMg)
        : trial.doses.map { NumberGrammar.shortest($0.doseMg) }.joined(separator: ", ")
      dosing = "\(amounts) mg at weeks \(Echo.listed(trial.doses.map(\.week))), "
    }
    return "\(trial.sampleSize) \(size), \(dosing)observed off drug from week "
      + "\(trial.withdrawalWeek) to week \(trial.endWeek); \(visits)"
  }

  private var course: [String] {
    switch scenario.course {
    case .statistical(let course): statistical(course)
    case .mechanistic:
      TypicalPatient(scenario).map { TypicalPatientWords($0, scenario).lines } ?? []
    }
  }

  private func statistical(_ course: StatisticalCourse) -> [String] {
    let end = Double(scenario.trial.endWeek)
    let free =
      course.curedShare + (1 - course.curedShare) * course.timeToRecurrenceWeeks.survival(end)
    return [
      "\(Echo.percent(1 - free)) of those never lost recur within \(scenario.trial.endWeek) weeks"
    ]
  }

  private var questions: String {
    let recurrence = scenario.recurrence
    let others = recurrence.definitions.map(\.name).filter { $0 != recurrence.primary }
    var words: [String] = []
    if !others.isEmpty {
      words = ["recurrence is \(recurrence.primary), beside \(others.joined(separator: ", "))"]
    } else if recurrence.primary != "recurrence" {
      // The one definition of a statistical course has a name that says nothing.
      words = ["recurrence is \(recurrence.primary)"]
    }
    guard let decision = scenario.decision else {
      return (words + ["nothing is decided"]).joined(separator: "; ")
    }
    words.append("decided when \(Self.condition(decision.rule))")
    if let noGo = decision.noGo { words.append("a no-go when \(Self.condition(noGo))") }
    return words.joined(separator: "; ")
  }

  private static func condition(_ rule: Decision.Rule) -> String {
    let number = NumberGrammar.shortest
    return switch rule {
    case .upperLimitBelow(let limit): "the upper limit is strictly below \(number(limit))"
    case .lowerLimitAbove(let limit): "the lower limit is strictly above \(number(limit))"
    case .pValueBelow(let limit):
      "the p-value is at most \(number(limit)) (p <= \(number(limit)))"
    case .posteriorOfRateBelow(let rate, let probability):
      "a rate below \(number(rate)) has a probability strictly above \(number(probability))"
    case .posteriorOfRateAbove(let rate, let probability):
      "a rate above \(number(rate)) has a probability strictly above \(number(probability))"
    }
  }

  private var looks: [String] {
    guard let looks = scenario.looks else { return [] }
    guard let plan = try? LookPlan(looks.design, sampleSize: scenario.trial.sampleSize) else {
      return []
    }
    let texts = LookGroup.groups(of: plan.looks).map { group in
      let many = group.look.stopIfAtLeast.map { "\($0) or more" }
      let few = group.look.stopIfAtMost.map { $0 == 0 ? "0" : "\($0) or fewer" }
      let counts = [few, many].compactMap { $0 }.joined(separator: ", or ")
      return "the first \(group.patientsInWords) (stops with \(counts) recurrences)"
    }
    let accrual = looks.accrual == .pause ? "recruitment waits" : "recruitment goes on"
    let end = (looks.declareIfAtMost ?? plan.declareIfAtMost).map {
      "; at its end declares with \($0) or fewer of \(scenario.trial.sampleSize)"
    }
    return [
      "looked at after \(LookGroup.list(texts)); \(accrual) meanwhile\(end ?? "")"
    ]
  }

  private var varied: String {
    let chosen = root["what_if"]["one_at_a_time"]
    let count: Int
    if chosen.text == "nothing" {
      count = 0
    } else if chosen.list.isEmpty {
      count = scenario.assumptions.filter { $0.range != nil }.count
    } else {
      count = chosen.list.count
    }
    return count == 1 ? "1 range varies" : "\(count) ranges vary one at a time"
  }

  private var register: String {
    let written = scenario.assumptions.filter { !$0.isDefault }
    let unsourced = written.filter(\.sources.isEmpty).count
    let noun = written.count == 1 ? "value" : "values"
    return "\(unsourced) of \(written.count) \(noun) \(unsourced == 1 ? "has" : "have") no source"
  }

  /// Weeks in a list, or as a step where there are many.
  static func listed(_ weeks: [Int]) -> String {
    let steps = Set(zip(weeks, weeks.dropFirst()).map { $1 - $0 })
    if weeks.count > 4, steps.count == 1, let first = weeks.first, let last = weeks.last {
      return "\(first), \(weeks[1]), ... \(last)"
    }
    return weeks.map(String.init).joined(separator: ", ")
  }

  static func percent(_ share: Double) -> String {
    NumberGrammar.shortest((share * 1000).rounded() / 10) + " %"
  }
}

/// The typical patient in words.
struct TypicalPatientWords {
  private let patient: TypicalPatient
  private let scenario: Scenario

  init(_ patient: TypicalPatient, _ scenario: Scenario) {
    self.patient = patient
    self.scenario = scenario
  }

  /// Half-life, and how long the drug stays above its IC50.
  var lines: [String] {
    let weight = scenario.patients.first { $0.name == "weight_kg" }?.distribution.quantile(0.5)
    let person =
      weight.map { "a \(NumberGrammar.shortest($0.rounded()))-kg patient" } ?? "a typical patient"
    var first = "half-life \(Self.rounded(patient.halfLifeDays)) d in \(person)"
    if let absorption = patient.absorption, absorption < patient.elimination {
      first += ", whose level falls as slowly as the drug is absorbed"
    }
    return ["\(first); \(cover)"]
  }

  private var cover: String {
    let lastDose = 7 * (scenario.trial.doses.last?.week ?? 0)
    let days = lastDose...(lastDose + 7 * 520)
    guard let last = days.last(where: { patient.concentration(onDay: Double($0)) >= patient.ic50 })
    else { return "never above the IC50 after the last dose" }
    return last == days.upperBound
      ? "above the IC50 for more than ten years" : "below the IC50 at week \(last / 7 + 1)"
  }

  private static func rounded(_ days: Double) -> String {
    NumberGrammar.shortest(days < 10 ? (days * 10).rounded() / 10 : days.rounded())
  }
}
