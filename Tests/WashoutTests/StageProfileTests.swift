import Testing
import Washout
import WashoutNumerics

@Suite("A profile of stages")
struct StageProfileTests {
  /// Room for the two estimands of cstar012.
  static let record = SubjectRecord(estimands: 2)

  static func isSame(_ one: ArmRecord, _ other: ArmRecord) -> Bool {
    one.outcomes == other.outcomes && one.indicators == other.indicators
      && one.entered == other.entered && one.recurred == other.recurred
      && one.daysInTrial == other.daysInTrial
  }

  @Test("follows people through every stage as the engine does")
  func sameRecord() throws {
    let mechanism = try Mechanism(Shipped.scenario("cstar012"))
    var scratch = (MechanismScratch(for: mechanism), MechanismScratch(for: mechanism))
    var (staged, whole) = (Self.record, Self.record)
    let random = RandomSource(seed: 1)
    var different = 0
    for subject in 0..<300 {
      let key = SubjectKey(replicate: 3, subject: UInt64(subject))
      let before = staged.assumed
      try mechanism.enrol(key, random, &scratch.0, upTo: .estimands, into: &staged)
      try mechanism.enrol(key, random, &scratch.1, screensInFull: false, into: &whole)
      #expect(Self.isSame(staged.assumed, whole.assumed))
      if !Self.isSame(staged.assumed, before) { different += 1 }
    }
    #expect(different > 250)
  }

  @Test("has every stage of the model once, and only its own")
  func stages() throws {
    var ticks = 0.0
    func clock() -> Double {
      ticks += 1
      return ticks
    }
    let lupus = try Model(Shipped.scenario("cstar012")).profile(trials: 2, seconds: clock)
    #expect(lupus.stages.map(\.stage) == StageProfile.Stage.allCases.filter { $0 != .times })
    #expect(lupus.people == 30)
    let times = try Model(Shipped.scenario("exponential")).profile(trials: 2, seconds: clock)
    #expect(times.stages.map(\.stage) == [.times, .analyses, .tally])
    // Two blocks a person: his time to recurrence and his time to loss.
    #expect(times.stages[0].blocks == 2)
    #expect(lupus.stages[0].blocks > 20 && lupus.stages.allSatisfy { $0.blocks >= 0 })
    // One tick a measurement: the first stage has it all, the others add nothing.
    #expect(lupus.stages[0].seconds == 1.0 / 30)
    #expect(lupus.stages.dropFirst().allSatisfy { $0.seconds == 0 })
  }
}

@Suite("The drug that does nothing")
struct SharedCourseTests {
  /// Who fares the same on both drugs is recorded once; a scenario without effect follows everybody anew.
  @Test("gives everybody the record that a drug without effect would")
  func sameAsWithoutEffect() throws {
    let mechanism = try Mechanism(Shipped.scenario("cstar012"))
    let without = try Mechanism(
      Shipped.cstar012 { drug, _ in drug.maximumEffect = 0 }, followsNoEffect: false)
    var scratch = (MechanismScratch(for: mechanism), MechanismScratch(for: without))
    var records = (StageProfileTests.record, StageProfileTests.record)
    let random = RandomSource(seed: 7_381_465)
    var (same, different) = (0, 0)
    for subject in 0..<3_000 {
      let key = SubjectKey(replicate: UInt64(subject / 15), subject: UInt64(subject % 15))
      try mechanism.enrol(key, random, &scratch.0, screensInFull: false, into: &records.0)
      try without.enrol(key, random, &scratch.1, screensInFull: false, into: &records.1)
      #expect(StageProfileTests.isSame(records.0.noEffect, records.1.assumed), "\(key)")
      let fares = StageProfileTests.isSame(records.0.assumed, records.0.noEffect)
      if fares { same += 1 } else { different += 1 }
    }
    #expect(same > 500 && different > 1_000)
  }
}
