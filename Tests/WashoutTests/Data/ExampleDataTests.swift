import Foundation
import Testing
import Washout
import WashoutReports
import WashoutScenarios

/// `Tests/Data/cstar012-visits.csv` holds simulated people, trial 2 of CSTAR012 with days rounded.
@Suite("The example data")
struct ExampleDataTests {
  private static let path = Shipped.root.appending(path: "Tests/Data/cstar012-visits.csv").path

  private static func patient(_ model: Model, _ number: Int) throws -> ObservedPatient {
    var patient = try model.record(trial: 2, patient: number)
    patient.id = "SIMULATED-\(number < 10 ? "0" : "")\(number)"
    patient.visits = patient.visits.map { visit in
      var visit = visit
      if visit.kind == .unscheduled { visit.nominalDay = visit.day.rounded() }
      visit.day = visit.day.rounded()
      return visit
    }
    patient.stopDay = patient.stopDay?.rounded()
    patient.end = patient.end.map { ObservedEnd(reason: $0.reason, day: $0.day.rounded()) }
    return patient
  }

  @Test("are what the engine has of that trial")
  func same() throws {
    let scenario = try Shipped.scenario("cstar012").planned(for: 15)
    let model = try Model(scenario)
    let patients = try (1...15).map { try Self.patient(model, $0) }
    let text = try #require(VisitsText(patients, of: scenario)).csv
    if !FileManager.default.fileExists(atPath: Self.path) {
      try text.write(toFile: Self.path, atomically: false, encoding: .utf8)
    }
    #expect(try String(contentsOfFile: Self.path, encoding: .utf8) == text)
    let results = try model.analyze(try VisitsFile(path: Self.path, for: scenario).trial)
    let records = try RoundTrip.records(scenario, trial: 2, size: 15)
    #expect(results.patients.map(\.recurred) == records.map(\.recurred))
    #expect(results.patients.map(\.entered) == records.map(\.entered))
  }
}
