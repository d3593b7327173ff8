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
    _ key: SubjectKey, _ random: borrowing RandomSource, _ visits: inout [PlannedVisit],
    _ days: inout [PlannedDay]
  ) {
    let nominalDays = calendar.visitDays.span
    var visits = visits.mutableSpan
    var days = days.mutableSpan
    for i in nominalDays.indices {
      let place = Place.plannedVisit(day: nominalDays[i])
      let (planned, errors) = plannedVisit(nominalDays[i], key, random, place: place)
      let day = Double(nominalDays[i]) + calendar.window * planned.shift
      visits[i] = PlannedVisit(day: planned.missesVisit ? .infinity : day, errors: errors)
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
    makePlanned(scratch.planned, scratch.episodes, &scratch.visits)
    if !scratch.flares.isEmpty, let delay = calendar.delay {
      addUnscheduled(delay, key, random, &scratch)
    }
    if calendar.windowsOverlap || scratch.visits.count > calendar.visitDays.count {
      scratch.visits.sortByInsertion { $0.day }
    }
    if calendar.missedVisitShare > 0 { scratch.visits.removeAll { $0.day == .infinity } }
    scratch.hasScores = needsNumericScores
    guard needsNumericScores else { return }
    fillScores(&scratch)
    for visit in scratch.visits.indices { measureNumericScores(visit, key, random, &scratch) }
  }

  /// Overwrites visits with the planned ones as they would be without a flare, in place.
  private func makePlanned(
    _ planned: [PlannedVisit], _ episodes: [Episode], _ visits: inout [Visit]
  ) {
    let plan = calendar.plannedVisits.span
    while visits.count > plan.count { visits.removeLast() }
    while visits.count < plan.count { visits.append(plan[visits.count]) }
    let planned = planned.span
    let episodes = episodes.span
    var visits = visits.mutableSpan
    // Whole eights of planned visits, as many visits as in the plan.
    precondition(planned.count == (plan.count + 7) / 8 * 8 && visits.count == plan.count)
    var first = 0
    while first < plan.count {
      let active = countedItems(at: Self.eightDays(planned, from: first), episodes)
      let lanes = active.span
      for lane in 0..<min(8, plan.count &- first) {
        let i = first &+ lane
        var visit = plan[unchecked: i]
        visit.day = planned[unchecked: i].day
        visit.see(lanes[unchecked: lane], planned[unchecked: i].errors)
        visits[unchecked: i] = visit
      }
      first &+= 8
    }
  }

  /// Days of eight visits of whole eights.
  @inline(__always) private static func eightDays(
    _ visits: Span<PlannedVisit>, from first: Int
  ) -> SIMD8<Double> {
    SIMD8(
      visits[unchecked: first].day, visits[unchecked: first &+ 1].day,
      visits[unchecked: first &+ 2].day, visits[unchecked: first &+ 3].day,
      visits[unchecked: first &+ 4].day, visits[unchecked: first &+ 5].day,
      visits[unchecked: first &+ 6].day, visits[unchecked: first &+ 7].day)
  }

  /// Items active at any moment of (day - recall, day], for eight days at once; anything of a day at infinity.
  ///
  /// In signs, which need no comparison: a difference is below zero where one time lies before the other.
  @inline(__always) private func countedItems(
    at days: SIMD8<Double>, _ episodes: Span<Episode>
  ) -> InlineArray<8, UInt64> {
    var masks = SIMD8<UInt64>()
    let from = days - items.recallDays
    var i = 0
    // Items that are active since before screening stand first, and begin ahead of every day.
    while i < episodes.count {
      if episodes[i].start > -.infinity { break }
      let place = 63 &- UInt64(truncatingIfNeeded: episodes[i].item)
      masks |= (Self.bits(from - episodes[i].end) & (1 << 63)) &>> place
      i &+= 1
    }
    while i < episodes.count {
      let isAhead = Self.bits(days - episodes[i].start)
      let lasts = Self.bits(from - episodes[i].end)
      let place = 63 &- UInt64(truncatingIfNeeded: episodes[i].item)
      masks |= (lasts & ~isAhead & (1 << 63)) &>> place
      i &+= 1
    }
    return unsafeBitCast(masks, to: InlineArray<8, UInt64>.self)
  }

  @inline(__always) private static func bits(_ numbers: SIMD8<Double>) -> SIMD8<UInt64> {
    // Eight words as they are, the sign first.
    unsafeBitCast(numbers, to: SIMD8<UInt64>.self)
  }

  private func addUnscheduled(
    _ delay: Sampler, _ key: SubjectKey, _ random: borrowing RandomSource,
    _ scratch: inout MechanismScratch
  ) {
    for i in scratch.flares.indices where isFelt(scratch.flares[i]) {
      if scratch.flares[i].visitDay.isNaN {
        scratch.flares[i].visitDay = visitDay(of: scratch.flares[i], delay, key, random)
      }
      guard scratch.flares[i].visitDay < .infinity else { continue }
      add(unscheduledFor: scratch.flares[i], key, random, &scratch)
    }
  }

  /// When a flare would bring a visit, the same on every drug; infinity if it brings none.
  private func visitDay(
    of flare: Flare, _ delay: Sampler, _ key: SubjectKey, _ random: borrowing RandomSource
  ) -> Double {
    random.rewind(key, .unscheduledVisit, place: flare.place)
    guard random.bernoulli(calendar.unscheduledShare) else { return .infinity }
    random.nextBlock()
    let day = flare.day + samplers.draw(delay, random)
    return day > 0 && day <= calendar.endDay + calendar.window ? day : .infinity
  }

  /// A flare that brings an item which the patient feels, or raises a score that he feels.
  private func isFelt(_ flare: Flare) -> Bool {
    flare.items & items.symptomatic != 0 || scores.contains { $0.isSymptom }
  }

  /// Inside the window of a planned visit it *is* that visit; otherwise it stands on its own day.
  private func add(
    unscheduledFor flare: Flare, _ key: SubjectKey, _ random: borrowing RandomSource,
    _ scratch: inout MechanismScratch
  ) {
    let active = countedItems(at: flare.visitDay, scratch.episodes)
    if let planned = planned(near: flare.visitDay) {
      guard scratch.visits[planned].flareDay == -.infinity else { return }
      scratch.visits[planned].day = flare.visitDay
      scratch.visits[planned].flareDay = flare.day
      scratch.visits[planned].see(active, scratch.planned[planned].errors)
      return
    }
    var visit = Visit(broughtBy: flare)
    visit.see(active, errors(key, random, place: visit.place))
    scratch.visits.append(visit)
  }

  /// The first visit of the plan whose window holds a day.
  private func planned(near day: Double) -> Int? {
    let nominalDays = calendar.visitDays.span
    for i in nominalDays.indices where nominalDays[i] > 0 {
      if abs(day - Double(nominalDays[i])) <= calendar.window { return i }
    }
    return nil
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
