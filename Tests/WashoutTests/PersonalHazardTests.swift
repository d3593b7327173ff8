import Testing
import Washout
import WashoutNumerics

@Suite("What differs between people")
struct PersonalHazardTests {
  @Test("multiplies the background hazard of those for whom a condition holds at screening")
  func conditions() throws {
    var scenario = try Scenario.itemsOnly()
    scenario.estimands = []
    scenario.admitEverybody()
    scenario.drug.drivenShare = 0
    scenario.flares.backgroundPerYear = 2
    scenario.flares.timesIf = [
      Flares.Condition(name: "no_hydroxychloroquine", times: 3),
      Flares.Condition(name: "serologically_active", times: 2),
      Flares.Condition(name: "fever", times: 0.5), Flares.Condition(name: "female", times: 0.8),
    ]
    let model = try Model(scenario)
    var follower = try Follower(scenario)
    var counts: [Double: (flares: Int, expected: Double)] = [:]
    for subject in 0..<3000 {
      try follower.follow(subject)
      let covariates = try model.trace(subject: subject).covariates
      let items = scenario.itemNames(follower.scratch.person.active)
      func value(_ name: String) -> Double? { covariates.first { $0.name == name }?.value }
      var times = 1.0
      if value("hydroxychloroquine") == 0 { times *= 3 }
      if !items.isDisjoint(with: ["low_complement", "dna_binding"]) { times *= 2 }
      if items.contains("fever") { times *= 0.5 }
      if value("female") == 1 { times *= 0.8 }
      counts[times, default: (0, 0)].flares += follower.scratch.flares.count
      counts[times]?.expected += 2 * times * (171 + 14) / 365.25
    }
    #expect(counts.count == 12)
    for (times, count) in counts where count.expected > 20 {
      let excess = (Double(count.flares) - count.expected) / count.expected.squareRoot()
      #expect(abs(excess) < 4, "\(times)")
    }
    let flares = counts.values.reduce(0) { $0 + $1.flares }
    let unconditional = 3000 * 2 * 185 / 365.25
    #expect(abs(Double(flares) - unconditional) > 10 * unconditional.squareRoot())
  }

  @Test("antibodies multiply clearance in their share and nothing else")
  func antibodies() throws {
    var scenario = try Scenario.itemsOnly()
    scenario.estimands = []
    scenario.drug.antibodyShare = 0
    var without = try Follower(scenario)
    scenario.drug.antibodyShare = 0.3
    scenario.drug.antibodyClearanceTimes = 2
    var with = try Follower(scenario)
    var carriers = 0
    for subject in 0..<3000 {
      try without.follow(subject)
      try with.follow(subject)
      let (one, other) = (without.scratch.kinetics, with.scratch.kinetics)
      let ratio = other.elimination / one.elimination
      #expect(abs(ratio - 1) < 1e-12 || abs(ratio - 2) < 1e-12)
      #expect(one.volume == other.volume && one.absorption == other.absorption)
      #expect(one.ic50 == other.ic50 && one.isDriven == other.isDriven)
      if ratio > 1.5 { carriers += 1 }
    }
    #expect(isNear(carriers, of: 3000, share: 0.3))
    #expect(!isNear(carriers, of: 3000, share: 0.35))
  }

  @Test("the target drives the disease of its share, whoever they are at screening")
  func driven() throws {
    var scenario = try Scenario.itemsOnly()
    scenario.estimands = []
    scenario.admitEverybody()
    scenario.drug.drivenShare = 0.35
    var follower = try Follower(scenario)
    var (driven, rash, both) = (0, 0, 0)
    let item = try #require(scenario.instrument.items.first { $0.name == "rash" })
    for subject in 0..<10_000 {
      try follower.follow(subject)
      let hasRash = follower.scratch.person.active >> UInt64(item.number - 1) & 1 == 1
      let isDriven = follower.scratch.kinetics.isDriven
      if isDriven { driven += 1 }
      if hasRash { rash += 1 }
      if isDriven && hasRash { both += 1 }
    }
    #expect(isNear(driven, of: 10_000, share: 0.35))
    #expect(!isNear(driven, of: 10_000, share: 0.38))
    #expect(isNear(both, of: rash, share: 0.35))
  }
}
