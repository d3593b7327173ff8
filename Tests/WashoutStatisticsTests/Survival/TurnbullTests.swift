import TestSupport
import Testing
import WashoutNumerics
import WashoutStatistics

@Suite("Turnbull's estimate")
struct TurnbullTests {
  private struct Case {
    var sample: [CensoringInterval] = []
    var masses: [[String]] = []
    var survfit: [(time: Double, survival: Double)] = []
  }

  /// Tests/Reference/turnbull.R; npsurv writes 0 where an interval is open to the left.
  private func cases() throws -> [String: Case] {
    var cases: [String: Case] = [:]
    for row in try Reference("turnbull").rows {
      let (a, b) = (try number(row[2]), try number(row[3]))
      switch row[1] {
      case "data":
        cases[row[0], default: Case()].sample.append(try CensoringInterval(after: a, to: b))
      case "mass": cases[row[0], default: Case()].masses.append(row)
      default: cases[row[0], default: Case()].survfit.append((a, b))
      }
    }
    return cases
  }

  private func number(_ text: String) throws -> Double {
    switch text {
    case "Inf": .infinity
    case "-Inf": -.infinity
    default: try #require(Double(text))
    }
  }

  @Test("is npsurv's by the constrained Newton method (Tests/Reference/turnbull.R)")
  func reference() throws {
    for (name, each) in try cases() {
      let estimate = try Turnbull(each.sample)
      #expect(estimate.isConverged, "\(name)")
      let masses = estimate.masses.filter { $0.share > 1e-9 }
      #expect(masses.count == each.masses.count, "\(name)")
      for (mass, row) in zip(masses, each.masses) {
        #expect(max(0, mass.interval.lower) == (try number(row[2])), "\(row)")
        #expect(mass.interval.upper == (try number(row[3])), "\(row)")
        #expect(agrees(mass.share, row[4]), "\(row) \(mass.share)")
      }
    }
  }

  @Test("is R's survfit to the 5e-5 at which that stops")
  func survfit() throws {
    for (name, each) in try cases() where !each.survfit.isEmpty {
      let estimate = try Turnbull(each.sample)
      for (time, survival) in each.survfit {
        guard let own = estimate.survival(at: time) else { continue }
        #expect(abs(own - survival) < 2e-3, "\(name) \(time)")
      }
    }
  }

  @Test("of the cosmetic deterioration after radiotherapy is the published one")
  func published() throws {
    // Fay and Shaw (2010), J. Stat. Softw. 36(2), doi 10.18637/jss.v036.i02, from the data of
    // Finkelstein and Wolfe (1985).
    let all = try cases()
    let estimate = try Turnbull(try #require(all["radiotherapy"]).sample)
    let published = [
      (4.0, 5.0, 0.0463), (6, 7, 0.0334), (7, 8, 0.0887), (11, 12, 0.0708), (24, 25, 0.0926),
      (33, 34, 0.0818), (38, 40, 0.1209), (46, 48, 0.4656),
    ]
    #expect(estimate.masses.count == published.count)
    for (mass, (lower, upper, share)) in zip(estimate.masses, published) {
      #expect(mass.interval.lower == lower && mass.interval.upper == upper)
      #expect(abs(mass.share - share) <= 5.001e-5)
    }
  }

  @Test("of exact and right-censored times is Kaplan and Meier's curve")
  func rightCensored() throws {
    for (name, sample) in try SurvivalSets.all() where name != "atzero" {
      let curve = KaplanMeier(sample)
      let estimate = try Turnbull(
        zip(sample.times, sample.isEvent).map { try $1 ? .exact($0) : .after($0) })
      #expect(estimate.isConverged, "\(name)")
      for time in sample.times {
        guard let own = estimate.survival(at: time) else { continue }
        #expect(abs(own - (try #require(curve.survival(at: time)))) < 1e-9, "\(name) \(time)")
      }
    }
  }

  @Test("has the closed form of two side by side, and of three with an overlap")
  func closedForm() throws {
    let apart = try Turnbull([
      CensoringInterval(after: 0, to: 2), CensoringInterval(after: 2, to: 5),
    ])
    #expect(apart.masses.map(\.share) == [0.5, 0.5])
    // One in (0, 1], one in (2, 3], one in (0, 3]: p and 1 - p maximise ln p + ln (1 - p), so 1/2.
    let three = try Turnbull([
      CensoringInterval(after: 0, to: 1), CensoringInterval(after: 2, to: 3),
      CensoringInterval(after: 0, to: 3),
    ])
    #expect(three.masses.map(\.interval.lower) == [0, 2])
    #expect(three.masses.allSatisfy { abs($0.share - 0.5) < 1e-10 })
    // Two of the first kind: 2 ln p + ln (1 - p), so 2/3.
    let more = try Turnbull([
      CensoringInterval(after: 0, to: 1), CensoringInterval(after: 0, to: 1),
      CensoringInterval(after: 2, to: 3), CensoringInterval(after: 0, to: 3),
    ])
    #expect(abs(more.masses[0].share - 2.0 / 3) < 1e-10)
  }

  @Test("is undefined inside an interval with mass, and bounded there")
  func undefined() throws {
    let estimate = try Turnbull([
      CensoringInterval(after: 0, to: 2), CensoringInterval(after: 4, to: 5), .exact(7), .after(6),
    ])
    #expect(estimate.survival(at: 0) == 1)
    #expect(estimate.survival(at: 1) == nil)
    #expect(estimate.bounds(at: 1) == Interval(lower: 0.75, upper: 1))
    #expect(estimate.survival(at: 2) == 0.75 && estimate.survival(at: 4) == 0.75)
    #expect(estimate.survival(at: 4.5) == nil && estimate.survival(at: 6.9) == 0.5)
    #expect(estimate.survival(at: 7) == 0)
  }

  @Test("takes an interval as open on the left and closed on the right")
  func ends() throws {
    // The second event came after 3, so the point 3 is not among its possible times.
    let apart = try Turnbull([.exact(3), CensoringInterval(after: 3, to: 5)])
    #expect(apart.masses.count == 2)
    let together = try Turnbull([.exact(3), CensoringInterval(after: 2, to: 3)])
    #expect(together.masses.count == 1 && together.masses[0].interval.isExact)
    #expect(try Turnbull([.after(4)]).survival(at: 5) == nil)
    #expect(try Turnbull([.by(4)]).survival(at: 4) == 0)
  }

  @Test("refuses nobody and intervals that hold nothing")
  func faults() {
    #expect(throws: SurvivalError.nobody) { try Turnbull([]) }
    #expect(throws: SurvivalError.notAnInterval(lower: 5, upper: 4)) {
      try CensoringInterval(after: 5, to: 4)
    }
    #expect(throws: (any Error).self) { try CensoringInterval(after: .nan, to: 4) }
    #expect(throws: (any Error).self) { try CensoringInterval.exact(.infinity) }
  }

  /// People whose event is exponential and who are looked at four times at random.
  private func looks(_ count: Int, seed: UInt64) throws -> [CensoringInterval] {
    let random = RandomSource(seed: seed)
    return try (0..<count).map { person in
      random.rewind(SubjectKey(replicate: 0, subject: UInt64(person)), Stream(rawValue: 3))
      let time = random.exponential(mean: 1)
      var (lower, upper) = (0.0, Double.infinity)
      for _ in 0..<4 {
        let look = 3 * random.uniform()
        if look < time { lower = max(lower, look) } else { upper = min(upper, look) }
      }
      return try CensoringInterval(after: lower, to: upper)
    }
  }

  @Test("meets the conditions of Kuhn and Tucker, computed anew term by term")
  func conditions() throws {
    let sample = try looks(300, seed: 11)
    let estimate = try Turnbull(sample)
    #expect(estimate.isConverged && estimate.masses.count > 10)
    func covers(_ outer: CensoringInterval, _ inner: CensoringInterval) -> Bool {
      outer.lower <= inner.lower && inner.upper <= outer.upper
    }
    let masses = sample.map { subject in
      estimate.masses.reduce(0) { covers(subject, $1.interval) ? $0 + $1.share : $0 }
    }
    func mean(over interval: CensoringInterval) -> Double {
      zip(sample, masses).reduce(0) { covers($1.0, interval) ? $0 + 1 / $1.1 : $0 } / 300
    }
    for mass in estimate.masses { #expect(abs(mean(over: mass.interval) - 1) < 1e-9) }
    // Anywhere else there is no more than 1: just after each left end.
    for subject in sample {
      let place = try CensoringInterval(after: subject.lower, to: subject.lower.nextUp)
      #expect(mean(over: place) <= 1 + 1e-9)
    }
  }

  @Test("of 10^4 people, each looked at on days of their own, converges", arguments: [1, 2, 3])
  func manyLooks(seed: UInt64) throws {
    let estimate = try Turnbull(try looks(10_000, seed: seed))
    #expect(estimate.isConverged && estimate.masses.count > 50)
  }

  @Test("of 10^5 people seen at visits converges")
  func large() throws {
    let sample = try (0..<100_000).map { i -> CensoringInterval in
      let visit = Double(i * 7919 % 25)
      return try i % 3 == 0 ? .after(visit) : .init(after: visit, to: visit + Double(1 + i % 4))
    }
    let estimate = try Turnbull(sample)
    #expect(estimate.isConverged)
    #expect(abs(estimate.masses.reduce(0) { $0 + $1.share } - 1) < 1e-12)
  }
}
