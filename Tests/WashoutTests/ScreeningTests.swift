import Testing
import Washout
import WashoutNumerics

@Suite("Screening")
struct ScreeningTests {
  private static func scenario() throws -> Scenario {
    var scenario = try Shipped.cstar012()
    scenario.removeAnalyses()
    scenario.estimands = []
    return scenario
  }

  @Test(
    "the funnel counts what a second reading of every candidate counts", arguments: [false, true])
  func funnel(preselected: Bool) throws {
    var scenario = try Self.scenario()
    scenario.eligibility.preselected = preselected
    let funnel = try expectSecondReading(of: scenario, people: 150)
    #expect(funnel.failedAtAll != funnel.failedFirst)
  }

  @Test(
    "what is asked first is counted like the rest: highest uniforms, exclusions by a range, prednisone",
    arguments: [
      Criterion(id: "E32", text: "share", kind: .exclude, share: 0.4),
      Criterion(id: "E31", text: "share", kind: .exclude, share: 0.4),
      Criterion(id: "I32", text: "share", kind: .include, share: 0.6),
      Criterion(
        id: "E20", text: "a score", kind: .exclude,
        rule: .within(variable: "sledai", Bounds(lower: 4, upper: 9))),
      Criterion(
        id: "E20", text: "an age", kind: .exclude,
        rule: .within(variable: "age_years", Bounds(lower: 30, upper: 40))),
      Criterion(
        id: "I20", text: "arthritis or rash on some prednisone", kind: .include,
        rule: .all([
          .anyItem(["arthritis", "rash"]),
          .within(variable: "prednisone_mg_per_day", Bounds(lower: 5, upper: 20)),
        ])),
    ])
  func askedFirst(_ criterion: Criterion) throws {
    var scenario = try Self.scenario()
    scenario.eligibility.criteria.insert(criterion, at: 0)
    let funnel = try expectSecondReading(of: scenario, people: 60)
    #expect(funnel.failedFirst[0] > 60 && funnel.failedFirst[0] < funnel.screened - 60)
  }

  /// Screens some people with and without asking everything, and holds the funnel to a second reading of it.
  private func expectSecondReading(of scenario: Scenario, people: Int) throws -> Funnel {
    var follower = try Follower(scenario)
    let random = RandomSource(seed: scenario.simulation.seed)
    var expected = Funnel(criteria: scenario.eligibility.criteria.count)
    for subject in 0..<people {
      let record = try follower.enrol(subject, screensInFull: true)
      let before = expected.screened
      seat(Follower.key(subject), scenario, random, &expected)
      #expect(record.screened == Int(expected.screened - before))
    }
    #expect(follower.scratch.funnel == expected)
    var quick = try Follower(scenario)
    for subject in 0..<people { _ = try quick.enrol(subject, screensInFull: false) }
    #expect(quick.scratch.funnel.failedFirst == expected.failedFirst)
    #expect(quick.scratch.funnel.screened == expected.screened)
    return expected
  }

  /// Screens for one place: criterion by criterion, in the order in which sites can see them.
  private func seat(
    _ key: SubjectKey, _ scenario: Scenario, _ random: borrowing RandomSource,
    _ funnel: inout Funnel
  ) {
    let criteria = scenario.eligibility.criteria
    let rules = RuleReading(activity: scenario.instrument)
    for candidate in 0..<UInt64(10_000) {
      let person = CandidateReading(scenario, key, candidate: candidate, random)
      let failed = criteria.indices.filter { !person.passes(criteria[$0]) }
      let score = Int64(rules.values(of: person.items)["sledai"] ?? 0)
      funnel.screenedInFull += 1
      funnel.scoreSum += score
      funnel.scoreSquareSum += score * score
      for criterion in failed { funnel.failedAtAll[criterion] += 1 }
      let isReferred =
        !scenario.eligibility.preselected || failed.allSatisfy { criteria[$0].foundAtScreening }
      guard isReferred else { continue }
      funnel.screened += 1
      guard let first = failed.first else { return }
      funnel.failedFirst[first] += 1
    }
  }

  @Test("each criterion fails the share of the pool that its own draws give")
  func shares() throws {
    let scenario = try Self.scenario()
    var follower = try Follower(scenario)
    for subject in 0..<1500 { _ = try follower.enrol(subject, screensInFull: true) }
    let funnel = follower.scratch.funnel
    let shares = ClosedFormShares(scenario: scenario)
    for (i, criterion) in scenario.eligibility.criteria.enumerated() {
      guard let share = shares.failing(criterion.id) else { continue }
      let count = Int(funnel.failedAtAll[i])
      #expect(isNear(count, of: Int(funnel.screenedInFull), share: share), "\(criterion.id)")
      if share > 0.01 {
        #expect(
          !isNear(count, of: Int(funnel.screenedInFull), share: share * 1.5), "\(criterion.id)")
      }
    }
  }

  @Test("the pool's score has the mean and spread that independent items have")
  func poolScore() throws {
    let scenario = try Self.scenario()
    var follower = try Follower(scenario)
    for subject in 0..<1500 { _ = try follower.enrol(subject, screensInFull: true) }
    let funnel = follower.scratch.funnel
    let n = Double(funnel.screenedInFull)
    let items = scenario.instrument.items
    let mean = items.reduce(0) { $0 + Double($1.weight) * $1.present }
    let variance = items.reduce(0) {
      $0 + Double($1.weight * $1.weight) * $1.present * (1 - $1.present)
    }
    #expect(abs(Double(funnel.scoreSum) / n - mean) < 4 * (variance / n).squareRoot())
    #expect(abs(mean - 9.6) < 0.05)
    #expect(abs(variance.squareRoot() - 4.6) < 0.05)
  }

  @Test("sites that preselect seat the same people after 26 to 39 % screen failures")
  func preselected() throws {
    var scenario = try Self.scenario()
    scenario.eligibility.preselected = false
    var open = try Follower(scenario)
    scenario.eligibility.preselected = true
    var selected = try Follower(scenario)
    var screened = (open: 0, selected: 0)
    for subject in 0..<1000 {
      let one = try open.enrol(subject)
      let other = try selected.enrol(subject)
      #expect(one.assumed.indicators == other.assumed.indicators)
      #expect(open.scratch.person.candidate == selected.scratch.person.candidate)
      screened.open += one.screened
      screened.selected += other.screened
    }
    let failure = 1 - 1000 / Double(screened.selected)
    #expect((0.26...0.39).contains(failure))
    #expect(isNear(screened.selected - 1000, of: screened.selected, share: 1 - 0.85 * 0.92 * 0.9))
    #expect((0.85...0.92).contains(1 - 1000 / Double(screened.open)))
  }

  @Test(
    "where nobody is eligible the criterion that excludes everybody is named",
    arguments: [false, true])
  func nobody(preselected: Bool) throws {
    var scenario = try Self.scenario()
    scenario.eligibility.preselected = preselected
    let third = scenario.eligibility.criteria.firstIndex { $0.id == "I3" } ?? 0
    scenario.eligibility.criteria[third].rule = .within(variable: "sledai", Bounds(lower: 106))
    var follower = try Follower(scenario)
    let fault = #expect(throws: SimulationError.self) { _ = try follower.enrol(0) }
    guard case .nobodyEligible(let candidates, let criterion, let failedFirst) = fault else {
      Issue.record("ended with \(String(describing: fault))")
      return
    }
    #expect(candidates == 10_000)
    #expect(criterion == third)
    #expect(failedFirst.reduce(0, +) == 10_000)
  }

  @Test("a late criterion that nobody passes is named before an early one that many fail")
  func lateCriterion() throws {
    var scenario = try Self.scenario()
    let first = try #require(scenario.eligibility.criteria.firstIndex { $0.id == "E1" })
    scenario.eligibility.criteria[first].share = 1
    var follower = try Follower(scenario)
    let fault = #expect(throws: SimulationError.self) { _ = try follower.enrol(0) }
    guard case .nobodyEligible(_, let criterion, let failedFirst) = fault else {
      Issue.record("ended with \(String(describing: fault))")
      return
    }
    #expect(criterion == first)
    #expect(failedFirst[first] < failedFirst.max() ?? 0)
  }
}

/// Shares of the pool that fail criteria whose parts are independent draws.
private struct ClosedFormShares {
  let scenario: Scenario

  /// Nil where the criterion reads sums, which have no simple law.
  func failing(_ id: String) -> Double? {
    guard let criterion = scenario.eligibility.criteria.first(where: { $0.id == id }) else {
      return nil
    }
    let isInclusion = criterion.kind == .include
    let share = criterion.share ?? (isInclusion ? 1 : 0)
    var holds: Double = isInclusion ? 1 : 0
    if let rule = criterion.rule {
      guard let probability = probability(rule) else { return nil }
      holds = probability
    }
    return isInclusion ? 1 - holds * share : 1 - (1 - holds) * (1 - share)
  }

  private func probability(_ rule: EligibilityRule) -> Double? {
    switch rule {
    case .within(let variable, let bounds):
      guard
        let covariate = scenario.patients.first(where: { $0.name == variable && $0.marker == nil })
      else { return nil }
      let upper = bounds.upper.map { covariate.distribution.cdf($0) } ?? 1
      return upper - (bounds.lower.map { covariate.distribution.cdf($0) } ?? 0)
    case .anyItem(let names):
      let rules = RuleReading(activity: scenario.instrument)
      let members = names.reduce(into: Set<String>()) { $0.formUnion(rules.members(of: $1)) }
      return 1 - members.reduce(1) { $0 * (1 - recordedShare($1)) }
    case .itemWithShare(let item, let share): return recordedShare(item) * share
    case .all: return nil
    case .any(let rules):
      let shares = rules.compactMap(probability)
      return shares.count == rules.count ? 1 - shares.reduce(1) { $0 * (1 - $1) } : nil
    }
  }

  private func recordedShare(_ name: String) -> Double {
    let activity = scenario.instrument
    guard let item = activity.items.first(where: { $0.name == name }) else { return .nan }
    let exempt = RuleReading(activity: activity).members(of: activity.assessor.notFor ?? "")
    if exempt.contains(name) { return item.present }
    return item.present * (1 - activity.assessor.missesShare)
      + (1 - item.present) * activity.assessor.scoresAbsentFactor * item.present
  }
}
