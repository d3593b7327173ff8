package import WashoutStatistics

/// What an analysis of counts makes of them beside a proportion and its interval.
package enum Counted: Sendable, Equatable {
  /// Nothing.
  case proportion
  /// A p-value of the exact test against a rate.
  case test(null: Double, Analysis.Alternative)
  /// The mean and the variance of what is believed of the rate.
  case belief(BetaMixture)

  /// Of an analysis.
  ///
  /// - Throws: `SimulationError.invalid` for a null rate that is not between 0 and 1, and for a prior that is
  ///   no mixture of betas.
  init(_ analysis: Analysis) throws(SimulationError) {
    let path = "analyses.\(analysis.name)"
    switch analysis.method {
    case .exactTest(_, let null, let alternative, _):
      guard null > 0 && null < 1 else {
        throw .invalid(
          path: "\(path).null_recurrence", reason: "is \(null), must lie between 0 and 1")
      }
      self = .test(null: null, alternative)
    case .betaBinomial(_, let prior):
      self = .belief(try Self.belief(prior, "\(path).prior"))
    default: self = .proportion
    }
  }

  /// A prior as the statistics room knows it.
  static func belief(
    _ prior: [Analysis.PriorComponent], _ path: String
  ) throws(SimulationError) -> BetaMixture {
    do {
      return try BetaMixture(
        prior.map { .init(weight: $0.weight, alpha: $0.alpha, beta: $0.beta) })
    } catch {
      throw .invalid(path: path, reason: "is no mixture of betas: \(error)")
    }
  }

  /// The estimate that this makes of a proportion's; nobody gives none.
  func applied(to proportion: TrialEstimate) -> TrialEstimate {
    var estimate = proportion
    guard let counts = Proportion(events: estimate.events, of: estimate.denominator) else {
      return estimate
    }
    switch self {
    case .proportion: break
    case .test(let null, let alternative):
      estimate.pValue = counts.binomialTest(null: null, alternative.ofRate) ?? 1
    case .belief(let prior):
      let posterior = prior.posterior(counts.events, of: counts.count)
      estimate.value = posterior.mean
      estimate.variance = posterior.variance
    }
    return estimate
  }
}

extension Analysis.Alternative {
  /// The same of a rate.
  var ofRate: Alternative {
    switch self {
    case .fewer: .less
    case .more: .greater
    case .twoSided: .twoSided
    }
  }
}
