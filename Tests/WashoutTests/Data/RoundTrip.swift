import Testing
import Washout
import WashoutNumerics
import WashoutReports
import WashoutScenarios

/// A simulated trial written out as a file of visits, read back and analysed, beside what the engine had.
struct RoundTrip {
  let model: Model
  let results: ObservedResults
  let records: [ArmRecord]
  let data: ObservedTrial

  /// Trial number `trial`, from 1, of the planned size.
  init(_ scenario: Scenario, trial: Int, leavesAtRecurrence: Bool = true) throws {
    let size = scenario.trial.sampleSize
    let model = try Model(scenario)
    self.model = model
    let written = try (1...size).map {
      try model.record(trial: trial, patient: $0, leavesAtRecurrence: leavesAtRecurrence)
    }
    let text = try #require(VisitsText(written, of: scenario)).csv
    data = try VisitsFile(text: text, file: "visits.csv", for: scenario).trial
    results = try model.analyze(data)
    records = try Self.records(scenario, trial: trial, size: size)
  }

  /// What the simulation keeps of each subject of a trial.
  static func records(_ scenario: Scenario, trial: Int, size: Int) throws -> [ArmRecord] {
    let mechanism = try Mechanism(scenario)
    let random = RandomSource(seed: scenario.simulation.seed)
    var scratch = MechanismScratch(for: mechanism)
    var record = SubjectRecord(estimands: scenario.estimands.count)
    return try (0..<size).map { subject in
      let key = SubjectKey(replicate: UInt64(trial - 1), subject: UInt64(subject))
      try mechanism.enrol(key, random, &scratch, screensInFull: false, into: &record)
      return record.assumed
    }
  }

  /// Subjects of whom the data say another thing than the engine had, for estimands of some definitions.
  func differences(_ isCompared: (Estimand) -> Bool = { _ in true }) -> [String] {
    var found: [String] = []
    for (i, (patient, record)) in zip(results.patients, records).enumerated() {
      if patient.entered != record.entered { found.append("\(i) entered") }
      for (e, estimand) in model.scenario.estimands.enumerated() where isCompared(estimand) {
        let (a, b) = (patient.outcomes[e], record.outcomes[e])
        if a.isInData != b.isInData
          || a.isInData && (a.status != b.status || a.day != b.day)
        {
          found.append(
            "\(i) \(estimand.name): \(a.isInData) \(a.status) \(a.day), not \(b.isInData) \(b.status) \(b.day)"
          )
        }
      }
    }
    return found
  }

  func count(_ indicator: Indicator) -> Int {
    records.count { $0.indicators[indicator] }
  }
}
