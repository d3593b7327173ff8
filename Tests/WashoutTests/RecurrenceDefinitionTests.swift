import Testing
import Washout
import WashoutNumerics

/// Every kind of rule and confirmation, in three layers, read again from the visits of each trace.
@Suite("Definitions of recurrence, against a second reading")
struct RecurrenceDefinitionTests {
  @Test("at visits and as assessed, with visits missed")
  func atVisits() throws {
    let scenario = try Scenario.recurring(definitions: RecurrenceDefinition.everyKind)
    let counts = try compare(scenario, subjects: 2000, layers: [.atVisits, .assessed])
    #expect(Set(counts.map { $0[.assessed] ?? 0 }).count == counts.count)
    let named = zip(scenario.recurrence.definitions.map(\.name), counts)
    for (name, layers) in named where ["rise", "confirmed rise", "new item"].contains(name) {
      #expect(layers[.assessed] ?? 0 != layers[.atVisits] ?? 0, "\(name)")
    }
  }

  @Test("at thirteen visits whose windows overlap, so that some change places")
  func windowsOverlap() throws {
    var scenario = try Scenario.recurring(definitions: RecurrenceDefinition.everyKind)
    scenario.trial.visitWeeks = Array(stride(from: 0, through: 24, by: 2))
    scenario.trial.visitWindowDays = 13
    let counts = try compare(scenario, subjects: 1000, layers: [.atVisits, .assessed])
    #expect(Set(counts.map { $0[.assessed] ?? 0 }).count > counts.count / 2)
    let model = try Model(scenario)
    let changed = try (0..<100).count { subject in
      let nominalDays = try model.trace(subject: subject).visits.map(\.nominalDay)
      return nominalDays != nominalDays.sorted()
    }
    #expect(changed > 10)
  }

  @Test("alike whether scores follow from items or are kept beside them")
  func withMarkersBeside() throws {
    var scenario = try Scenario.recurring(
      definitions: RecurrenceDefinition.everyKind + RecurrenceDefinition.confirmedLater)
    scenario.addMarkers(from: try Shipped.cstar012())
    var items = try Follower(scenario)
    var scores = try Follower(scenario, followsEverything: true)
    var recurring = 0
    for subject in 0..<1000 {
      try items.follow(subject)
      try scores.follow(subject)
      let (one, other) = (items.scratch.recurrences, scores.scratch.recurrences)
      #expect(
        zip(one, other).allSatisfy {
          $0.nominalDay == $1.nominalDay && $0.establishedDay == $1.establishedDay
        })
      if one.contains(where: { $0.nominalDay < .infinity }) { recurring += 1 }
    }
    #expect((100..<1000).contains(recurring))
  }

  @Test("confirmed some days later, where assessors do not err")
  func confirmedAfterDays() throws {
    var scenario = try Scenario.recurring(definitions: RecurrenceDefinition.confirmedLater)
    scenario.instrument.assessor = Assessor()
    let counts = try compare(scenario, subjects: 1000, layers: Layer.allCases)
    #expect(Set(counts.map { $0[.assessed] ?? 0 }).count == counts.count)
    #expect(counts.allSatisfy { $0[.assessed] == $0[.atVisits] && $0[.latent] != $0[.atVisits] })
  }

  @Test("confirmed some days later by assessors who err anew")
  func confirmedWithError() throws {
    var scenario = try Scenario.recurring(definitions: RecurrenceDefinition.confirmedLater)
    scenario.trial.unscheduledVisit = nil
    scenario.instrument.assessor.missesShare = 0.3
    let counts = try compare(scenario, subjects: 1000, layers: [.atVisits, .assessed])
    #expect(counts.allSatisfy { $0[.assessed] != $0[.atVisits] && $0[.assessed] ?? 0 > 0 })
  }

  /// Errors of a visit for confirmation alone: stream 50 at place 2^30 + the day of the plan.
  private func record(
    _ scenario: Scenario, _ subject: Int, _ visit: PatientTrace.VisitEvent, _ items: Set<String>
  ) -> Set<String> {
    let random = RandomSource(seed: scenario.simulation.seed)
    let assessor = scenario.instrument.assessor
    let exempt = RuleReading(activity: scenario.instrument).members(of: assessor.notFor ?? "")
    var recorded = items.intersection(exempt)
    for item in scenario.instrument.items where !exempt.contains(item.name) {
      let u = packedUniform(
        item.number - 1, Follower.key(subject), stream: 50,
        place: 1 << 30 | UInt64(visit.nominalDay), random)
      let isRecorded =
        items.contains(item.name)
        ? u >= assessor.missesShare : u < assessor.scoresAbsentFactor * item.present
      if isRecorded { recorded.insert(item.name) }
    }
    return recorded
  }

  @Test("at every instant", arguments: RecurrenceDefinition.everyKind)
  func latently(definition: RecurrenceDefinition) throws {
    let scenario = try Scenario.recurring(definitions: [definition])
    let counts = try compare(scenario, subjects: 400, layers: [.latent])
    #expect(counts[0][.latent] ?? 0 > 0)
  }

  @Test("by markers as they are recorded at visits")
  func markersAsRecorded() throws {
    var scenario = try Scenario.recurring(definitions: RecurrenceDefinition.byMarkers)
    scenario.addMarkers(from: try Shipped.cstar012())
    let counts = try compare(scenario, subjects: 400, layers: [.assessed])
    #expect(Set(counts.map { $0[.assessed] ?? 0 }).count == counts.count)
  }

  @Test("by the level of a marker on the first day on which it is reached")
  func markersDaily() throws {
    let level = CourseRule.level(score: "crp_mg_per_l", Bounds(lower: 10))
    var scenario = try Scenario.recurring(
      definitions: [RecurrenceDefinition(name: "inflamed", rule: level)])
    scenario.addMarkers(from: try Shipped.cstar012())
    let place = try #require(
      scenario.instrument.markers.firstIndex { $0.name == "crp_mg_per_l" })
    var follower = try Follower(scenario)
    var found = 0
    for subject in 0..<200 {
      try follower.follow(subject)
      let days = (85...168).map(Double.init) + follower.scratch.flares.map(\.day) + [84 + 1e-9]
      let first = days.filter { $0 > 84 && $0 <= 168 }.sorted()
        .first { follower.markerLevel(place, at: $0) >= 10 }
      let day = follower.scratch.recurrences[0].nominalDay
      #expect(first.map { abs(day - $0) < 1e-6 } ?? (day == .infinity))
      if first != nil { found += 1 }
    }
    #expect((10..<190).contains(found))
  }

  /// Compares each person and counts recurrences by definition and layer.
  private func compare(
    _ scenario: Scenario, subjects: Int, layers: [Layer]
  ) throws -> [[Layer: Int]] {
    let model = try Model(scenario)
    var follower = try Follower(scenario)
    var counts = scenario.recurrence.definitions.map { _ in [Layer: Int]() }
    var differing: [String: Int] = [:]
    for subject in 0..<subjects {
      try follower.follow(subject)
      let history = ItemHistory(activity: scenario.instrument, episodes: follower.scratch.episodes)
      var reading = CourseReading(scenario, try model.trace(subject: subject), history)
      reading.recordedLater = { record(scenario, subject, $0, $1) }
      for (i, definition) in scenario.recurrence.definitions.enumerated() {
        for layer in layers {
          let found = follower.scratch.recurrences[3 * i + layer.place]
          let isLatent = layer == .latent
          let expected =
            isLatent ? reading.latentRecurrence(definition) : reading.recurrence(definition, layer)
          if expected != nil { counts[i][layer, default: 0] += 1 }
          if !isSame(found, expected) { differing["\(definition.name) \(layer)", default: 0] += 1 }
        }
      }
    }
    #expect(differing.isEmpty)
    return counts
  }

  private func isSame(_ found: Recorded, _ expected: Sighting?) -> Bool {
    guard let expected else { return found.nominalDay == .infinity }
    return abs(found.nominalDay - expected.day) < 1e-6
      && abs(found.establishedDay - expected.certainDay) < 1e-6
  }
}

extension Scenario {
  /// CSTAR012 with many flares and a quarter of its visits missed.
  static func recurring(definitions: [RecurrenceDefinition]) throws -> Scenario {
    var scenario = try itemsOnly()
    scenario.trial.missedVisitShare = 0.25
    scenario.flares.backgroundPerYear = 2
    scenario.flares.suppressiblePerYear = 4
    scenario.recurrence = Recurrence(primary: definitions[0].name, definitions: definitions)
    scenario.estimands = []
    return scenario
  }

  /// Gives back the laboratory markers of a scenario.
  mutating func addMarkers(from other: Scenario) {
    patients += other.patients.filter { $0.marker != nil }
    instrument.markers = other.instrument.markers
  }
}

extension RecurrenceDefinition {
  /// One definition of each kind of rule, confirmed or not.
  static let everyKind: [RecurrenceDefinition] = {
    let rise = CourseRule.rise(score: "sledai", from: .week(12), by: 4)
    let new = CourseRule.newItem(presentAt: nil, absentAt: .week(12), among: "clinical")
    let low = CourseRule.level(score: "sledai", Bounds(upper: 4, upperIsExcluded: true))
    return [
      RecurrenceDefinition(name: "rise", rule: rise),
      RecurrenceDefinition(
        name: "confirmed rise", rule: .rise(score: "sledai", from: .week(12), by: 3),
        confirmation: .nextVisit),
      RecurrenceDefinition(
        name: "above baseline", rule: .rise(score: "clinical_sledai", from: .baseline, by: 2)),
      RecurrenceDefinition(
        name: "fall", rule: .fall(score: "sledai", from: .week(12), by: 2),
        confirmation: .nextVisit),
      RecurrenceDefinition(name: "new item", rule: new),
      RecurrenceDefinition(
        name: "returned item",
        rule: .newItem(presentAt: .baseline, absentAt: .week(12), among: "clinical")),
      RecurrenceDefinition(
        name: "new since week 8",
        rule: .newItem(presentAt: nil, absentAt: .week(8), among: "laboratory")),
      RecurrenceDefinition(name: "any flare", rule: .flare),
      RecurrenceDefinition(
        name: "high", rule: .level(score: "sledai", Bounds(lower: 8, lowerIsExcluded: true))),
      RecurrenceDefinition(name: "low", rule: low),
      RecurrenceDefinition(
        name: "rise and new item",
        rule: .all([rise, .newItem(presentAt: nil, absentAt: .week(12), among: "serositis")])),
      RecurrenceDefinition(
        name: "either",
        rule: .any([.all([new, low]), .rise(score: "sledai", from: .week(12), by: 9)])),
    ]
  }()

  /// Rules that read what a laboratory reports.
  static let byMarkers: [RecurrenceDefinition] = {
    let inflamed = CourseRule.level(score: "crp_mg_per_l", Bounds(lower: 10))
    return [
      RecurrenceDefinition(
        name: "CRP rises", rule: .rise(score: "crp_mg_per_l", from: .week(12), by: 5)),
      RecurrenceDefinition(
        name: "inflamed twice", rule: inflamed, confirmation: .nextVisit),
      RecurrenceDefinition(
        name: "inflamed rise",
        rule: .all([inflamed, .rise(score: "sledai", from: .week(12), by: 2)])),
      RecurrenceDefinition(
        name: "sedimentation falls", rule: .fall(score: "esr_mm_per_h", from: .baseline, by: 15)),
    ]
  }()

  /// Rises that are looked at again after two weeks or a month.
  static let confirmedLater = [14.0, 28].map { days in
    RecurrenceDefinition(
      name: "rise held for \(days) days", rule: .rise(score: "sledai", from: .week(12), by: 4),
      confirmation: .afterDays(days))
  }
}
