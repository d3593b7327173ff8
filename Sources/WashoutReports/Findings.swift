package import Washout

/// The numbers that the first page and the screen speak about.
package struct Findings: Sendable {
  /// What was simulated.
  package let scenario: Scenario
  /// What came out.
  package let results: SimulationResults
  /// What came out of what was varied; nil where nothing was.
  package let whatIf: WhatIfResults?
  /// Courses of people and trials, for figures; nil where none were followed.
  package let courses: SimulatedCourses?

  /// The findings of a simulation.
  package init(
    _ scenario: Scenario, _ results: SimulationResults, whatIf: WhatIfResults? = nil,
    courses: SimulatedCourses? = nil
  ) {
    self.scenario = scenario
    self.results = results
    self.whatIf = whatIf
    self.courses = courses
  }

  /// A result per patient; a nil subject or layer stands for any.
  package func patient(
    _ name: MeasureName, _ drug: DrugAssumption = .assumed, subject: String? = nil,
    layer: Layer? = nil
  ) -> Measure? {
    find(name, drug, nil, subject, layer)
  }

  /// A result of trials of a size, the planned one unless named; a nil subject or layer is any.
  package func trial(
    _ name: MeasureName, _ drug: DrugAssumption = .assumed, size: Int? = nil,
    subject: String? = nil, layer: Layer? = nil
  ) -> Measure? {
    find(name, drug, size ?? results.plannedSize, subject, layer)
  }

  private func find(
    _ name: MeasureName, _ drug: DrugAssumption, _ size: Int?, _ subject: String?, _ layer: Layer?
  ) -> Measure? {
    results.measures.first {
      $0.name == name && $0.drug == drug && $0.sampleSize == size
        && (subject == nil || $0.subject == subject) && (layer == nil || $0.layer == layer)
    }
  }
}

// MARK: - What the scenario asks

extension Findings {
  /// True where the course is a distribution of time to recurrence: no drug, no flares, no scores.
  package var isStatistical: Bool {
    if case .statistical = scenario.course { true } else { false }
  }

  /// True where the assumed drug itself does nothing: its largest effect is 0.
  package var drugDoesNothing: Bool {
    if case .mechanistic(let drug, _, _) = scenario.course {
      drug.maximumEffect == 0
    } else {
      false
    }
  }

  /// True where the same people were followed on a drug that does nothing, and the assumed one does not.
  package var hasNoEffect: Bool {
    !drugDoesNothing && results.measures.contains { $0.drug == .noEffect && $0.value != nil }
  }

  /// The analysis of a share that decides, or else the first of a share.
  package var analysis: Analysis? {
    let shares = scenario.analyses.filter(\.isShare)
    return shares.first { $0.name == scenario.decision?.analysis } ?? shares.first
  }

  /// Values that the scenario states itself, defaults left out.
  package var statedValues: [Assumption] { scenario.assumptions.filter { !$0.isDefault } }

  /// Of those, the ones without a source.
  package var valuesWithoutSource: Int { statedValues.count { $0.sources.isEmpty } }

  /// The same in words, such as `2 of 3 values have no source`.
  package var withoutSource: String {
    "\(valuesWithoutSource) of \(Terms.count(statedValues.count, "value")) "
      + "\(valuesWithoutSource == 1 ? "has" : "have") no source"
  }
}

// MARK: - Headlines

extension Findings {
  /// Recurrence recorded by the primary definition, of those who enter.
  package func recurrence(_ drug: DrugAssumption = .assumed) -> Measure? {
    patient(.recurrenceRate, drug, subject: scenario.recurrence.primary, layer: .assessed)
  }

  /// Of recurrences recorded, those that follow no flare.
  package func falseShare(_ drug: DrugAssumption = .assumed) -> Measure? {
    patient(.falseRecurrenceShare, drug, subject: scenario.recurrence.primary)
  }

  /// Drug above the own IC50 at the end; nil where the drug has no effect that a concentration could have.
  package var aboveIC50: Measure? {
    guard case .mechanistic(let drug, _, _) = scenario.course, drug.maximumEffect > 0 else {
      return nil
    }
    return patient(.aboveIC50Share)
  }

  /// Mean width of the interval of the analysis that decides.
  package func width(_ drug: DrugAssumption = .assumed, size: Int? = nil) -> Measure? {
    analysis.flatMap { trial(.intervalWidth, drug, size: size, subject: $0.name) }
  }

  /// Share of trials of a size that make the decision; where values are drawn, the assurance at the planned
  /// one.
  package func decided(_ drug: DrugAssumption = .assumed, size: Int? = nil) -> Measure? {
    if size ?? results.plannedSize == results.plannedSize, let assurance = assurance(drug) {
      return assurance
    }
    return trial(.probabilityOfDecision, drug, size: size)
  }

  /// A result of trials of the planned size that looks can stop; nil without looks.
  package func withLooks(_ name: MeasureName, _ drug: DrugAssumption = .assumed) -> Measure? {
    scenario.looks.flatMap { trial(name, drug, subject: $0.analysis) }
  }

  /// People enrolled by trials that looks can stop, or where nobody knows when they enrol, evaluated.
  package func peopleWithLooks(_ drug: DrugAssumption = .assumed) -> Measure? {
    withLooks(.enrolledWithLooks, drug) ?? withLooks(.evaluatedWithLooks, drug)
  }

  /// The mean number in the denominator of the analysis that decides, to the nearest person.
  package func usualDenominator(size: Int? = nil) -> Int? {
    let mean = analysis.flatMap { trial(.denominator, size: size, subject: $0.name)?.value }
    guard let value = mean ?? trial(.entered, size: size)?.value, value.isFinite, value >= 0
    else { return nil }
    return Int(value.rounded())
  }

  /// The count that decides in a trial of a size with the usual denominator, or else with the smallest
  /// above it that can decide.
  package func decisionCount(size: Int? = nil) -> DecidingCount? {
    guard scenario.decision != nil, let usual = usualDenominator(size: size) else { return nil }
    return DecidingCount(
      results.decisionCounts, usual: usual, largest: size ?? results.plannedSize,
      isAtMost: decidesWithFew)
  }

  /// Whether few recurrences make the decision.
  package var decidesWithFew: Bool { scenario.decidesWithFew }

  /// The assumed drug and, where the same people were followed on it, one that does nothing.
  package var drugs: [DrugAssumption] { hasNoEffect ? [.assumed, .noEffect] : [.assumed] }

  /// The chances of the decision in trials of a size, side by side: assumed drug, then no effect.
  package func chances(size: Int? = nil) -> [String] {
    let chances = drugs.map { decided($0, size: size) }
    let limit = NumberText.decimals(of: chances)
    return chances.map { NumberText.percent($0, limit: limit) }
  }
}

// MARK: - Exact beside simulated

extension Findings {
  /// What makes the decision likely enough on a drug; nil where counts do not decide.
  package func decisionSizes(_ drug: DrugAssumption = .assumed) -> DecisionSizes? {
    results.decisionSizes.first { $0.drug == drug }
  }

  /// Where the simulated and the exact probability of the decision differ by more than 4 errors of their
  /// difference, which independent subjects cannot bring about: a sign of a mistake in the program.
  package var disagreements: [String] {
    results.measures.compactMap { measure in
      guard measure.name == .decisionSimulatedMinusExact, let value = measure.value,
        let mcse = measure.mcse, abs(value) > 4 * mcse, let size = measure.sampleSize
      else { return nil }
      let times = mcse > 0 ? NumberText.fixed(abs(value) / mcse, decimals: 1) : "infinitely many"
      let drug = measure.drug == .noEffect ? ", no effect" : ""
      return "n = \(size)\(drug): \(times) MCSE"
    }
  }

  /// The same as a sentence; nil where all agree.
  package var disagreement: String? {
    let found = disagreements
    guard !found.isEmpty else { return nil }
    return
      "Simulated and exact probability of the decision disagree (\(found.joined(separator: "; "))). "
      + "This is a bug in washout: do not use these numbers, and report it with the scenario."
  }
}

// MARK: - Judgements

extension Findings {
  /// The limits of `expect`, in order, beside what came out.
  package var expectations: [ExpectationResult] { scenario.expectationResults(results) }

  /// Whether the decision tells the assumed drug from none in trials of a size.
  ///
  /// It does when the likelier of the two is declared in at least 80 % of trials and the other in at
  /// most 10 %. Nil without a decision, without a drug that does nothing beside it, and where the
  /// assumed drug does nothing itself.
  package func tellsDrugApart(size: Int? = nil) -> Bool? {
    guard hasNoEffect, let assumed = decided(size: size)?.value,
      let none = decided(.noEffect, size: size)?.value
    else { return nil }
    return max(assumed, none) >= 0.80 && min(assumed, none) <= 0.10
  }

  /// The larger size worth naming: the first that tells the drug apart, or else the first twice as large.
  package var largerSize: Int? {
    let larger = results.sizes.filter { $0 > results.plannedSize && decided(size: $0) != nil }
    return larger.first { tellsDrugApart(size: $0) == true }
      ?? larger.first { $0 >= 2 * results.plannedSize } ?? larger.last
  }
}
