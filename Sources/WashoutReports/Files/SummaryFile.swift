internal import Washout

/// Everything that a simulation gives, as one JSON document with keys in a fixed order.
package struct SummaryFile {
  /// The version of the document's form.
  package static let format = 1

  private let findings: Findings
  private let digest: String
  private let provenance: Provenance?
  private let files: [String]

  /// The summary of a simulation; `files` are the files of its folder, this one last.
  package init(
    _ findings: Findings, digest: String, _ provenance: Provenance? = nil, files: [String]
  ) {
    self.provenance = provenance
    self.findings = findings
    self.digest = digest
    self.files = files
  }

  /// The document.
  package var json: JSONValue {
    .object([
      .init("washout", .integer(Self.format)),
      .init("engine", .string(EngineVersion.current)),
      .init("scenario", scenario),
      .init("simulation", simulation),
      .init("decision", decision),
      .init("expectations", .array(findings.expectations.map(expectation))),
      .init("decision_sizes", .array(results.decisionSizes.map(decisionSizes))),
      .init("parameter_uncertainty", .array(findings.priors.map(prior))),
      .init("measures", .array(results.measures.map(MeasureTable.json))),
      .init("known_rates", .array(knownRates.map(knownRate))),
      .init("what_if", WhatIfSummary.json(findings.whatIf)),
      .init("example_trials", .array(results.exampleTrials.map(exampleTrial))),
      .init("funnel", funnel),
      .init("assumptions", .array(findings.scenario.assumptions.map(assumption))),
      .init("sources", .array(findings.scenario.sources.map(source))),
      .init("provenance", provenance?.json ?? .null),
      .init("files", .array(files.map(JSONValue.string))),
    ])
  }

  private var results: SimulationResults { findings.results }

  /// Those of the sizes that are simulated; `known_rates.csv` has every size.
  private var knownRates: [SimulationResults.KnownRate] {
    results.rateTable.filter { results.sizes.contains($0.sampleSize) }
  }

  private var scenario: JSONValue {
    let scenario = findings.scenario
    return .object([
      .init("name", .string(scenario.name)),
      .init("digest", .string(digest)),
      .init("title", .string(scenario.title)),
      .init("registry", .text(scenario.registry)),
      .init("question", .text(scenario.question)),
      .init("context", .text(scenario.context)),
      .init("course", .string(findings.isStatistical ? "statistical" : "mechanistic")),
      .init("primary_definition", .string(scenario.recurrence.primary)),
      .init("withdrawal_week", .integer(scenario.trial.withdrawalWeek)),
      .init("end_week", .integer(scenario.trial.endWeek)),
    ])
  }

  private var simulation: JSONValue {
    .object([
      .init("trials", .integer(results.trials)),
      .init("seed", .integer(results.seed)),
      .init("planned_size", .integer(results.plannedSize)),
      .init("sizes", .array(results.sizes.map(JSONValue.integer))),
    ])
  }

  private var decision: JSONValue {
    guard let decision = findings.scenario.decision else { return .null }
    let (rule, limit, probability): (String, Double, Double?) =
      switch decision.rule {
      case .upperLimitBelow(let limit): ("upper_limit_below", limit, nil)
      case .lowerLimitAbove(let limit): ("lower_limit_above", limit, nil)
      case .pValueBelow(let limit): ("p_value_below", limit, nil)
      case .posteriorOfRateBelow(let rate, let above): ("posterior_of_rate_below", rate, above)
      case .posteriorOfRateAbove(let rate, let above): ("posterior_of_rate_above", rate, above)
      }
    return .object([
      .init("name", .string(decision.name)),
      .init("analysis", .string(decision.analysis)),
      .init("rule", .string(rule)),
      .init("limit", .number(limit)),
      .init("probability", .number(probability)),
      .init("counts", .array(results.decisionCounts.map(JSONValue.integer))),
    ])
  }

  private func expectation(_ result: ExpectationResult) -> JSONValue {
    .object([
      .init("headline", .string(result.expectation.headline.rawValue)),
      .init("at_least", .number(result.expectation.atLeast)),
      .init("at_most", .number(result.expectation.atMost)),
      .init("value", .number(result.value)),
      .init("mcse", .number(result.mcse)),
      .init("met", .bool(result.isMet)),
      .init("within_two_mcse", .bool(result.isClose)),
    ])
  }

  private func decisionSizes(_ sizes: DecisionSizes) -> JSONValue {
    .object([
      .init("drug", .string(sizes.drug.rawValue)),
      .init("probability", .number(sizes.probability)),
      .init("largest", .integer(sizes.largest)),
      .init("first", .integer(sizes.first.size)),
      .init("first_low", .integer(sizes.first.low)),
      .init("first_high", .integer(sizes.first.high)),
      .init("stable", .integer(sizes.stable.size)),
      .init("stable_low", .integer(sizes.stable.low)),
      .init("stable_high", .integer(sizes.stable.high)),
    ])
  }

  private func prior(_ prior: ParameterUncertainty.Prior) -> JSONValue {
    let correlation = findings.trial(.rankCorrelation, subject: prior.path)
    return .object([
      .init("path", .string(prior.path)), .init("prior", .string(prior.words)),
      .init("rank_correlation", .number(correlation?.value)),
      .init("mcse", .number(correlation?.mcse)),
    ])
  }

  private func knownRate(_ rate: SimulationResults.KnownRate) -> JSONValue {
    .object([
      .init("rate", .number(rate.rate)),
      .init("sample_size", .integer(rate.sampleSize)),
      .init("probability_of_decision", .number(rate.probabilityOfDecision)),
      .init("probability_of_decision_mcse", .number(rate.probabilityMCSE)),
      .init("probability_of_no_go", .number(rate.probabilityOfNoGo)),
      .init("probability_of_no_go_mcse", .number(rate.noGoMCSE)),
      .init("interval_width", .number(rate.intervalWidth)),
      .init("interval_width_mcse", .number(rate.intervalWidthMCSE)),
      .init("coverage", .number(rate.coverage)),
      .init("coverage_mcse", .number(rate.coverageMCSE)),
    ])
  }

  private func exampleTrial(_ trial: SimulationResults.ExampleTrial) -> JSONValue {
    .object([
      .init("trial", .integer(trial.trial)),
      .init("analysis", .string(trial.analysis)),
      .init("events", .integer(trial.events)),
      .init("denominator", .integer(trial.denominator)),
      .init("estimate", .number(trial.estimate)),
      .init("lower", .number(trial.lower)),
      .init("upper", .number(trial.upper)),
      .init("decided", trial.decided.map(JSONValue.bool) ?? .null),
    ])
  }

  private var funnel: JSONValue {
    let funnel = results.funnel
    let criteria = findings.scenario.eligibility.criteria
    let isComplete = funnel.failedFirst.count == criteria.count
    let rows = isComplete ? criteria.indices.map { criterion(criteria[$0], funnel, $0) } : []
    return .object([
      .init("screened", .integer(funnel.screened)),
      .init("screened_in_full", .integer(funnel.screenedInFull)),
      .init("score_sum", .integer(funnel.scoreSum)),
      .init("score_square_sum", .integer(funnel.scoreSquareSum)),
      .init("criteria", .array(rows)),
    ])
  }

  private func criterion(_ criterion: Criterion, _ funnel: Funnel, _ i: Int) -> JSONValue {
    .object([
      .init("id", .string(criterion.id)),
      .init("text", .string(criterion.text)),
      .init("kind", .string(criterion.kind.rawValue)),
      .init("failed_first", .integer(funnel.failedFirst[i])),
      .init("failed_at_all", .integer(funnel.failedAtAll[i])),
    ])
  }

  private func assumption(_ assumption: Assumption) -> JSONValue {
    .object([
      .init("path", .string(assumption.path)),
      .init("value", .string(assumption.value)),
      .init("unit", .string(assumption.unit)),
      .init("low", .number(assumption.range?.lowerBound)),
      .init("high", .number(assumption.range?.upperBound)),
      .init("sources", .array(assumption.sources.map(JSONValue.string))),
      .init("note", .text(assumption.note)),
      .init("overridden", .bool(assumption.isOverridden)),
      .init("replaces", .text(assumption.replaces)),
      .init("default", .bool(assumption.isDefault)),
    ])
  }

  private func source(_ source: Source) -> JSONValue {
    .object([
      .init("key", .string(source.key)),
      .init("citation", .string(source.citation)),
    ])
  }
}
