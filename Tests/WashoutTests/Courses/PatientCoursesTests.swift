import Foundation
import Testing
import Washout

@Suite("Bands of people's courses")
struct PatientCoursesTests {
  /// The typical person of 70 kg, doses as planned: nothing differs between people.
  private static func typical(sdLog: Double = 0) throws -> Scenario {
    var scenario = Shipped.asPlanned(try .itemsOnly())
    scenario.drug.clearance = PersonalValue(median: 0.174, sdLog: sdLog)
    scenario.drug.volume = PersonalValue(median: 6.01)
    scenario.drug.absorption = PersonalValue(median: 0.269)
    scenario.drug.ic50 = PersonalValue(median: 1.0)
    scenario.drug.antibodyShare = 0
    scenario.simulation.trials = 20
    return scenario
  }

  /// Superposition as it stands in the textbooks: 140 mg reach the blood on days 0, 28 and 56.
  private static func closedForm(at day: Double) -> Double {
    let (k, ka) = (0.174 / 6.01, 0.269)
    return [0.0, 28, 56].filter { $0 <= day }.reduce(0) {
      $0 + 140 * ka / (6.01 * (ka - k)) * (exp(-k * (day - $1)) - exp(-ka * (day - $1)))
    }
  }

  @Test("have no width where nothing differs, at the concentration in closed form")
  func typicalPerson() async throws {
    let courses = try #require(try await Model(Self.typical()).courses().patients)
    #expect(courses.people == 300)
    #expect(courses.days == Array(0...168))
    for (day, band) in zip(courses.days, courses.concentration) {
      let expected = Self.closedForm(at: Double(day))
      for percentile in band.percentiles {
        #expect(abs(percentile.value - expected) <= 1e-9 * max(1, expected))
        #expect(try #require(percentile.mcse) < 1e-9)
      }
      let effect = try #require(courses.effect[day].value(0.5))
      #expect(abs(effect - 0.95 * expected / (1 + expected)) < 1e-9)
    }
    #expect(courses.ic50?.percentiles.allSatisfy { abs($0.value - 1) < 1e-12 } == true)
    let spread = try #require(try await Model(Self.typical(sdLog: 0.3)).courses().patients)
    for (day, band) in zip(spread.days, spread.concentration) where day > 0 {
      #expect(try #require(band.value(0.95)) > (try #require(band.value(0.05))))
    }
  }

  /// Two trials of three people, so that everybody can be enumerated.
  private static func tiny() throws -> Scenario {
    var scenario = try Shipped.scenario("cstar012")
    scenario.removeAnalyses()
    scenario.trial.sampleSize = 3
    scenario.trial.missedVisitShare = 0.2
    scenario.simulation.trials = 2
    return scenario
  }

  /// Definition 7 of Hyndman and Fan, written out.
  private static func quantile(_ values: [Double], _ share: Double) -> Double {
    let sorted = values.sorted()
    let place = share * Double(sorted.count - 1)
    let below = Int(place)
    let above = min(below + 1, sorted.count - 1)
    return sorted[below] + (place - Double(below)) * (sorted[above] - sorted[below])
  }

  @Test("are those of the people whom trace follows one by one")
  func enumeration() async throws {
    let model = try Model(Self.tiny())
    let courses = try #require(try await model.courses().patients)
    #expect(courses.people == 6)
    let traces = try (1...3).flatMap { patient in
      try (1...2).map { try model.trace(trial: $0, patient: patient) }
    }
    for (visit, day) in courses.visitDays.enumerated() {
      let made = traces.flatMap { trace in
        trace.visits.filter { $0.isPlanned && $0.nominalDay == Double(day) }
      }
      let (recorded, exact) = (made.map(\.recordedScore), made.map(\.score))
      try expect(courses.values(of: "sledai"), visit, recorded.map(Double.init))
      try expect(courses.values(of: "sledai", .assumed, .atVisits), visit, exact.map(Double.init))
      let crp = made.flatMap { $0.values.filter { $0.name == "crp_mg_per_l" }.map(\.value) }
      try expect(courses.values(of: "crp_mg_per_l"), visit, crp)
      for item in courses.items where item.drug == .assumed {
        let count = made.count { visit in
          let isTrue = visit.items.contains(item.name)
          let isSeen = isTrue && !visit.overlooked.contains(item.name)
          return item.layer == .atVisits ? isTrue : isSeen || visit.imagined.contains(item.name)
        }
        #expect(item.present[visit] == count && item.people[visit] == made.count)
      }
    }
    #expect(courses.values(of: "sledai") != courses.values(of: "sledai", .noEffect))
  }

  private func expect(
    _ course: PatientCourses.ValueCourse?, _ visit: Int, _ values: [Double]
  ) throws {
    let band = try #require(course?.bands[visit])
    #expect(band.count == values.count)
    for percentile in band.percentiles {
      #expect(abs(percentile.value - Self.quantile(values, percentile.share)) < 1e-9)
    }
  }

  @Test("show sample people as trace shows them")
  func samples() async throws {
    var scenario = try Self.tiny()
    scenario.flares.backgroundPerYear = 8
    scenario.trial.enters = .everyoneDosed
    let model = try Model(scenario)
    let courses = try #require(try await model.courses().patients)
    #expect(courses.samples.map(\.trial) == [1, 2, 1, 2, 1, 2])
    #expect(courses.samples.map(\.patient) == [1, 1, 2, 2, 3, 3])
    for sample in courses.samples {
      let trace = try model.trace(trial: sample.trial, patient: sample.patient)
      let scores = courses.visitDays.map { day in
        trace.visits.first { $0.isPlanned && $0.nominalDay == Double(day) }
          .map { Double($0.recordedScore) }
      }
      #expect(sample.assumed.values == scores)
      #expect(sample.assumed.recurrence == recurrence(trace))
    }
    #expect(courses.samples.contains { $0.assumed.values.contains(nil) })
    #expect(courses.samples.contains { $0.assumed != $0.noEffect })
    #expect(courses.samples.contains { $0.assumed.recurrence != nil })
    #expect(courses.samples.contains { $0.assumed.recurrence == nil })
  }

  private func recurrence(_ trace: PatientTrace) -> PatientCourses.SampleCourse.Recurrence? {
    guard trace.departureDay == nil, let day = trace.recurrences[trace.primary].recordedDay,
      let visit = trace.visits.first(where: { $0.nominalDay == day })
    else { return nil }
    return PatientCourses.SampleCourse.Recurrence(day: day, value: Double(visit.recordedScore))
  }

  @Test("of no effect are those of the drug with a largest effect of 0")
  func noEffect() async throws {
    var scenario = try Self.tiny()
    scenario.simulation.trials = 40
    let both = try #require(try await Model(scenario).courses().patients)
    scenario.drug.maximumEffect = 0
    let none = try #require(try await Model(scenario).courses().patients)
    for (row, other) in zip(both.values, none.values) where row.drug == .noEffect {
      let assumed = none.values(of: row.name, .assumed, row.layer)
      #expect(row.bands == assumed?.bands && row == other)
    }
    #expect(both.samples.map(\.noEffect) == none.samples.map(\.assumed))
    #expect(both.values(of: "sledai") != none.values(of: "sledai"))
    #expect(both.values(of: "esr_mm_per_h") != none.values(of: "esr_mm_per_h"))
    #expect(both.concentration == none.concentration)
    #expect(none.effect.allSatisfy { $0.value(0.95) == 0 })
    #expect(both.effect.last?.value(0.95) != 0)
  }

  @Test("are the same on any number of threads, and others with another seed")
  func threads() async throws {
    var scenario = try Self.tiny()
    scenario.trial.sampleSize = 15
    scenario.simulation.trials = 12
    let one = try await Model(scenario).courses(threads: 1)
    #expect(try await Model(scenario).courses(threads: 3) == one)
    scenario.simulation.seed += 1
    #expect(try await Model(scenario).courses(threads: 1) != one)
  }

  @Test("show a numeric score where the instrument has no items")
  func numericScore() async throws {
    var scenario = try Shipped.scenario("pericarditis")
    scenario.simulation.trials = 2
    let courses = try #require(try await Model(scenario).courses().patients)
    #expect(courses.score == "pain")
    #expect(courses.items.isEmpty)
    #expect(courses.values(of: "pain")?.kind == .numericScore)
    #expect(try #require(courses.samples.first?.assumed.values.first) != nil)
    let lupus = try #require(try await Model(Self.tiny()).courses().patients)
    #expect(lupus.score == "sledai" && lupus.items.count == 24 * 4)
  }

  @Test("are none in statistical mode")
  func statistical() async throws {
    #expect(try await Model(.exponential(trials: 10)).courses().patients == nil)
  }
}
