package import WashoutNumerics

/// The life of one place in the trial: screen, dose, follow, withdraw, watch, record.
extension Mechanism {
  /// Follows one subject on the assumed drug and, unless told otherwise, on one that does nothing.
  ///
  /// `screensInFull` asks candidates every criterion instead of stopping at the first failure.
  /// - Throws: `SimulationError.nobodyEligible` when 10,000 candidates fail.
  package func enrol(
    _ key: SubjectKey, _ random: borrowing RandomSource, _ scratch: inout MechanismScratch,
    screensInFull: Bool, into record: inout SubjectRecord
  ) throws(SimulationError) {
    try screen(key, random, &scratch, inFull: screensInFull)
    prepare(key, random, &scratch)
    beginAssumed(&scratch)
    for variant in variants.indices.reversed() {
      runDisease(key, random, &scratch, variant: variant)
      observeCourse(key, random, &scratch, variant: variant)
    }
    readAssumed(&scratch, into: &record)
    guard followsNoEffect else { return }
    beginWithoutEffect(&scratch)
    if !scratch.shared.isSame {
      for variant in variants.indices.reversed() {
        runDisease(key, random, &scratch, variant: variant)
        observeCourse(key, random, &scratch, variant: variant)
      }
    }
    readWithoutEffect(&scratch, into: &record)
  }

  /// Makes a person ready for the assumed drug.
  func beginAssumed(_ scratch: inout MechanismScratch) {
    scratch.kinetics.maximumEffect = kinetics.maximumEffect
    if followsNoEffect { scratch.shared.begin(courses: variants.count) }
  }

  /// Records a person on the assumed drug.
  func readAssumed(_ scratch: inout MechanismScratch, into record: inout SubjectRecord) {
    record.screened = scratch.person.screened
    record.candidate = Int(scratch.person.candidate)
    read(&scratch, into: &record.assumed)
  }

  /// Makes the same person ready for a drug that does nothing, unless he would fare the same: nearly half of all
  /// people do, and are followed once.
  func beginWithoutEffect(_ scratch: inout MechanismScratch) {
    scratch.shared.isSame =
      variants.count == 1 && !needsNumericScores && scratch.drugChangesNothing
    if scratch.shared.isSame { return }
    scratch.kinetics.maximumEffect = 0
    scratch.setAside()
  }

  /// Records a person on a drug that does nothing; both courses are recorded then.
  func readWithoutEffect(_ scratch: inout MechanismScratch, into record: inout SubjectRecord) {
    if scratch.shared.isSame {
      record.noEffect.copy(record.assumed)
      record.noEffect.indicators.setOfTrial(.aboveIC50AtEnd, false)
    } else {
      read(&scratch, into: &record.noEffect)
    }
    scratch.shared.end()
  }

  /// What is the same on every drug.
  func prepare(
    _ key: SubjectKey, _ random: borrowing RandomSource, _ scratch: inout MechanismScratch
  ) {
    drawPerson(key, random, &scratch)
    plan(key, random, &scratch)
  }

  /// Who takes the place, and when events would happen to him.
  func drawPerson(
    _ key: SubjectKey, _ random: borrowing RandomSource, _ scratch: inout MechanismScratch
  ) {
    drawItems(key, random, &scratch.person)
    if needsNumericScores {
      for marker in markers.indices { drawMarkerNormal(marker, key, random, &scratch.person) }
      for score in scores.indices { drawScoreLevels(score, key, random, &scratch.person) }
    }
    random.lookAhead(personAhead.plan, of: key, place: 0)
    drawKinetics(key, random, &scratch)
    drawClocks(key, random, &scratch.clocks)
  }

  /// Visits and doses.
  func plan(
    _ key: SubjectKey, _ random: borrowing RandomSource, _ scratch: inout MechanismScratch
  ) {
    planVisits(key, random, &scratch)
    planDoses(key, random, &scratch)
  }

  /// Every course that estimands need on one drug; that of the trial itself remains in the scratch.
  func follow(
    _ key: SubjectKey, _ random: borrowing RandomSource, _ scratch: inout MechanismScratch,
    maximumEffect: Double, into record: inout ArmRecord
  ) {
    scratch.kinetics.maximumEffect = maximumEffect
    for variant in variants.indices.reversed() {
      course(key, random, &scratch, variant: variant)
    }
    read(&scratch, into: &record)
  }

  func read(_ scratch: inout MechanismScratch, into record: inout ArmRecord) {
    readEstimands(
      scratch.courses.span, scratch.recurrences.span, scratch.visits.span, &record.outcomes)
    count(&scratch, into: &record)
  }

  private func readEstimands(
    _ courses: Span<CourseOutcome>, _ recurrences: Span<Recorded>, _ visits: Span<Visit>,
    _ outcomes: inout [EstimandOutcome]
  ) {
    var outcomes = outcomes.mutableSpan
    guard isQuiet(courses[0]) else {
      return readEvents(courses, recurrences, visits, &outcomes)
    }
    let quiet = quietCourses.outcomes.span
    let first = courses[0].responded ? outcomes.count : 0
    for i in outcomes.indices { outcomes[i] = quiet[first &+ i] }
  }

  @inline(never) private func readEvents(
    _ courses: Span<CourseOutcome>, _ recurrences: Span<Recorded>, _ visits: Span<Visit>,
    _ outcomes: inout MutableSpan<EstimandOutcome>
  ) {
    let rows = estimands.span
    let seen = courses[0]
    for i in rows.indices {
      let row = rows[i]
      var outcome = EstimandOutcome()
      readTruth(row, courses[row.variant], recurrences, into: &outcome)
      readData(row, seen, recurrences, visits, into: &outcome)
      outcomes[i] = outcome
    }
  }

  /// One course with the event processes of a variant switched off; variant 0, the trial itself, is
  /// run last, so that its visits remain.
  func course(
    _ key: SubjectKey, _ random: borrowing RandomSource, _ scratch: inout MechanismScratch,
    variant: Int, skipsLeavers: Bool = false
  ) {
    runDisease(key, random, &scratch, variant: variant)
    observeCourse(key, random, &scratch, variant: variant, skipsLeavers: skipsLeavers)
  }

  /// Doses, flares and items.
  func runDisease(
    _ key: SubjectKey, _ random: borrowing RandomSource, _ scratch: inout MechanismScratch,
    variant: Int
  ) {
    let therapyDay = giveDoses(&scratch, variant: variant)
    drawFlares(key, random, &scratch, therapyDay: therapyDay)
    followItems(key, random, &scratch, therapyDay: therapyDay)
  }

  /// Gives the doses of a variant, and says when standard therapy changes in it.
  func giveDoses(_ scratch: inout MechanismScratch, variant: Int) -> Double {
    let off = variants[variant]
    var stopDay = off.stopsDosing ? .infinity : scratch.clocks.stopsDosing
    // Dosing that would stop after the last planned dose has not stopped.
    if stopDay >= scratch.lastDoseDay { stopDay = .infinity }
    let therapyDay = off.therapyChanged ? .infinity : scratch.clocks.therapyChanged
    scratch.courses[variant].stopDay = stopDay
    scratch.courses[variant].therapyDay = therapyDay
    // Doses of a drug that does nothing change nothing; those of the assumed drug are at hand.
    if scratch.kinetics.maximumEffect > 0 || !scratch.shared.isOpen {
      scratch.kinetics.give(scratch.dueDoses, by: stopDay)
    }
    return therapyDay
  }

  /// What the visits show that somebody counts.
  func observeCourse(
    _ key: SubjectKey, _ random: borrowing RandomSource, _ scratch: inout MechanismScratch,
    variant: Int
  ) {
    observeCourse(key, random, &scratch, variant: variant, skipsLeavers: skipsLeavers)
  }

  /// What the visits show.
  func observeCourse(
    _ key: SubjectKey, _ random: borrowing RandomSource, _ scratch: inout MechanismScratch,
    variant: Int, skipsLeavers: Bool
  ) {
    visit(key, random, &scratch)
    scratch.courses[variant].lostDay = lostDay(&scratch)
    observe(key, random, &scratch, variant: variant, skipsLeavers: skipsLeavers)
  }

  /// Visits, with the numeric scores that rules read.
  func visit(
    _ key: SubjectKey, _ random: borrowing RandomSource, _ scratch: inout MechanismScratch
  ) {
    if needsNumericScores {
      scratch.effects.fill(scratch.kinetics, to: calendar.horizon)
      followMarkers(&scratch)
    }
    makeVisits(key, random, &scratch)
  }
}
