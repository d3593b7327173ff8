import Foundation
import Testing
import Washout
import WashoutNumerics

@Suite("The statistical mode agrees with its closed forms for")
struct StatisticalClosedFormTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var name: String
    var shape: Distribution.Shape
    var cured = 0.0
    var visits: [Int]?
    var testDescription: String { name + (visits == nil ? "" : ", at visits") }
  }

  static let shapes: [(String, Distribution.Shape, Double)] = [
    ("exponential", .exponential(mean: 20), 0),
    ("exponential with 40 % cured", .exponential(mean: 6), 0.4),
    ("Weibull", .weibull(shape: 1.5, scale: 20), 0),
    ("gamma", .gamma(shape: 2, mean: 20), 0.1),
    ("log-normal", .lognormal(median: 15, sdLog: 0.8), 0),
    ("log-logistic", .loglogistic(shape: 2, median: 15), 0),
    (
      "piecewise exponential",
      .piecewiseExponential(breaks: [4, 8], hazards: [0.02, 0.08, 0.01]), 0
    ),
    ("uniform", .uniform(low: 0, high: 40), 0.2),
    ("limited normal", .normal(mean: 15, sd: 8, lower: 0, upper: .infinity), 0),
    ("observed times", .empirical(values: [3, 7, 11.5, 20, 40]), 0),
  ]

  static let cases: [Case] = [nil, [4, 8, 12]].flatMap { visits in
    shapes.map { Case(name: $0.0, shape: $0.1, cured: $0.2, visits: visits) }
      + [Case(name: "mixture", shape: mixture, cured: 0, visits: visits)]
  }

  static let mixture = Distribution.Shape.mixture(
    weights: [0.3, 0.7],
    parts: [.exponential(mean: 5), .weibull(shape: 2, scale: 40)].compactMap {
      try? Distribution($0)
    })

  @Test(arguments: cases)
  func agrees(_ setting: Case) async throws {
    let time = try Distribution(setting.shape)
    let closed = ClosedForm(
      time: time, cured: setting.cured, lossPerWeek: -log1p(-0.20) / 12,
      visits: setting.visits?.map(Double.init))
    var scenario = Scenario.statistical(
      time, cured: setting.cured, lostShare: 0.20, visits: setting.visits, trials: 4096, seed: 5)
    scenario.trial.sampleSize = 50
    scenario.analyses.append(
      Analysis(
        name: "completers", estimand: "recurrence",
        method: .proportion(lost: .leftOut, interval: .wilson)))
    scenario.estimands += [Strategy.whileOn, .composite, .principalStratum].map {
      Estimand(
        name: $0.rawValue, population: .entered, definition: "recurrence", byWeek: 12,
        truth: .atVisits, strategies: [.lost: $0])
    }
    let results = try await Model(scenario).run(threads: 2)
    let stays = closed.stays(to: 12)
    let free = 1 - closed.recurred(by: 12)
    for (measure, truth) in [
      (results.analysis(.meanEstimate, "exact"), closed.beforeLoss),
      (results.analysis(.meanEstimate, "completers"), closed.beforeLoss / closed.known),
      (results.analysis(.denominator, "completers"), 50 * closed.known),
      (results.analysis(.meanEstimate, "survival"), closed.recurred(by: 12)),
      (results.truth("recurrence"), closed.recurred(by: 12)),
      (results.truth("while_on"), closed.beforeLoss),
      (results.truth("composite"), 1 - free * stays),
      (results.truth("principal_stratum"), closed.beforeLoss / closed.known),
    ] {
      let measure = try #require(measure)
      let z = try Surprise.z(#require(measure.value), truth, #require(measure.mcse))
      #expect(z < Surprise(checks: 8 * Self.cases.count).limit, "\(measure.name) \(truth)")
    }
    // The same numbers for half the loss would be far away.
    let other = ClosedForm(
      time: time, cured: setting.cured, lossPerWeek: -log1p(-0.10) / 12, visits: closed.visits)
    let mean = try #require(results.analysis(.meanEstimate, "exact"))
    #expect(try Surprise.z(#require(mean.value), other.beforeLoss, #require(mean.mcse)) > 6)
  }
}

extension SimulationResults {
  fileprivate func analysis(_ name: MeasureName, _ subject: String) -> Measure? {
    measure(name, sampleSize: plannedSize, subject: subject)
  }

  fileprivate func truth(_ estimand: String) -> Measure? {
    measure(.trueValue, subject: estimand, layer: .atVisits)
  }
}
