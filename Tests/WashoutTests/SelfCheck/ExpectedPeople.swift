import CWashoutGSL
import Foundation
import Washout
import WashoutNumerics

/// What a mechanistic scenario without screening must give, averaged over people without simulating them.
///
/// Given a person's kinetics D, C(t) by superposition: P(a flare in the window) = 1 - exp(-integral of h) and, item by item,
/// dp/dt = h q (1 - p) - r(t) p from the pool's share at screening,
/// P(counts at v) = p(v - 10) + (1 - p(v - 10)) (1 - exp(-q integral of h over the last 10 days)).
/// Averaged over Sobol points of clearance, volume, absorption, IC50, weight, albumin and age, and exactly over who is
/// driven.
struct ExpectedPeople {
  /// P(a flare from withdrawal to the end).
  private(set) var flare = 0.0
  /// Element (item, day): P(it counts).
  private(set) var items: [[Double]]
  private let scenario: Scenario
  private let days: [Int]
  /// Days of a step of Runge-Kutta, whose middle is looked at too.
  private static let step = 0.5

  /// Averages over `points` people.
  init(_ scenario: Scenario, days: [Int], points: Int) throws {
    self.scenario = scenario
    self.days = days
    items = scenario.instrument.items.map { _ in days.map { _ in 0 } }
    let sobol = gsl_qrng_alloc(washout_gsl_sobol(), 7)
    defer { gsl_qrng_free(sobol) }
    var point = [Double](repeating: 0, count: 7)
    for _ in 0..<points {
      gsl_qrng_get(sobol, &point)
      let effects = try effects(Array(point))
      for isDriven in [true, false] {
        let share = isDriven ? scenario.drug.drivenShare : 1 - scenario.drug.drivenShare
        add(effects, isDriven: isDriven, weight: share / Double(points))
      }
    }
  }

  /// The mean score on each day.
  var scores: [Double] {
    days.indices.map { day in
      zip(scenario.instrument.items, items).reduce(0) {
        $0 + Double($1.0.weight) * $1.1[day]
      }
    }
  }

  private func covariate(_ name: String, _ u: Double) throws -> Double {
    let covariate = scenario.patients.first { $0.name == name }
    return covariate?.distribution.quantile(u) ?? .nan
  }

  private func value(
    _ value: PersonalValue, _ u: Double, _ covariates: [String: Double]
  ) -> Double {
    value.scalesWith.reduce(value.median * exp(value.sdLog * StandardNormal.quantile(u))) {
      $0 * pow((covariates[$1.covariate] ?? .nan) / $1.at, $1.power)
    }
  }

  /// The effect of the drug from screening on, in half steps.
  private func effects(_ u: [Double]) throws -> [Double] {
    let drug = scenario.drug
    let covariates = [
      "weight_kg": try covariate("weight_kg", u[4]),
      "albumin_g_per_l": try covariate("albumin_g_per_l", u[5]),
      "age_years": try covariate("age_years", u[6]),
    ]
    let volume = value(drug.volume, u[1], covariates)
    let k = value(drug.clearance, u[0], covariates) / volume
    let ka = drug.absorption.map { value($0, u[2], covariates) } ?? .infinity
    let ic50 = value(drug.ic50, u[3], covariates)
    return (0...halfSteps).map { i in
      let day = Double(7 * scenario.trial.screeningWeek) + Double(i) * Self.step / 2
      let concentration = scenario.trial.doses.reduce(0.0) { sum, dose in
        let t = day - Double(7 * dose.week)
        guard t > 0 else { return sum }
        let amount = drug.bioavailability * dose.doseMg / volume
        return sum + amount * ka / (ka - k) * (exp(-k * t) - exp(-ka * t))
      }
      guard concentration > 0 else { return 0 }
      return drug.maximumEffect / (1 + pow(ic50 / concentration, drug.hill))
    }
  }

  private var halfSteps: Int {
    7 * (scenario.trial.endWeek - scenario.trial.screeningWeek) * Int(2 / Self.step)
  }

  private func index(_ day: Int) -> Int {
    (day - 7 * scenario.trial.screeningWeek) * Int(2 / Self.step)
  }

  private mutating func add(_ effects: [Double], isDriven: Bool, weight: Double) {
    let hazards = effects.map { effect in
      (scenario.flares.backgroundPerYear
        + (isDriven ? scenario.flares.suppressiblePerYear * (1 - effect) : 0)) / 365.25
    }
    let window = 7 * scenario.trial.withdrawalWeek...7 * scenario.trial.endWeek
    flare += weight * (1 - exp(-integral(hazards, window)))
    for (i, item) in scenario.instrument.items.enumerated() {
      let added = isDriven ? item.drivenPerWeek : item.otherPerWeek
      let clearing = effects.map { (item.clearsPerWeek + added * $0) / 7 }
      let course = course(item, hazards, clearing)
      for (d, day) in days.enumerated() {
        let before = course[index(day - 10) / 2]
        let flared = -expm1(-item.inFlare * integral(hazards, day - 10...day))
        items[i][d] += weight * (before + (1 - before) * flared)
      }
    }
  }

  /// Simpson's rule.
  private func integral(_ values: [Double], _ days: ClosedRange<Int>) -> Double {
    var sum = 0.0
    for i in stride(from: index(days.lowerBound), to: index(days.upperBound), by: 2) {
      sum += values[i] + 4 * values[i + 1] + values[i + 2]
    }
    return sum * Self.step / 6
  }

  /// P(active) at the ends of the steps.
  private func course(_ item: Item, _ hazards: [Double], _ clearing: [Double]) -> [Double] {
    var p = item.present
    var course = [p]
    func slope(_ i: Int, _ p: Double) -> Double {
      hazards[i] * item.inFlare * (1 - p) - clearing[i] * p
    }
    for i in stride(from: 0, to: hazards.count - 1, by: 2) {
      let h = Self.step
      let k1 = slope(i, p)
      let k2 = slope(i + 1, p + h / 2 * k1)
      let k3 = slope(i + 1, p + h / 2 * k2)
      let k4 = slope(i + 2, p + h * k3)
      p += h / 6 * (k1 + 2 * k2 + 2 * k3 + k4)
      course.append(p)
    }
    return course
  }
}
