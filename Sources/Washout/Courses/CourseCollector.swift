internal import WashoutNumerics

/// What bands and sample people are made of, collected person by person.
struct CourseCollector: Sendable {
  /// Levels person by person: element `person * days + day`.
  private(set) var concentrations: [Double] = []
  private(set) var effects: [Double] = []
  private(set) var ic50s: [Double] = []
  /// The assumed drug, then no effect.
  private(set) var arms: [VisitCollector]
  private(set) var samples: [PatientCourses.SampleCourse] = []
  private let days: [Int]
  /// Which of the scores kept of a visit samples show.
  private let shownScore: Int

  /// For levels of some days, and visits with some scores and items each.
  init(days: [Int], visitDays: [Int], scores: Int, items: Int, shownScore: Int) {
    self.days = days
    self.shownScore = shownScore
    arms = Array(
      repeating: VisitCollector(visitDays: visitDays, scores: scores, items: items), count: 2)
  }

  /// Follows one person on either drug.
  mutating func follow(
    _ key: SubjectKey, _ random: borrowing RandomSource, _ follower: inout CourseFollower,
    isSample: Bool
  ) throws(SimulationError) {
    try follower.follow(key, random)
    let kinetics = follower.scratch.kinetics
    for day in days {
      concentrations.append(kinetics.concentration(Double(day)))
      effects.append(kinetics.effect(Double(day)))
    }
    ic50s.append(kinetics.ic50)
    let assumed = arms[0].add(follower, shownScore: shownScore)
    follower.followWithoutEffect(key, random)
    let noEffect = arms[1].add(follower, shownScore: shownScore)
    guard isSample else { return }
    samples.append(
      PatientCourses.SampleCourse(
        trial: Int(key.replicate) + 1, patient: Int(key.subject) + 1, assumed: assumed,
        noEffect: noEffect))
  }

  /// Adds people who come after these.
  mutating func merge(_ others: CourseCollector) {
    concentrations += others.concentrations
    effects += others.effects
    ic50s += others.ic50s
    samples += others.samples
    for arm in arms.indices { arms[arm].merge(others.arms[arm]) }
  }

  /// The bands of levels kept person by person, day by day.
  func bands(_ levels: [Double]) -> [PercentileBand] {
    days.indices.compactMap { day in
      PercentileBand(stride(from: day, to: levels.count, by: days.count).map { levels[$0] })
    }
  }
}

/// Scores and items at the planned visits of one drug.
struct VisitCollector: Sendable {
  /// Element `visit * scores + score`: the values of the people who came.
  private(set) var trueValues: [[Double]]
  private(set) var recordedValues: [[Double]]
  /// Element `visit * items + item number - 1`: people of whom the item counts.
  private(set) var trueItems: [Int]
  private(set) var recordedItems: [Int]
  /// Element `visit`: people who came.
  private(set) var people: [Int]
  private let visitDays: [Int]
  private let scores: Int
  private let items: Int

  init(visitDays: [Int], scores: Int, items: Int) {
    self.visitDays = visitDays
    self.scores = scores
    self.items = items
    trueValues = Array(repeating: [], count: visitDays.count * scores)
    recordedValues = trueValues
    trueItems = Array(repeating: 0, count: visitDays.count * items)
    recordedItems = trueItems
    people = Array(repeating: 0, count: visitDays.count)
  }

  /// Adds the visits of the course in the scratch and gives the person's series of one score.
  mutating func add(
    _ follower: CourseFollower, shownScore: Int
  ) -> PatientCourses.SampleCourse.Series {
    let scratch = follower.scratch
    var shown: [Double?] = Array(repeating: nil, count: visitDays.count)
    for (i, visit) in scratch.visits.enumerated() where visit.isPlanned {
      guard let place = visitDays.firstIndex(of: Int(visit.nominalDay)) else { continue }
      people[place] += 1
      for score in 0..<scores {
        trueValues[place * scores + score].append(scratch.trueValues[i * scores + score])
        recordedValues[place * scores + score].append(scratch.recordedValues[i * scores + score])
      }
      count(visit.active, into: &trueItems, place)
      count(visit.recorded, into: &recordedItems, place)
      shown[place] = scratch.recordedValues[i * scores + shownScore]
    }
    return PatientCourses.SampleCourse.Series(
      values: shown, recurrence: recurrence(follower, shownScore: shownScore))
  }

  private func recurrence(
    _ follower: CourseFollower, shownScore: Int
  ) -> PatientCourses.SampleCourse.Recurrence? {
    let scratch = follower.scratch
    guard let day = follower.recurrenceDay,
      let visit = scratch.visits.firstIndex(where: { $0.nominalDay == day })
    else { return nil }
    return PatientCourses.SampleCourse.Recurrence(
      day: day, value: scratch.recordedValues[visit * scores + shownScore])
  }

  private func count(_ mask: UInt64, into counts: inout [Int], _ visit: Int) {
    var rest = mask
    while rest != 0 {
      counts[visit * items + rest.trailingZeroBitCount] += 1
      rest &= rest &- 1
    }
  }

  mutating func merge(_ others: VisitCollector) {
    for i in trueValues.indices {
      trueValues[i] += others.trueValues[i]
      recordedValues[i] += others.recordedValues[i]
    }
    for i in trueItems.indices {
      trueItems[i] += others.trueItems[i]
      recordedItems[i] += others.recordedItems[i]
    }
    for i in people.indices { people[i] += others.people[i] }
  }
}

/// A mechanism that follows markers and numeric scores even where no rule reads them, and its scratch.
struct CourseFollower {
  private let mechanism: Mechanism
  private(set) var scratch: MechanismScratch

  init(_ mechanism: Mechanism) {
    self.mechanism = mechanism.followingEverything()
    scratch = MechanismScratch(for: self.mechanism)
  }

  /// Screens for a place in the trial and follows who takes it on the assumed drug.
  mutating func follow(
    _ key: SubjectKey, _ random: borrowing RandomSource
  ) throws(SimulationError) {
    try mechanism.followClosely(key, random, &scratch)
    if !scratch.hasScores { mechanism.fillScores(&scratch) }
  }

  /// Follows the person who was followed last, never dosed as far as the disease can tell.
  mutating func followWithoutEffect(_ key: SubjectKey, _ random: borrowing RandomSource) {
    scratch.kinetics.maximumEffect = 0
    mechanism.course(key, random, &scratch, variant: 0)
    if !scratch.hasScores { mechanism.fillScores(&scratch) }
  }

  /// Nominal day of the recurrence that the primary definition records; nil without one.
  var recurrenceDay: Double? {
    let course = scratch.courses[0]
    let recurrence = scratch.recurrences[course.place(of: mechanism.primary, .assessed)]
    return mechanism.enters(course) && recurrence.nominalDay < .infinity
      ? recurrence.nominalDay : nil
  }
}
