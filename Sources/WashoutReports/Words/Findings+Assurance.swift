package import Washout

extension Findings {
  /// What is believed of the values that each trial draws; empty where every value is its base case.
  package var priors: [ParameterUncertainty.Prior] {
    scenario.simulation.parameterUncertainty?.priors ?? []
  }

  /// The chance of the decision averaged over the priors; nil where nothing is drawn or decided.
  package func assurance(_ drug: DrugAssumption = .assumed) -> Measure? {
    trial(.assurance, drug).flatMap { $0.value == nil ? nil : $0 }
  }

  /// A drawn value and how it goes with the estimate.
  package struct Driver {
    /// What is believed of it.
    package let prior: ParameterUncertainty.Prior
    /// Its rank correlation with the estimate; nil or without a value where there is none.
    package let correlation: Measure?
  }

  /// The drawn values, the strongest rank correlation with the estimate first.
  package var drivers: [Driver] {
    let all = priors.map {
      Driver(prior: $0, correlation: trial(.rankCorrelation, subject: $0.path))
    }
    func strength(_ driver: Driver) -> Double { abs(driver.correlation?.value ?? 0) }
    return all.enumerated().sorted {
      (-strength($0.element), $0.offset) < (-strength($1.element), $1.offset)
    }.map(\.element)
  }
}
