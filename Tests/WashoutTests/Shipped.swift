import Foundation
import Washout
import WashoutScenarios

/// Shipped scenarios, for tests of the trial that they describe.
enum Shipped {
  /// The folder that holds the package.
  static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  /// A scenario of the scenarios folder.
  static func scenario(_ name: String) throws -> Scenario {
    try ScenarioParser().parse(fileAt: root.appending(path: "scenarios/\(name).yaml").path).scenario
  }

  /// CSTAR012 with its drug and flares changed.
  static func cstar012(
    _ change: (inout Drug, inout Flares) -> Void = { _, _ in }
  ) throws -> Scenario {
    var scenario = try scenario("cstar012")
    guard case .mechanistic(var drug, var flares, let activity) = scenario.course else {
      return scenario
    }
    change(&drug, &flares)
    scenario.course = .mechanistic(drug: drug, flares: flares, activity: activity)
    return scenario
  }

  /// The scenario with every dose given on its day: none missed, shifted or stopped.
  static func asPlanned(_ scenario: Scenario) -> Scenario {
    var scenario = scenario
    scenario.trial.missedDoseShare = 0
    scenario.trial.doseWindowDays = 0
    scenario.leaving.stopsDosing = nil
    return scenario
  }
}

extension Scenario {
  /// What is measured of the disease, in mechanistic scenarios.
  var activity: Activity? {
    if case .mechanistic(_, _, let activity) = course { activity } else { nil }
  }
}
