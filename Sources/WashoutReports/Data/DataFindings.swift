public import Washout

/// Everything that the analysis of real data found, for screens and files.
public struct DataFindings: Sendable {
  let scenario: Scenario
  let results: ObservedResults
  let standing: [ObservedStanding]
  let likelihood: [LikelihoodRow]
  /// Simulated trials that the standing rests on, and those of each what-if cell.
  let trials: (standing: Int, cell: Int)
  /// The name of the data file.
  let file: String

  /// Findings of a data file under a scenario that was planned for its size.
  public init(
    scenario: Scenario, results: ObservedResults, standing: [ObservedStanding] = [],
    likelihood: [LikelihoodRow] = [], trials: (standing: Int, cell: Int) = (0, 0), file: String
  ) {
    self.scenario = scenario
    self.results = results
    self.standing = standing
    self.likelihood = likelihood
    self.trials = trials
    self.file = file
  }

  /// The analysis whose result stands in the first line: the deciding one, with an estimate or without; with
  /// no decision, the first share.
  var headline: ObservedResults.AnalysisResult? {
    if let decision = scenario.decision {
      return results.analyses.first { $0.name == decision.analysis }
    }
    return results.analyses.first { $0.estimate?.lower != nil && $0.isShare }
      ?? results.analyses.first
  }

  /// P(as many or more) where the rate of the assumed drug lies below the observed one, else P(as many or
  /// fewer).
  var isUpperTail: Bool {
    guard let result = results.proportionOfInterest, let value = result.estimate?.value,
      let first = standing.first
    else { return true }
    return value >= first.rate
  }

  /// A what-if cell in words.
  static func name(_ row: LikelihoodRow) -> String {
    row.path == "drug" ? "a drug without effect" : "\(row.path) = \(row.value)"
  }
}
