internal import WashoutNumerics

/// Visits: planned ones in their windows, and those that flares bring.
extension Mechanism {
  /// The planned visits, which no drug changes.
  func planVisits(
    _ key: SubjectKey, _ random: borrowing RandomSource, _ scratch: inout MechanismScratch
  ) {
    planVisits(key, random, &scratch.planned, &scratch.plannedDays)
  }

  private func planVisits(
    _ key: SubjectKey, _ random: borrowing RandomSource, _ visits: inout [Visit],
    _ days: inout [PlannedDay]
  ) {
    let nominalDays = calendar.visitDays.span
    var visits = visits.mutableSpan
    var days = days.mutableSpan
    for i in nominalDays.indices {
      let place = Place.plannedVisit(day: nominalDays[i])
      let (planned, errors) = plannedVisit(nominalDays[i], key, random, place: place)
      let nominalDay = Double(nominalDays[i])
      let day = planned.missesVisit ? .infinity : nominalDay + calendar.window * planned.shift
      visits[i] = Visit(
        day: day, nominalDay: nominalDay, place: place, isPlanned: true, errors: errors)
      days[i] = planned
    }
  }

  /// What is drawn for a planned visit; where they have room, its blocks are computed together.
  private func plannedVisit(
    _ day: Int, _ key: SubjectKey, _ random: borrowing RandomSource, place: UInt64
  ) -> (PlannedDay, AssessorErrors) {
    guard day > 0, let ahead = visitAhead else {
      return (plannedDay(day, key, random), errors(key, random, place: place))
    }
    random.lookAhead(ahead, of: key, place: place)
    let words = LaneWords(ahead: random.ahead + 4, of: key, .assessor, place: place)
    return (plannedDay(random.ahead), items.errors(words, random))
  }

  func errors(
    _ key: SubjectKey, _ random: borrowing RandomSource, place: UInt64
  ) -> AssessorErrors {
    items.drawErrors(random, key, .assessor, place: place)
  }

  /// The visits made in this course, in order of time, with what is active and what is recorded.
  func makeVisits(
    _ key: SubjectKey, _ random: borrowing RandomSource, _ scratch: inout MechanismScratch
  ) {
    Self.copy(scratch.planned, to: &scratch.visits)
    if let delay = calendar.delay { addUnscheduled(delay, key, random, &scratch) }
    if calendar.missedVisitShare > 0 { scratch.visits.removeAll { $0.day == .infinity } }
    measureVisits(key, random, &scratch)
  }

  /// Overwrites visits with others, in place.
  private static func copy(_ planned: [Visit], to visits: inout [Visit]) {
    while visits.count > planned.count { visits.removeLast() }
    if visits.count < planned.count { visits = planned }
    let planned = planned.span
    var visits = visits.mutableSpan
    for i in planned.indices { visits[i] = planned[i] }
  }

  private func addUnscheduled(
    _ delay: Sampler, _ key: SubjectKey, _ random: borrowing RandomSource,
    _ scratch: inout MechanismScratch
  ) {
    let latest = calendar.endDay + calendar.window
    for flare in scratch.flares where isFelt(flare) {
      random.rewind(key, .unscheduledVisit, place: flare.place)
      guard random.bernoulli(calendar.unscheduledShare) else { continue }
      random.nextBlock()
      let day = flare.day + samplers.draw(delay, random)
      guard day > 0, day <= latest else { continue }
      add(unscheduled: day, broughtBy: flare, key, random, &scratch.visits)
    }
    scratch.visits.sortByInsertion { $0.day }
  }

  /// A flare that brings an item which the patient feels, or raises a score that he feels.
  private func isFelt(_ flare: Flare) -> Bool {
    flare.items & items.symptomatic != 0 || scores.contains { $0.isSymptom }
  }

  /// Inside the window of a planned visit it *is* that visit; otherwise it stands on its own day.
  private func add(
    unscheduled day: Double, broughtBy flare: Flare, _ key: SubjectKey,
    _ random: borrowing RandomSource, _ visits: inout [Visit]
  ) {
    for i in visits.indices
    where visits[i].isPlanned && visits[i].nominalDay > 0
      && abs(day - visits[i].nominalDay) <= calendar.window
    {
      if visits[i].flareDay == -.infinity {
        visits[i].day = day
        visits[i].flareDay = flare.day
      }
      return
    }
    let place = Place.unscheduledVisit(flare: flare.place)
    var visit = Visit(
      day: day, nominalDay: day, place: place, isPlanned: false,
      errors: errors(key, random, place: place))
    visit.flareDay = flare.day
    visits.append(visit)
  }

  /// Items at every visit, without and with error, and scores where rules read numeric ones.
  private func measureVisits(
    _ key: SubjectKey, _ random: borrowing RandomSource, _ scratch: inout MechanismScratch
  ) {
    measureItems(scratch.episodes, &scratch.visits)
    scratch.hasScores = needsNumericScores
    guard needsNumericScores else { return }
    fillScores(&scratch)
    for visit in scratch.visits.indices { measureNumericScores(visit, key, random, &scratch) }
  }

  private func measureItems(_ episodes: [Episode], _ visits: inout [Visit]) {
    let episodes = episodes.span
    var visits = visits.mutableSpan
    for i in visits.indices {
      let active = countedItems(at: visits[i].day, episodes)
      visits[i].active = active
      visits[i].recorded = visits[i].errors.recorded(active)
    }
  }

  /// The instrument's sum and its clinical part at every visit, without and with error.
  func fillScores(_ scratch: inout MechanismScratch) {
    let room = scratch.visits.count * scoreCount
    scratch.trueValues.makeRoom(room)
    scratch.recordedValues.makeRoom(room)
    for (i, visit) in scratch.visits.enumerated() {
      put(items.scores(visit.active), at: i * scoreCount, &scratch.trueValues)
      put(items.scores(visit.recorded), at: i * scoreCount, &scratch.recordedValues)
    }
  }

  private func put(
    _ scores: (all: Int32, clinical: Int32), at place: Int, _ values: inout [Double]
  ) {
    values[place] = Double(scores.all)
    values[place + 1] = Double(scores.clinical)
  }

  private func measureNumericScores(
    _ number: Int, _ key: SubjectKey, _ random: borrowing RandomSource,
    _ scratch: inout MechanismScratch
  ) {
    let visit = scratch.visits[number]
    var levels = takeLevels(&scratch)
    appendLevels(at: visit.day, key, random, scratch, to: &levels)
    for value in levels.indices {
      let place = number * scoreCount + 2 + value
      scratch.trueValues[place] = levels[value]
      scratch.recordedValues[place] =
        recorded(value, level: levels[value], key, random, place: visit.place)
    }
    scratch.levels = levels
  }

  /// Levels of markers, then of numeric scores, at a time.
  func appendLevels(
    at day: Double, _ key: SubjectKey, _ random: borrowing RandomSource,
    _ scratch: MechanismScratch,
    to levels: inout [Double]
  ) {
    for marker in markers.indices { levels.append(markerLevel(marker, at: day, scratch)) }
    for score in scores.indices {
      levels.append(scoreLevel(score, at: day, key, random, scratch))
    }
  }

  func recorded(
    _ value: Int, level: Double, _ key: SubjectKey, _ random: borrowing RandomSource,
    place: UInt64
  ) -> Double {
    guard value >= markers.count else {
      return reportedMarker(value, level: level, key, random, place: place)
    }
    let score = value - markers.count
    return reportedScore(
      score, level: level, key, random, place: place, scores[score].visitStream)
  }
}
