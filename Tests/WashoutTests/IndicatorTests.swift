import Testing
import Washout

/// What is summed over people, counted again from their traces.
@Suite("Indicators of a subject")
struct IndicatorTests {
  /// How people are lost: by a clock, by one that activity drives, or not at all.
  enum Loss: CaseIterable {
    case clock
    case linked
    case nobody

    func apply(to leaving: inout Leaving) {
      switch self {
      case .clock: break
      case .linked:
        leaving.lostLink = Leaving.ActivityLink(score: "sledai", logHazardPerPoint: 0.1)
      case .nobody: leaving.lost = nil
      }
    }
  }

  @Test(
    "are what the trace shows", arguments: [EntryRule.everyoneDosed, .notWorse, .responders],
    Loss.allCases)
  func indicators(enters: EntryRule, loss: Loss) throws {
    var scenario = try Scenario.eventful(enters: enters, estimands: [])
    loss.apply(to: &scenario.leaving)
    let model = try Model(scenario)
    var follower = try Follower(scenario)
    var sums: [Indicator: Int] = [:]
    var differing: [Indicator: Int] = [:]
    for subject in 0..<1000 {
      let record = try follower.enrol(subject).assumed
      let trace = try model.trace(subject: subject)
      let reading = IndicatorReading(scenario, trace)
      for (indicator, expected) in reading.indicators {
        let found = record.indicators[indicator]
        sums[indicator, default: 0] += found ? 1 : 0
        if found != expected { differing[indicator, default: 0] += 1 }
      }
      #expect(record.entered == reading.hasEntered)
      #expect(record.recurred == reading.hasRecurred)
      #expect(record.daysInTrial == reading.lastContactDay)
    }
    #expect(differing.isEmpty)
    for (indicator, sum) in sums where indicator != .dosed {
      let isEverybody = enters == .everyoneDosed && indicator == .entered
      let isNobody =
        loss == .nobody
        && (indicator == .lost || enters == .everyoneDosed && indicator == .leftBefore)
      #expect(isEverybody ? sum == 1000 : isNobody == !(1..<1000).contains(sum), "\(indicator)")
    }
  }
}

/// Indicators of one traced person, in words of the trial.
private struct IndicatorReading {
  private let scenario: Scenario
  private let trace: PatientTrace
  private let course: CourseReading
  private let facts: CourseFacts

  init(_ scenario: Scenario, _ trace: PatientTrace) {
    self.scenario = scenario
    self.trace = trace
    course = CourseReading(scenario, trace)
    facts = CourseFacts(scenario, trace)
  }

  private var endDay: Double { Double(7 * scenario.trial.endWeek) }

  private func seen(_ name: String, _ layer: Layer) -> Sighting? { facts.recurrences[name]?[layer] }

  private var primary: Sighting? { seen(scenario.recurrence.primary, .assessed) }

  var hasEntered: Bool {
    facts.isAllowedToEnter && facts.lostDay > facts.actualWithdrawalDay
  }

  var hasRecurred: Bool {
    hasEntered && primary.map { $0.certainDay <= facts.lostDay } ?? false
  }

  /// Recurrence, or leaving instead of entering; whoever does neither stays.
  private var removalDay: Double {
    if facts.isAllowedToEnter { return primary?.certainDay ?? .infinity }
    let leaves = facts.entryRule == .responders ? facts.responseDay : facts.worse?.certainDay
    return leaves ?? .infinity
  }

  var lastContactDay: Double {
    min(facts.lostDay, removalDay, trace.visits.last?.day ?? 0)
  }

  /// The final visit, or the end of the plan where it was missed.
  private var finalDay: Double {
    trace.visits.first { $0.isPlanned && $0.nominalDay == endDay }?.day ?? endDay
  }

  var indicators: [(Indicator, Bool)] {
    let enters = facts.isAllowedToEnter
    let flares = trace.flares.map(\.day).filter { $0 > facts.withdrawalDay && $0 <= endDay }
    let hasFlare = enters && !flares.isEmpty
    var all: [(Indicator, Bool)] = [
      (.dosed, true), (.entered, enters), (.leftBefore, !hasEntered), (.flare, hasFlare),
      (.lost, facts.lostDay <= min(removalDay, finalDay)), (.response, facts.isResponder),
    ]
    for (i, definition) in scenario.recurrence.definitions.enumerated() {
      let recorded = enters ? seen(definition.name, .assessed) : nil
      for layer in Layer.allCases {
        all.append(
          (.recurrence(definition: i, layer: layer), enters && seen(definition.name, layer) != nil))
      }
      let followsFlare = trace.flares.contains {
        $0.day > facts.actualWithdrawalDay && $0.day <= recorded?.visitDay ?? 0
      }
      let removed = primary?.certainDay ?? .infinity
      all.append((.falseRecurrence(definition: i), recorded != nil && !followsFlare))
      all.append((.missedFlare(definition: i), hasFlare && recorded == nil))
      all.append(
        (.asObserved(definition: i), recorded.map { $0.certainDay <= removed } ?? false))
    }
    return all
  }
}
