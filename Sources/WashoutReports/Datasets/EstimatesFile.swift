public import Washout

/// What the analyses say of every trial, one row a trial, drug and analysis, as `simsum` of the R package rsimsum
/// reads it.
///
/// `dgm` is the drug, `method` the analysis, `b` the estimate and `se` its standard error; limits stand in
/// `ci_low` and `ci_high`, since rsimsum keeps `lower` and `upper` to itself. Undefined numbers are empty.
public struct EstimatesFile: Sendable {
  let scenario: Scenario
  /// Drugs that every trial is simulated on.
  let drugs: Int
  private let trueValues: [TrueValue]

  private struct TrueValue: Sendable {
    var drug: DrugAssumption
    var estimand: String
    var value: Double?
  }

  /// The rows of a scenario, with the true values of a simulation of it.
  ///
  /// An analysis of another kind than a share has no true value, and none has one where every trial draws its
  /// own values.
  public init(of scenario: Scenario, _ results: SimulationResults) {
    self.scenario = scenario
    drugs = results.measures.contains { $0.drug == .noEffect } ? 2 : 1
    let layers = Dictionary(uniqueKeysWithValues: scenario.estimands.map { ($0.name, $0.truth) })
    trueValues = results.measures.compactMap { measure in
      guard measure.name == .trueValue, let estimand = measure.subject,
        measure.layer == layers[estimand]
      else { return nil }
      return TrueValue(drug: measure.drug, estimand: estimand, value: measure.value)
    }
  }

  /// Names of the columns.
  package static let columns = [
    "dgm", "rep", "method", "estimand", "n", "b", "se", "ci_low", "ci_high", "p_value", "decided",
    "true_value", "events", "denominator", "true_events", "true_people",
  ]

  /// The first line.
  public static var header: String { CSV.line(columns) }

  /// The lines of some answers, in their order.
  public func lines(_ answers: [TrialAnswer]) -> String {
    answers.map { CSV.line(row($0)) }.joined()
  }

  private func row(_ answer: TrialAnswer) -> [String?] {
    let analysis = scenario.analyses[answer.analysis]
    return [
      answer.drug.rawValue, String(answer.trial), analysis.name, analysis.estimand,
      String(scenario.trial.sampleSize), FileNumber.text(answer.estimate),
      FileNumber.text(answer.standardError), FileNumber.text(answer.lower),
      FileNumber.text(answer.upper), FileNumber.text(answer.pValue),
      answer.isDecided.map { $0 ? "1" : "0" }, FileNumber.text(trueValue(answer, analysis)),
      String(answer.events), String(answer.denominator), String(answer.trueEvents),
      String(answer.truePeople),
    ]
  }

  private func trueValue(_ answer: TrialAnswer, _ analysis: Analysis) -> Double? {
    guard analysis.isShare, scenario.simulation.parameterUncertainty == nil else { return nil }
    return trueValues.first { $0.drug == answer.drug && $0.estimand == analysis.estimand }?.value
  }
}
