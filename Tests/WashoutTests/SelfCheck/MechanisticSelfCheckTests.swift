import Foundation
import Testing
import Washout
import WashoutNumerics

/// 40 mechanisms that nobody chose, against people averaged over Sobol points.
@Suite("Random mechanisms")
struct MechanisticSelfCheckTests {
  static let people = 12_000
  static let days = [28, 84, 168]

  /// CSTAR012 without screening and with every dose on its day, its drug, doses, flares and items drawn anew.
  static func scenario(_ number: Int) throws -> Scenario {
    let random = RandomSource(seed: 20_261_122)
    random.rewind(SubjectKey(replicate: UInt64(number), subject: 0), Stream(rawValue: 2))
    func between(_ low: Double, _ high: Double) -> Double {
      low * pow(high / low, random.uniform())
    }
    var scenario = Shipped.asPlanned(try .itemsOnly())
    scenario.estimands = []
    scenario.admitEverybody()
    scenario.simulation.seed = UInt64(number)
    scenario.trial.doses = [[0, 4, 8], [0], [0, 2, 4, 8], [0, 6]][number % 4].map {
      PlannedDose(week: $0, doseMg: between(50, 400))
    }
    scenario.drug.clearance.median = between(0.1, 0.5)
    scenario.drug.clearance.sdLog = 0.4 * random.uniform()
    scenario.drug.volume.median = between(3, 9)
    scenario.drug.absorption?.median = between(0.2, 0.8)
    scenario.drug.ic50.median = between(0.15, 10)
    scenario.drug.hill = between(0.5, 3)
    scenario.drug.maximumEffect = random.uniform()
    scenario.drug.drivenShare = random.uniform()
    scenario.flares.backgroundPerYear = between(0.2, 3)
    scenario.flares.suppressiblePerYear = between(0.5, 6)
    for i in scenario.instrument.items.indices {
      scenario.instrument.items[i].present = 0.6 * random.uniform()
      scenario.instrument.items[i].inFlare = 0.6 * random.uniform()
      scenario.instrument.items[i].clearsPerWeek = between(0.005, 0.2)
      scenario.instrument.items[i].drivenPerWeek = 0.5 * random.uniform()
      scenario.instrument.items[i].otherPerWeek = 0.1 * random.uniform()
    }
    return scenario
  }

  /// What the engine gives: people with a flare in the window, items that count, moments of the score.
  struct Observed {
    var flares = 0
    /// Element (item, day).
    var items: [[Int]]
    var scores = Array(repeating: 0.0, count: days.count)
    var squares = Array(repeating: 0.0, count: days.count)

    init(_ scenario: Scenario) throws {
      let items = scenario.instrument.items
      self.items = items.map { _ in days.map { _ in 0 } }
      let window = Double(7 * scenario.trial.withdrawalWeek)...Double(7 * scenario.trial.endWeek)
      var follower = try Follower(scenario)
      for subject in 0..<people {
        try follower.follow(subject)
        if follower.scratch.flares.contains(where: { window.contains($0.day) }) { flares += 1 }
        for (d, day) in days.enumerated() {
          let mask = follower.mechanism.countedItems(at: Double(day), follower.scratch.episodes)
          var score = 0
          for (i, item) in items.enumerated() where mask >> UInt64(i) & 1 == 1 {
            self.items[i][d] += 1
            score += item.weight
          }
          scores[d] += Double(score)
          squares[d] += Double(score * score)
        }
      }
    }

    func mean(_ day: Int) -> Double { scores[day] / Double(people) }

    func variance(_ day: Int) -> Double {
      squares[day] / Double(people) - mean(day) * mean(day)
    }
  }

  @Test("flare, score and clear as their equations say, with normal deviations")
  func agree() throws {
    var (flares, scores, items, all, otherDrug) = (
      Deviations(), Deviations(), Deviations(), Deviations(), Deviations()
    )
    for number in 0..<40 {
      var scenario = try Self.scenario(number)
      let observed = try Observed(scenario)
      let expected = try ExpectedPeople(scenario, days: Self.days, points: 512)
      flares.add(Double(observed.flares), of: Self.people, share: expected.flare)
      // One day and one item a mechanism, so that the cells are independent.
      let day = number % Self.days.count
      scores.add(
        mean: observed.mean(day), variance: observed.variance(day), of: Self.people,
        expected: expected.scores[day])
      items.add(
        Double(observed.items[number % 24][day]), of: Self.people,
        share: expected.items[number % 24][day])
      for (counts, shares) in zip(observed.items, expected.items) {
        for (count, share) in zip(counts, shares) {
          all.add(Double(count), of: Self.people, share: share)
        }
      }
      scenario.flares.suppressiblePerYear *= 1.3
      otherDrug.add(
        Double(observed.flares), of: Self.people,
        share: try ExpectedPeople(scenario, days: [28], points: 64).flare)
    }
    #expect(all.scores.count > 1500 && all.largest < 5)
    for cells in [flares, scores, items] {
      #expect(cells.scores.count > 25 && cells.largest < 5)
      #expect(try cells.isStandardNormal() > 0.001 / 3)
    }
    #expect(try otherDrug.isStandardNormal() < 1e-6)
  }
}
