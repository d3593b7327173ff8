internal import WashoutNumerics

/// Visits: planned ones in their windows, and those that flares bring.
extension Mechanism {
  /// The planned visits, which no drug changes.
  func planVisits(
    _ key: SubjectKey, _ random: borrowing RandomSource, _ scratch: inout MechanismScratch
  ) {
    scratch.planned.removeAll(keepingCapacity: true)
    for day in calendar.visitDays {
      let place = Place.plannedVisit(day: day)
      let (planned, errors) = plannedVisit(day, key, random, place: place)
      scratch.planned.append(
        PlannedVisit(
          nominalDay: Double(day), day: Double(day) + calendar.window * planned.shift,
          place: place, planned: planned, errors: errors))
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
    scratch.visits.removeAll(keepingCapacity: true)
    for planned in scratch.planned {
      scratch.visits.append(
        Visit(
          day: planned.planned.missesVisit ? .infinity : planned.day,
          nominalDay: planned.nominalDay,
          place: planned.place, isPlanned: true, errors: planned.errors))
    }
    if let delay = calendar.delay { addUnscheduled(delay, key, random, &scratch) }
    if calendar.missedVisitShare > 0 { scratch.visits.removeAll { $0.day == .infinity } }
    measureVisits(key, random, &scratch)
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

  /// Items and scores at every visit, without and with error.
  private func measureVisits(
    _ key: SubjectKey, _ random: borrowing RandomSource, _ scratch: inout MechanismScratch
  ) {
    let room = scratch.visits.count * scoreCount
    scratch.trueValues.makeRoom(room)
    scratch.recordedValues.makeRoom(room)
    measureItems(
      scratch.episodes, &scratch.visits, &scratch.trueValues, &scratch.recordedValues)
    guard needsNumericScores else { return }
    for visit in scratch.visits.indices { measureNumericScores(visit, key, random, &scratch) }
  }

  private func measureItems(
    _ episodes: [Episode], _ visits: inout [Visit], _ trueValues: inout [Double],
    _ recordedValues: inout [Double]
  ) {
    let episodes = episodes.span
    var visits = visits.mutableSpan
    var trueValues = trueValues.mutableSpan
    var recordedValues = recordedValues.mutableSpan
    for i in visits.indices {
      let active = countedItems(at: visits[i].day, episodes)
      let recorded = visits[i].errors.recorded(active)
      visits[i].active = active
      visits[i].recorded = recorded
      put(items.scores(active), at: i * scoreCount, &trueValues)
      put(items.scores(recorded), at: i * scoreCount, &recordedValues)
    }
  }

  @inline(__always) private func put(
    _ scores: (all: Int32, clinical: Int32), at place: Int, _ values: inout MutableSpan<Double>
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
