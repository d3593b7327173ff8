internal import Washout

/// What one analysis found, in words and in cells.
struct DataEstimate {
  private let result: ObservedResults.AnalysisResult

  init(_ result: ObservedResults.AnalysisResult) {
    self.result = result
  }

  /// Estimate, standard error, limits.
  var cells: [String] {
    let estimate = result.estimate
    return [
      text(estimate?.value, open: "not reached"), text(estimate?.standardError),
      text(estimate?.lower, open: openLimit), text(estimate?.upper, open: openLimit),
    ]
  }

  /// Such as `13.3 %, 95 % interval 1.7 to 40.5 % (2 of 15, exact)`.
  var inWords: String {
    guard let estimate = result.estimate else {
      return "no estimate by \(result.name) (\(result.reason ?? "not done"))"
    }
    return ([text(estimate.value, open: "not reached"), limits, test, belief].compactMap { $0 })
      .joined(separator: ", ") + " (\(result.events) of \(result.denominator), \(result.name))"
  }

  private var limits: String? {
    guard let estimate = result.estimate, estimate.lower != nil || estimate.upper != nil else {
      return nil
    }
    return "\(NumberText.percent(exactly: result.level)) interval "
      + (estimate.lower.map(bare) ?? openLimit) + " to " + text(estimate.upper, open: openLimit)
  }

  private var test: String? { result.pValue.map { "p-value " + ExactText.probability($0) } }

  private var belief: String? {
    result.posterior.map { "\($0.event) \(ExactText.percent($0.probability))" }
  }

  /// Limits of a median can lie beyond what was seen; only a median in weeks has no standard error.
  private var openLimit: String {
    result.quantity == .weeks && result.estimate?.standardError == nil
      ? "not reached" : NumberText.undefined
  }

  private func text(_ value: Double?, open: String = NumberText.undefined) -> String {
    guard let value else { return result.estimate == nil ? NumberText.undefined : open }
    switch result.quantity {
    case .share: return bare(value) + " %"
    case .weeks: return bare(value) + " weeks"
    case .ratio: return bare(value)
    }
  }

  private func bare(_ value: Double) -> String {
    switch result.quantity {
    case .share: NumberText.fixed(100 * value, decimals: 1)
    case .weeks: NumberText.fixed(value, decimals: 1)
    case .ratio: NumberText.fixed(value, decimals: 2)
    }
  }
}

extension ObservedResults.AnalysisResult.PosteriorProbability {
  /// Such as `P(rate below 30 %)`.
  var event: String {
    "P(rate \(isBelow ? "below" : "above") \(NumberText.percent(exactly: rate)))"
  }
}

/// A column of probabilities that only some analyses have.
struct ProbabilityColumn {
  let name: String
  let cell: (ObservedResults.AnalysisResult) -> String
}

extension DataFindings {
  /// The p-value where a test was done, the posterior probability where it decides.
  var probabilityColumns: [ProbabilityColumn] {
    var columns: [ProbabilityColumn] = []
    if results.analyses.contains(where: { $0.pValue != nil }) {
      columns.append(
        ProbabilityColumn(name: "p-value") { result in
          result.pValue.map(ExactText.probability) ?? NumberText.undefined
        })
    }
    if let posterior = results.analyses.compactMap(\.posterior).first {
      columns.append(
        ProbabilityColumn(name: posterior.event) { result in
          result.posterior.map { ExactText.percent($0.probability) } ?? NumberText.undefined
        })
    }
    return columns
  }
}
