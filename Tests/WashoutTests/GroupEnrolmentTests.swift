import Testing
import Washout
import WashoutNumerics

/// People who are followed stage by stage in groups fare as they do one by one.
@Suite("A group of people")
struct GroupEnrolmentTests {
  private static let subjects = 600

  /// Records of the same subjects, with how their candidates fared.
  private struct Reading {
    var records: [SubjectRecord] = []
    var funnel: Funnel

    func differs(from other: Reading) -> Int {
      zip(records, other.records).count { one, other in
        one.screened != other.screened || one.candidate != other.candidate
          || !Self.isSame(one.assumed, other.assumed) || !Self.isSame(one.noEffect, other.noEffect)
      }
    }

    private static func isSame(_ one: ArmRecord, _ other: ArmRecord) -> Bool {
      one.outcomes == other.outcomes && one.indicators == other.indicators
        && one.entered == other.entered && one.recurred == other.recurred
        && one.daysInTrial == other.daysInTrial
    }
  }

  private static func oneByOne(_ scenario: Scenario) throws -> Reading {
    var follower = try Follower(scenario)
    let records = try (0..<subjects).map { try follower.enrol($0, screensInFull: true) }
    return Reading(records: records, funnel: follower.scratch.funnel)
  }

  /// Fifteen to a trial, as they come: in groups of the given size and what is left of the trial.
  private static func inGroups(of size: Int, _ scenario: Scenario) throws -> Reading {
    let mechanism = try Mechanism(scenario)
    let random = RandomSource(seed: scenario.simulation.seed)
    var group = MechanismGroup(for: mechanism)
    var all: [SubjectRecord] = []
    while all.count < subjects {
      let count = min(size, 15 - all.count % 15)
      try mechanism.enrol(
        count, from: Follower.key(all.count), random, &group, screensInFull: true)
      all += group.records[..<count]
    }
    return Reading(records: all, funnel: group.funnel)
  }

  @Test(
    "is recorded as its members are one by one, with scores, with several courses and with missed visits",
    arguments: ["cstar012", "pericarditis", "disputed-ic50-and-dropout"], [1, 2, 7, 8])
  func records(name: String, size: Int) throws {
    var scenario = try Shipped.scenario(name)
    scenario.trial.missedVisitShare = 0.1
    let (one, other) = (try Self.oneByOne(scenario), try Self.inGroups(of: size, scenario))
    #expect(one.differs(from: other) == 0)
    #expect(one.funnel == other.funnel)
  }

  @Test("of another seed is recorded otherwise")
  func seed() throws {
    var scenario = try Shipped.cstar012()
    let one = try Self.oneByOne(scenario)
    scenario.simulation.seed += 1
    let other = try Self.inGroups(of: 8, scenario)
    #expect(one.differs(from: other) > Self.subjects / 2)
    #expect(one.funnel != other.funnel)
  }

  @Test("of nobody who is eligible ends as its first member does")
  func nobody() throws {
    var scenario = try Shipped.cstar012()
    scenario.eligibility.criteria.append(
      Criterion(id: "E15", text: "Everybody", kind: .exclude, share: 1))
    #expect(throws: SimulationError.self) { try Self.inGroups(of: 8, scenario) }
  }
}
