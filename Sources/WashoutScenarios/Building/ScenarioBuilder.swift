internal import Washout
internal import WashoutNumerics

/// Turns a scenario that fits the schema into the typed one, checking what one key alone cannot show.
///
/// Every part is built even when another is faulty, so that all faults are reported at once; only
/// then is the whole put together.
struct ScenarioBuilder {
  let root: Checked
  let findings: Findings
  let checker: Checker
  let names: Names
  let schedule: Schedule

  init(_ root: Checked, _ checker: Checker) {
    self.root = root
    self.checker = checker
    findings = checker.findings
    names = Names(root)
    schedule = Schedule(root)
  }

  /// Whether the file gives a distribution of the time to recurrence in place of a mechanism.
  var isStatistical: Bool { !root["statistical"].isMissing }

  /// The scenario, or nil when anything is faulty.
  func build(name: String) -> Scenario? {
    checkSections()
    let trial = trial()
    let patients = patients()
    let eligibility = eligibility()
    let course = course()
    let leaving = leaving()
    let response = response()
    let recurrence = recurrence()
    let estimands = estimands()
    let analyses = analyses()
    let decision = decision()
    let looks = looks()
    let simulation = simulation()
    let drawn = drawnValues()
    checkWhatIf()
    warnOfIdleRates()
    warnOfIdleSettings()
    let expectations = expectations()
    let register = AssumptionRegister(root, findings).assumptions
    if let course, let trial { checkCourseSize(course, leaving, trial) }
    guard findings.faults.isEmpty, let trial, let course, let simulation else { return nil }
    let scenario = Scenario(
      name: name, title: root["title"].text ?? "", registry: root["registry"].text,
      question: root["question"].text, context: root["context"].text, trial: trial,
      patients: patients, eligibility: eligibility, course: course, leaving: leaving,
      response: response, recurrence: recurrence, estimands: estimands, analyses: analyses,
      decision: decision, looks: looks,
      trueRatesOfInterest: root["true_rates_of_interest"].list.compactMap(\.number),
      simulation: simulation,
      whatIfSampleSizes: root["what_if"]["sample_sizes"].list.compactMap(\.integer),
      expectations: expectations, assumptions: register, sources: sources)
    return drawn.isEmpty ? scenario : scenario.drawing(drawn, root)
  }

  private var sources: [Source] {
    root["sources"].entries.map { Source(key: $0.key, citation: $0.value.text ?? "") }
  }

  /// A mechanism needs its sections.
  private func checkSections() {
    if isStatistical { return }
    for key in ["drug", "flares", "activity", "recurrence"] where root[key].isMissing {
      findings.fault(
        "the file lacks `\(key)`; write it, or `statistical` for a scenario without a mechanism",
        at: root.place)
    }
    if root["trial"].isPresent, root["trial"]["dosing"].isMissing {
      findings.fault("`trial` lacks `dosing`: the planned doses", at: root["trial"].place)
    }
  }
}

extension Scenario {
  /// The scenario with values drawn anew for each trial.
  fileprivate func drawing(_ values: [DrawnValue], _ root: Checked) -> Scenario {
    let drawn = DrawnScenario(root, self, values)
    let inputs = CanonicalText(root).lines.filter { $0.path != "simulation.seed" }
    var scenario = self
    scenario.simulation.parameterUncertainty = ParameterUncertainty(
      priors: values.map(\.prior),
      identity: inputs.map { "\($0.path) = \($0.value)" }.joined(separator: "\n"),
      scenario: { values throws(SimulationError) in try drawn.scenario(values) })
    return scenario
  }
}

extension Checked {
  /// True when nothing was written and there is no default.
  var isMissing: Bool { if case .absent = kind { true } else { false } }
}
