internal import Washout

/// What trials of every size conclude at each known rate: one row a rate and size.
enum KnownRateFile {
  static let columns = [
    "rate", "sample_size", "probability_of_decision", "probability_of_decision_mcse",
    "probability_of_no_go", "probability_of_no_go_mcse", "interval_width", "interval_width_mcse",
    "coverage", "coverage_mcse",
  ]

  static func csv(_ rates: [SimulationResults.KnownRate]) -> String {
    CSV.table(columns, rates.map(row))
  }

  private static func row(_ rate: SimulationResults.KnownRate) -> [String?] {
    [FileNumber.text(rate.rate), String(rate.sampleSize)]
      + [
        rate.probabilityOfDecision, rate.probabilityMCSE, rate.probabilityOfNoGo, rate.noGoMCSE,
        rate.intervalWidth, rate.intervalWidthMCSE, rate.coverage, rate.coverageMCSE,
      ].map(FileNumber.text)
  }
}
