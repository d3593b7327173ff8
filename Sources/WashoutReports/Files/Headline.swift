package import Washout

/// The numbers that a reviewer compares first: at most 60, in a fixed order.
///
/// Per patient, then the planned trial, then each definition, each estimand and each analysis, then the
/// decision by size. Numbers that the scenario does not give leave no row.
package struct Headline {
  /// The most rows that the table has.
  package static let limit = 60

  private let findings: Findings

  /// The headline of a simulation.
  package init(_ findings: Findings) {
    self.findings = findings
  }

  /// The rows.
  package var measures: [Measure] {
    let all = perPatient + perTrial + definitions + estimands + analyses + sizes
    var distinct: [Measure] = []
    for case let measure? in all where !distinct.contains(measure) { distinct.append(measure) }
    return Array(distinct.prefix(Self.limit))
  }

  private var scenario: Scenario { findings.scenario }

  private func everyDrug(_ measure: (DrugAssumption) -> Measure?) -> [Measure?] {
    DrugAssumption.allCases.map(measure)
  }

  private var perPatient: [Measure?] {
    let shares: [MeasureName] = [
      .shareEntering, .shareLeavingBefore, .shareLost, .aboveIC50Share,
    ]
    return everyDrug { findings.recurrence($0) } + everyDrug { findings.falseShare($0) }
      + shares.map { findings.patient($0) }
  }

  private var perTrial: [Measure?] {
    let means: [MeasureName] = [.entered, .recurrences, .screened, .months]
    let variances: [MeasureName] = [.varianceBetweenDraws, .varianceWithinDraws]
    return everyDrug { findings.decided($0) }
      + variances.flatMap { name in everyDrug { findings.trial(name, $0) } }
      + [findings.trial(.exactProbabilityOfDecision)]
      + means.map { findings.trial($0) }
      + looks
  }

  /// What looks do, none without them.
  private var looks: [Measure?] {
    let measures: [MeasureName] = [
      .stoppingWithLooks, .enrolledWithLooks, .evaluatedWithLooks, .monthsWithLooks,
      .decisionWithLooks,
    ]
    return measures.flatMap { name in everyDrug { findings.withLooks(name, $0) } }
  }

  private var definitions: [Measure?] {
    scenario.recurrence.definitions.prefix(8).map {
      findings.patient(.recurrenceRate, subject: $0.name, layer: .assessed)
    }
  }

  private var estimands: [Measure?] {
    scenario.estimands.prefix(4).map {
      findings.patient(.trueValue, subject: $0.name, layer: $0.truth)
    }
  }

  private var analyses: [Measure?] {
    scenario.analyses.prefix(4).flatMap { analysis in
      let layer = scenario.estimands.first { $0.name == analysis.estimand }?.truth
      return [
        findings.trial(.bias, subject: analysis.name, layer: layer),
        findings.trial(.coverage, subject: analysis.name, layer: layer),
        findings.trial(.intervalWidth, subject: analysis.name),
      ]
    }
  }

  private var sizes: [Measure?] {
    findings.results.sizes.flatMap {
      [findings.decided(size: $0), findings.decided(.noEffect, size: $0)]
    }
  }
}
