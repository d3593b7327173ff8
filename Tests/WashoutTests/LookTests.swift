import Foundation
import Testing
import Washout
import WashoutNumerics
import WashoutStatistics

@Suite("Looks at a running trial")
struct LookTests {
  /// 29 people, one missing outcome counted as recurrence; stops after the first 10 with 4 or more, after
  /// the first 20 with 8 or more or with at most 1, declares with at most 8 of 29.
  static func scenario(
    _ accrual: Looks.Accrual = .continues, recruited: Double? = 3, trials: Int = 20000,
    seed: UInt64 = 7
  ) throws -> Scenario {
    var scenario = try Scenario.exponential(lost: .recurrence, trials: trials, seed: seed)
    scenario.trial.sampleSize = 29
    scenario.trial.recruitedPerMonth = recruited
    scenario.looks = Looks(
      analysis: "exact", accrual: accrual,
      design: .counts([
        .init(patients: 10, stopIfAtLeast: 4),
        .init(patients: 20, stopIfAtLeast: 8, stopIfAtMost: 1),
      ]), declareIfAtMost: 8)
    return scenario
  }

  /// P(recurrence or loss by week 12): both hazards constant, 0.70 and 0.95 go free of each.
  static let share = 1 - 0.70 * 0.95

  /// Every count of each stage, summed.
  struct Exact {
    var first = 0.0
    var second = 0.0
    var declares = 0.0
    var evaluated = 0.0
    var estimate = 0.0

    init(share p: Double) {
      func b(_ x: Int, _ n: Int) -> Double {
        BinomialDistribution(trials: n, probability: p).pmf(x)
      }
      for x in 0...10 {
        if x >= 4 {
          end(b(x, 10), x, 10)
          first += b(x, 10)
          continue
        }
        for y in 0...10 {
          let chance = b(x, 10) * b(y, 10)
          if x + y >= 8 || x + y <= 1 {
            end(chance, x + y, 20)
            second += chance
            if x + y <= 1 { declares += chance }
            continue
          }
          for z in 0...9 {
            end(chance * b(z, 9), x + y + z, 29)
            if x + y + z <= 8 { declares += chance * b(z, 9) }
          }
        }
      }
    }

    private mutating func end(_ chance: Double, _ events: Int, _ people: Int) {
      evaluated += chance * Double(people)
      estimate += chance * Double(events) / Double(people)
    }
  }

  private func value(
    _ results: SimulationResults, _ name: MeasureName, _ subject: String = "exact"
  ) throws -> (value: Double, mcse: Double) {
    let measure = try #require(results.measure(name, sampleSize: 29, subject: subject))
    return (try #require(measure.value), measure.mcse ?? 0)
  }

  @Test("have the exact operating characteristics", arguments: Looks.Accrual.allCases)
  func exact(_ accrual: Looks.Accrual) async throws {
    let results = try await Model(Self.scenario(accrual)).run(threads: 2)
    let exact = Exact(share: Self.share)
    let limit = Surprise(checks: 20).limit
    for (name, subject, truth) in [
      (MeasureName.lookStopping, "look 1", exact.first), (.lookStopping, "look 2", exact.second),
      (.exactLookStopping, "look 1", exact.first), (.exactLookStopping, "look 2", exact.second),
      (.stoppingWithLooks, "exact", exact.first + exact.second),
      (.decisionWithLooks, "exact", exact.declares),
      (.evaluatedWithLooks, "exact", exact.evaluated),
      (.estimateWithLooks, "exact", exact.estimate),
      (.estimateBiasOfLooks, "exact", exact.estimate - Self.share),
      (.lookEstimate, "look 1", Self.share),
    ] {
      let (value, mcse) = try value(results, name, subject)
      #expect(Surprise.z(value, truth, mcse) < limit, "\(name) \(subject)")
    }
    // The same numbers of another share would be far away.
    let other = Exact(share: Self.share + 0.03)
    let stopping = try value(results, .lookStopping, "look 1")
    #expect(Surprise.z(stopping.value, other.first, stopping.mcse) > 6)
  }

  @Test("give the exact chances at a known share")
  func chances() throws {
    let exact = Exact(share: 0.4)
    let looks = try #require(try Model(Self.scenario()).looks).looks
    let chances = LookChances(looks, share: 0.4)
    #expect(abs(chances.stopping[0] - exact.first) < 1e-14)
    #expect(abs(chances.stopping[1] - exact.second) < 1e-14)
    #expect(LookChances(looks, share: 0).stopping == [0, 1])
    #expect(LookChances(looks, share: 1).stopping == [1, 0])
  }

  /// One trial worked out from its people, one by one.
  private struct Trial {
    var stopped: Int?
    var enrolled = 0
    var days = 0.0

    init(_ people: [(enrols: Double, days: Double, recurs: Bool)], pauses: Bool) {
      var people = people
      for (k, look) in [(10, 4...10), (20, 8...20)].enumerated() {
        let first = people.prefix(look.0)
        let day = first.map { $0.enrols + $0.days }.max() ?? 0
        let count = first.count { $0.recurs }
        if look.1.contains(count) || k == 1 && count <= 1 {
          stopped = k
          days = day
          enrolled = pauses ? look.0 : people.count { $0.enrols <= day }
          return
        }
        if pauses {
          let wait = day - people[look.0 - 1].enrols
          for i in look.0..<people.count { people[i].enrols += wait }
        }
      }
      enrolled = people.count
      days = people.map { $0.enrols + $0.days }.max() ?? 0
    }
  }

  @Test("end each trial as its people say, one by one", arguments: Looks.Accrual.allCases)
  func secondImplementation(_ accrual: Looks.Accrual) async throws {
    let scenario = try Self.scenario(accrual, trials: 400)
    guard case .statistical(let course) = scenario.course else { return }
    let results = try await Model(scenario).run(threads: 2)
    let model = try StatisticalModel(scenario, course)
    let random = RandomSource(seed: scenario.simulation.seed)
    var record = SubjectRecord(estimands: 1)
    let gap = 365.25 / 12 / 3
    let trials = (0..<400).map { replicate in
      var day = 0.0
      let people = (0..<29).map { subject in
        let key = SubjectKey(replicate: UInt64(replicate), subject: UInt64(subject))
        if subject > 0 {
          random.rewind(key, .accrual)
          day += random.exponential(mean: gap)
        }
        model.enrol(key, random, into: &record)
        return (day, record.assumed.daysInTrial, record.assumed.outcomes[0].status != .noEvent)
      }
      return Trial(people, pauses: accrual == .pause)
    }
    let enrolled = try value(results, .enrolledWithLooks)
    let months = try value(results, .monthsWithLooks)
    #expect(abs(enrolled.value - trials.map { Double($0.enrolled) }.mean) < 1e-10)
    #expect(abs(enrolled.mcse - trials.map { Double($0.enrolled) }.standardError) < 1e-10)
    let days = trials.map { $0.days / (365.25 / 12) }
    #expect(abs(months.value - days.mean) < 1e-10)
    #expect(abs(months.mcse - days.standardError) < 1e-8)
    for k in 0...1 {
      let stopped = trials.filter { $0.stopped == k }
      let share = try value(results, .lookStopping, "look \(k + 1)").value
      #expect(abs(share - Double(stopped.count) / 400) < 1e-12)
      let overrun = try value(results, .lookOverrun, "look \(k + 1)").value
      #expect(abs(overrun - stopped.map { Double($0.enrolled - [10, 20][k]) }.mean) < 1e-10)
      #expect((overrun > 0) == (accrual == .continues))
    }
  }

  @Test("wait at the price of time, and cost fewer people, where recruitment pauses")
  func pause() async throws {
    let going = try await Model(Self.scenario(.continues, trials: 2000)).run(threads: 2)
    let waiting = try await Model(Self.scenario(.pause, trials: 2000)).run(threads: 2)
    let (a, b) = (going, waiting)
    #expect(try value(a, .monthsWithLooks).value + 1 < value(b, .monthsWithLooks).value)
    #expect(try value(a, .enrolledWithLooks).value > value(b, .enrolledWithLooks).value + 2)
    #expect(
      try value(b, .enrolledWithLooks).value == value(b, .evaluatedWithLooks).value)
    // What is concluded does not depend on it.
    #expect(try value(a, .decisionWithLooks).value == value(b, .decisionWithLooks).value)
    #expect(
      going.measures.filter { $0.sampleSize == nil }
        == waiting.measures.filter { $0.sampleSize == nil })
  }

  @Test("in the order of evaluation would be biased, in the order of enrolment they are not")
  func orderOfEvaluation() async throws {
    // 60 people enrolled at once, 30 % recur within 12 weeks, nobody is lost; the first 10.
    var scenario = try Scenario.exponential(lost: .leftOut, trials: 4000, seed: 3)
    scenario.leaving.lost = nil
    scenario.trial.sampleSize = 60
    scenario.trial.recruitedPerMonth = 30
    scenario.looks = Looks(
      analysis: "exact", design: .counts([.init(patients: 10, stopIfAtLeast: 9)]))
    let results = try await Model(scenario).run(threads: 2)
    let look = try #require(results.measure(.lookEstimate, sampleSize: 60, subject: "look 1"))
    #expect(
      try Surprise.z(#require(look.value), 0.30, #require(look.mcse)) < Surprise(checks: 1).limit)
    guard case .statistical(let course) = scenario.course else { return }
    let model = try StatisticalModel(scenario, course)
    let random = RandomSource(seed: 3)
    var record = SubjectRecord(estimands: 1)
    let shares = (0..<4000).map { replicate in
      var day = 0.0
      let people = (0..<60).map { subject in
        let key = SubjectKey(replicate: UInt64(replicate), subject: UInt64(subject))
        if subject > 0 {
          random.rewind(key, .accrual)
          day += random.exponential(mean: 365.25 / 12 / 30)
        }
        model.enrol(key, random, into: &record)
        return (day + record.assumed.daysInTrial, record.assumed.outcomes[0].status == .event)
      }
      return Double(people.sorted { $0.0 < $1.0 }.prefix(10).count { $0.1 }) / 10
    }
    #expect(shares.mean > 0.36)
    #expect((shares.mean - 0.30) / shares.standardError > 10)
  }

  @Test("that cannot be are refused")
  func refused() throws {
    let designs: [[Looks.Look]] = [
      [.init(patients: 10)], [.init(patients: 29, stopIfAtLeast: 3)],
      [.init(patients: 10, stopIfAtLeast: 3), .init(patients: 10, stopIfAtLeast: 4)],
      [.init(patients: 10, stopIfAtLeast: 3, stopIfAtMost: 3)],
      [.init(patients: 10, stopIfAtLeast: 11)],
    ]
    for design in designs {
      var scenario = try Self.scenario()
      scenario.looks?.design = .counts(design)
      #expect(throws: SimulationError.self) { try Model(scenario) }
    }
    var scenario = try Self.scenario()
    scenario.looks?.declareIfAtMost = 29
    _ = try Model(scenario)
    scenario.looks?.declareIfAtMost = 30
    #expect(throws: SimulationError.self) { try Model(scenario) }
    for analysis in ["survival", "none such"] {
      var scenario = try Self.scenario()
      scenario.looks?.analysis = analysis
      #expect(throws: SimulationError.self) { try Model(scenario) }
    }
  }

  @Test(
    "change nothing of what a scenario without them gives, and tell no time without recruitment")
  func besides() async throws {
    var without = try Self.scenario(trials: 500)
    without.looks = nil
    let plain = try await Model(without).run(threads: 2)
    let looked = try await Model(Self.scenario(trials: 500)).run(threads: 2)
    let kept = looked.measures.filter { plain.measures.contains($0) }
    #expect(kept == plain.measures && looked.measures.count > kept.count)
    let timeless = try await Model(Self.scenario(recruited: nil, trials: 500)).run(threads: 2)
    #expect(timeless.measure(.monthsWithLooks, sampleSize: 29, subject: "exact") == nil)
    #expect(timeless.measure(.lookOverrun, sampleSize: 29, subject: "look 1") == nil)
    #expect(timeless.measure(.lookStopping, sampleSize: 29, subject: "look 1") != nil)
  }
}
