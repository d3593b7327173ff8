import Testing
import Washout
import WashoutNumerics

@Suite("Visits")
struct VisitTests {
  /// Every symptomatic flare brings a visit five days later.
  private static func scenario(window: Double = 3, missed: Double = 0.3) throws -> Scenario {
    var scenario = try Scenario.itemsOnly()
    scenario.estimands = []
    scenario.flares.backgroundPerYear = 8
    scenario.trial.visitWindowDays = window
    scenario.trial.missedVisitShare = missed
    scenario.trial.unscheduledVisit = UnscheduledVisit(
      share: 1, delayDays: try Distribution(.point(5)))
    return scenario
  }

  @Test("that a flare brings are the planned one inside its window, else stand on their own day")
  func unscheduled() throws {
    let scenario = try Self.scenario()
    let planned = (scenario.trial.visitWeeks ?? []).map { Double(7 * $0) }
    let laboratory = RuleReading(activity: scenario.instrument).members(of: "laboratory")
    let model = try Model(scenario)
    var (merged, alone, rescued) = (0, 0, 0)
    for subject in 0..<1000 {
      let trace = try model.trace(subject: subject)
      var own: [Double] = []
      var inside: [Double: (day: Double, flare: Double)] = [:]
      for flare in trace.flares where !Set(flare.items).isSubset(of: laboratory) {
        let day = flare.day + 5
        guard day > 0, day <= Double(7 * scenario.trial.endWeek) + 3 else { continue }
        if let nominal = planned.first(where: { $0 > 0 && abs(day - $0) <= 3 }) {
          if inside[nominal] == nil { inside[nominal] = (day, flare.day) }
        } else {
          own.append(day)
        }
      }
      let unplanned = trace.visits.filter { !$0.isPlanned }
      #expect(unplanned.map(\.day) == own.sorted())
      #expect(unplanned.allSatisfy { $0.nominalDay == $0.day })
      for (nominal, brought) in inside {
        let visit = trace.visits.first { $0.isPlanned && $0.nominalDay == nominal }
        #expect(visit?.day == brought.day)
        #expect(visit?.flareDay == brought.flare)
      }
      for visit in trace.visits where visit.isPlanned && visit.flareDay == nil {
        #expect(inside[visit.nominalDay] == nil)
        #expect(abs(visit.day - visit.nominalDay) <= 3)
      }
      #expect(trace.visits.map(\.day) == trace.visits.map(\.day).sorted())
      merged += inside.count
      alone += own.count
      rescued += trace.visits.filter { $0.isPlanned && $0.nominalDay > 0 }.count
    }
    #expect(merged > 100)
    #expect(alone > 1000)
    #expect(rescued > 0)
  }

  @Test("are missed in their share, the first never, and those that a flare brings are made")
  func missed() throws {
    let model = try Model(Self.scenario())
    var (made, free) = (0, 0)
    for subject in 0..<2000 {
      let trace = try model.trace(subject: subject)
      #expect(trace.visits[0].nominalDay == 0 && trace.visits[0].day == 0)
      let planned = trace.visits.filter { $0.isPlanned && $0.nominalDay > 0 }
      free += 6 - planned.filter { $0.flareDay != nil }.count
      made += planned.filter { $0.flareDay == nil }.count
    }
    #expect(isNear(made, of: free, share: 0.7))
    #expect(!isNear(made, of: free, share: 0.75))
  }

  @Test("fall evenly in their windows")
  func jitter() throws {
    var scenario = try Self.scenario(missed: 0)
    scenario.trial.unscheduledVisit = nil
    let model = try Model(scenario)
    var shifts: [Double] = []
    for subject in 0..<1000 {
      let trace = try model.trace(subject: subject)
      shifts += trace.visits.dropFirst().map { $0.day - $0.nominalDay }
    }
    #expect(shifts.count == 6000)
    let n = 6000.0
    #expect(abs(shifts.mean) < 4 * (9 / 3 / n).squareRoot())
    #expect(abs(shifts.variance - 3) < 4 * ((81.0 / 5 - 9) / n).squareRoot())
    #expect(shifts.allSatisfy { abs($0) <= 3 })
  }

  @Test("record present items unless overlooked, absent ones by mistake, never laboratory ones")
  func assessor() throws {
    var scenario = try Self.scenario(missed: 0)
    scenario.instrument.assessor.missesShare = 0.08
    scenario.instrument.assessor.scoresAbsentFactor = 0.1
    let model = try Model(scenario)
    let exempt = RuleReading(activity: scenario.instrument).members(of: "laboratory")
    var counts: [String: (present: Int, missed: Int, absent: Int, imagined: Int)] = [:]
    for subject in 0..<1500 {
      for visit in try model.trace(subject: subject).visits {
        for item in scenario.instrument.items {
          var count = counts[item.name] ?? (0, 0, 0, 0)
          let isPresent = visit.items.contains(item.name)
          if isPresent { count.present += 1 } else { count.absent += 1 }
          if visit.overlooked.contains(item.name) { count.missed += 1 }
          if visit.imagined.contains(item.name) { count.imagined += 1 }
          counts[item.name] = count
        }
      }
    }
    for item in scenario.instrument.items {
      let count = try #require(counts[item.name])
      let errs: Double = exempt.contains(item.name) ? 0 : 1
      if count.present > 0 {
        #expect(isNear(count.missed, of: count.present, share: 0.08 * errs), "\(item.name)")
      }
      let share = 0.1 * item.present * errs
      #expect(isNear(count.imagined, of: count.absent, share: share), "\(item.name)")
    }
    #expect(counts["arthritis"].map { $0.missed > 0 && $0.imagined > 0 } ?? false)
  }
}
