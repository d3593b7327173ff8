import Testing
import WashoutStatistics

@Suite("A plan of looks")
struct MonitoringPlanTests {
  private static func plan() throws -> MonitoringPlan {
    try MonitoringPlan(
      .atLeast,
      looks: [
        .init(people: 5, futility: 0, success: 5), .init(people: 9),
        .init(people: 12, futility: 3, success: 7),
      ])
  }

  @Test("has chances that sum to 1 at any rate, whichever outcome is counted")
  func sums() throws {
    let plan = try Self.plan()
    for rate in [0, 0.01, 0.3, 0.5, 0.99, 1] {
      let one = plan.characteristics(at: rate)
      #expect(abs(one.success + one.futility + one.undecided - 1) < 1e-14)
      let other = plan.mirrored.characteristics(at: 1 - rate)
      #expect(abs(one.success - other.success) < 1e-14)
      #expect(abs(one.undecided - other.undecided) < 1e-14)
      #expect(abs(one.expectedEstimate - (1 - other.expectedEstimate)) < 1e-14)
    }
    #expect(plan.characteristics(at: 0.3).undecided > 0.1)
    #expect(plan.characteristics(at: 0).expectedPeople == 5)
  }

  @Test("gives what listing every course of twelve people gives")
  func courses() throws {
    let plan = try Self.plan()
    let rate = 0.35
    var (success, futility, people, estimate) = (0.0, 0.0, 0.0, 0.0)
    for course in 0..<(1 << 12) {
      let events = (0..<12).map { (course >> $0) & 1 }
      let chance = events.reduce(1) { $0 * ($1 == 1 ? rate : 1 - rate) }
      var last = (people: 12, events: events.reduce(0, +))
      for (index, look) in plan.looks.enumerated() {
        let count = events.prefix(look.people).reduce(0, +)
        let verdict = plan.verdict(events: count, at: index)
        if verdict == .open { continue }
        if verdict == .success { success += chance } else { futility += chance }
        last = (look.people, count)
        break
      }
      people += chance * Double(last.people)
      estimate += chance * Double(last.events) / Double(last.people)
    }
    let exact = plan.characteristics(at: rate)
    #expect(abs(exact.success - success) < 1e-13 && abs(exact.futility - futility) < 1e-13)
    #expect(abs(exact.expectedPeople - people) < 1e-12)
    #expect(abs(exact.expectedEstimate - estimate) < 1e-13)
    #expect(abs(exact.expectedEstimate - rate) > 1e-3)
  }

  @Test("refuses looks and boundaries that cannot be")
  func refused() {
    #expect(throws: DesignError.peopleOutOfRange(0)) { try MonitoringPlan(.atLeast, looks: []) }
    #expect(throws: DesignError.notIncreasing(parameter: "looks")) {
      try MonitoringPlan(.atLeast, looks: [.init(people: 5), .init(people: 5)])
    }
    #expect(throws: DesignError.boundaryOutOfRange(people: 5)) {
      try MonitoringPlan(.atLeast, looks: [.init(people: 5, futility: 6)])
    }
    #expect(throws: DesignError.overlappingBoundaries(people: 5)) {
      try MonitoringPlan(.atLeast, looks: [.init(people: 5, futility: 3, success: 3)])
    }
    #expect(throws: DesignError.overlappingBoundaries(people: 5)) {
      try MonitoringPlan(.atMost, looks: [.init(people: 5, futility: 2, success: 3)])
    }
  }
}
