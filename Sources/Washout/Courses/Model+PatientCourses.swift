internal import WashoutNumerics

extension Model {
  /// The bands of people who took part in some trials of the planned size; nil without a mechanism.
  func patientCourses(trials: Int, threads: Int) async throws -> PatientCourses? {
    guard case .mechanistic(let mechanism) = course,
      case .mechanistic(_, _, let activity) = scenario.course
    else { return nil }
    let blank = collector(mechanism, activity)
    let people = min(Self.peopleFollowed, trials * scenario.trial.sampleSize)
    let units = (people + WorkSize.unit - 1) / WorkSize.unit
    var all = blank
    try await OrderedWork.run(
      units, threads: threads,
      work: { unit in
        let first = unit * WorkSize.unit
        return try follow(first..<min(people, first + WorkSize.unit), ofTrials: trials, blank)
      },
      take: { all.merge($1) })
    return patientCourses(all, mechanism, activity)
  }

  private func collector(_ mechanism: Mechanism, _ activity: Activity) -> CourseCollector {
    CourseCollector(
      days: CourseDays.all(from: 0, to: 7 * scenario.trial.endWeek),
      visitDays: mechanism.calendar.visitDays,
      scores: mechanism.followingEverything().scoreCount,
      items: mechanism.items.rows.count, shownScore: shownScore(activity))
  }

  /// The score that the primary definition reads; where it reads none but markers, the instrument's sum, or the
  /// first numeric score where there are no items.
  private func shownScore(_ activity: Activity) -> Int {
    let recurrence = scenario.recurrence
    let primary = recurrence.definitions.first { $0.name == recurrence.primary }
    let read = primary?.rule.scores ?? []
    let values = valueNames(activity)
    let shown = read.lazy.compactMap { name in values.firstIndex { $0.name == name } }
      .first { values[$0].kind != .marker }
    if let shown { return shown }
    return activity.items.isEmpty && !activity.scores.isEmpty ? 2 + activity.markers.count : 0
  }

  /// Follows some people: patient 1 of each trial, then patient 2 where trials are few.
  private func follow(
    _ people: Range<Int>, ofTrials trials: Int, _ blank: CourseCollector
  ) throws(SimulationError) -> CourseCollector {
    var collector = blank
    guard var follower = try follower(ofTrial: people.lowerBound % trials) else { return collector }
    let random = RandomSource(seed: scenario.simulation.seed)
    for person in people {
      let (patient, trial) = person.quotientAndRemainder(dividingBy: trials)
      if uncertainty != nil, let drawn = try self.follower(ofTrial: trial) { follower = drawn }
      try collector.follow(
        SubjectKey(replicate: UInt64(trial), subject: UInt64(patient)), random, &follower,
        isSample: person < Self.samplePeople)
    }
    return collector
  }

  /// What follows the people of a trial; nil without a mechanism.
  private func follower(ofTrial trial: Int) throws(SimulationError) -> CourseFollower? {
    guard case .mechanistic(let mechanism) = try drawn(trial).course else { return nil }
    return CourseFollower(mechanism)
  }

  private func patientCourses(
    _ all: CourseCollector, _ mechanism: Mechanism, _ activity: Activity
  ) -> PatientCourses {
    let values = valueNames(activity)
    return PatientCourses(
      people: all.ic50s.count, days: CourseDays.all(from: 0, to: 7 * scenario.trial.endWeek),
      concentration: all.bands(all.concentrations), effect: all.bands(all.effects),
      ic50: PercentileBand(all.ic50s), visitDays: mechanism.calendar.visitDays,
      score: values[shownScore(activity)].name,
      values: values.enumerated().flatMap { i, value in
        series(all) { arm, drug, layer in
          PatientCourses.ValueCourse(
            name: value.name, kind: value.kind, drug: drug, layer: layer,
            bands: arm.bands(ofScore: i, of: values.count, layer))
        }
      },
      items: activity.items.flatMap { item in
        series(all) { arm, drug, layer in
          PatientCourses.ItemCourse(
            name: item.name, drug: drug, layer: layer,
            present: arm.counts(ofItem: item.number, of: mechanism.items.rows.count, layer),
            people: arm.people)
        }
      }, samples: all.samples)
  }

  private func valueNames(
    _ activity: Activity
  ) -> [(name: String, kind: PatientCourses.ValueCourse.Kind)] {
    [(activity.scoreName, .sum), ("clinical_" + activity.scoreName, .clinicalSum)]
      + activity.markers.map { ($0.name, .marker) }
      + activity.scores.map { ($0.name, .numericScore) }
  }

  /// One row a drug and a layer that visits show.
  private func series<Row>(
    _ all: CourseCollector, _ row: (VisitCollector, DrugAssumption, Layer) -> Row
  ) -> [Row] {
    all.arms.enumerated().flatMap { i, arm in
      [Layer.atVisits, .assessed].map { row(arm, TallyReader.drug(arm: i), $0) }
    }
  }
}

extension CourseRule {
  /// The scores that it reads, in its own order.
  fileprivate var scores: [String] {
    switch self {
    case .flare, .newItem: []
    case .rise(let score, _, _), .fall(let score, _, _), .level(let score, _): [score]
    case .all(let rules), .any(let rules): rules.flatMap(\.scores)
    }
  }
}

extension VisitCollector {
  /// The bands of a score, visit by visit.
  fileprivate func bands(
    ofScore score: Int, of scores: Int, _ layer: Layer
  ) -> [PercentileBand?] {
    let values = layer == .assessed ? recordedValues : trueValues
    return people.indices.map { PercentileBand(values[$0 * scores + score]) }
  }

  /// People of whom an item counts, visit by visit.
  fileprivate func counts(ofItem number: Int, of items: Int, _ layer: Layer) -> [Int] {
    let counts = layer == .assessed ? recordedItems : trueItems
    return people.indices.map { counts[$0 * items + number - 1] }
  }
}
