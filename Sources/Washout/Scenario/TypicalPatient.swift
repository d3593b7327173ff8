internal import Glibc
internal import WashoutNumerics

/// The patient in the middle of the pool: median covariates, median parameters, all doses on their planned days.
package struct TypicalPatient: Sendable {
  /// Elimination, 1/day.
  package let elimination: Double
  /// Absorption, 1/day; nil where doses reach the blood at once.
  package let absorption: Double?
  /// The concentration at half of the largest effect, mg/L.
  package let ic50: Double
  private var kinetics = Kinetics()

  /// The typical patient of a scenario; nil for one without a drug.
  package init?(_ scenario: Scenario) {
    guard case .mechanistic(let drug, _, _) = scenario.course else { return nil }
    func typical(_ value: PersonalValue) -> Double {
      value.scalesWith.reduce(value.median) { result, scaling in
        let covariate = scenario.patients.first { $0.name == scaling.covariate }
        let median = covariate?.distribution.quantile(0.5) ?? scaling.at
        return result * pow(median / scaling.at, scaling.power)
      }
    }
    let volume = typical(drug.volume)
    elimination = typical(drug.clearance) / volume
    absorption = drug.absorption.map(typical)
    ic50 = typical(drug.ic50)
    kinetics.elimination = elimination
    kinetics.absorption = absorption ?? .infinity
    kinetics.volume = volume
    for dose in scenario.trial.doses {
      kinetics.give(drug.bioavailability * dose.doseMg, day: Double(7 * dose.week))
    }
  }

  /// Days in which half of the drug leaves.
  package var halfLifeDays: Double { log(2) / elimination }

  /// Concentration in mg/L on a day since the first dose.
  package func concentration(onDay day: Double) -> Double { kinetics.concentration(day) }
}
