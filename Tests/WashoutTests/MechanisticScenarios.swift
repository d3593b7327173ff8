import Washout
import WashoutNumerics

extension Scenario {
  /// The same disease without laboratory markers and analyses, and with two criteria: quick to follow.
  static func itemsOnly() throws -> Scenario {
    var scenario = try Shipped.cstar012()
    scenario.removeAnalyses()
    scenario.patients.removeAll { $0.marker != nil }
    scenario.eligibility.criteria.removeAll { !["I3", "I4"].contains($0.id) }
    scenario.instrument.markers = []
    return scenario
  }

  /// Nobody is screened out.
  mutating func admitEverybody() { eligibility.criteria = [] }

  /// A mechanism is enough: what trials conclude is not asked.
  mutating func removeAnalyses() {
    analyses = []
    decision = nil
    simulation.stopWhen = nil
    whatIfSampleSizes = []
  }

  var drug: Drug {
    get { mechanism.drug }
    set { course = .mechanistic(drug: newValue, flares: flares, activity: instrument) }
  }

  var flares: Flares {
    get { mechanism.flares }
    set { course = .mechanistic(drug: drug, flares: newValue, activity: instrument) }
  }

  /// What is measured of the disease.
  var instrument: Activity {
    get { mechanism.activity }
    set { course = .mechanistic(drug: drug, flares: flares, activity: newValue) }
  }

  private var mechanism: (drug: Drug, flares: Flares, activity: Activity) {
    guard case .mechanistic(let drug, let flares, let activity) = course else {
      preconditionFailure("these tests follow a mechanism")
    }
    return (drug, flares, activity)
  }
}

/// One subject after the other through the engine, fifteen to a trial.
struct Follower: ~Copyable {
  let mechanism: Mechanism
  let random: RandomSource
  private(set) var scratch: MechanismScratch
  private var record: SubjectRecord

  init(_ scenario: Scenario, followsEverything: Bool = false) throws {
    let compiled = try Mechanism(scenario)
    mechanism = followsEverything ? compiled.followingEverything() : compiled
    random = RandomSource(seed: scenario.simulation.seed)
    scratch = MechanismScratch(for: mechanism)
    record = SubjectRecord(estimands: scenario.estimands.count)
  }

  static func key(_ subject: Int) -> SubjectKey {
    SubjectKey(replicate: UInt64(subject / 15), subject: UInt64(subject % 15))
  }

  /// What the simulation keeps of a subject.
  mutating func enrol(_ subject: Int, screensInFull: Bool = false) throws -> SubjectRecord {
    try mechanism.enrol(
      Self.key(subject), random, &scratch, screensInFull: screensInFull, into: &record)
    return record
  }

  /// Follows a subject on the assumed drug and leaves the course in the scratch.
  mutating func follow(_ subject: Int) throws {
    try mechanism.followClosely(Self.key(subject), random, &scratch)
  }

  /// Of the subject that was followed last.
  func markerAtScreening(_ marker: Int, of subject: Int) -> Double {
    var person = scratch.person
    return mechanism.markerAtScreening(marker, Self.key(subject), random, &person)
  }

  func markerLevel(_ marker: Int, at day: Double) -> Double {
    mechanism.markerLevel(marker, at: day, scratch)
  }

  func scoreLevel(_ score: Int, at day: Double, of subject: Int) -> Double {
    mechanism.scoreLevel(score, at: day, Self.key(subject), random, scratch)
  }
}

extension Model {
  /// The course of a subject of `Follower`.
  func trace(subject: Int) throws -> PatientTrace {
    try trace(trial: subject / 15 + 1, patient: subject % 15 + 1)
  }
}

/// Whether a share of n independent draws lies within z standard errors of what it should be.
func isNear(_ count: Int, of n: Int, share: Double, z: Double = 4) -> Bool {
  let observed = Double(count) / Double(n)
  return abs(observed - share) <= z * (share * (1 - share) / Double(n)).squareRoot()
}
