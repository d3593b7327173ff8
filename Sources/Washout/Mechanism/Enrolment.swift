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
    record.screened = scratch.person.screened
    record.candidate = Int(scratch.person.candidate)
    prepare(key, random, &scratch)
    follow(key, random, &scratch, maximumEffect: kinetics.maximumEffect, into: &record.assumed)
    if followsNoEffect {
      follow(key, random, &scratch, maximumEffect: 0, into: &record.noEffect)
    }
  }

  /// What is the same on every drug.
  func prepare(
    _ key: SubjectKey, _ random: borrowing RandomSource, _ scratch: inout MechanismScratch
  ) {
    drawItems(key, random, &scratch.person)
    if needsNumericScores {
      for marker in markers.indices { drawMarkerNormal(marker, key, random, &scratch.person) }
      for score in scores.indices { drawScoreLevels(score, key, random, &scratch.person) }
    }
    drawKinetics(key, random, &scratch)
    drawClocks(key, random, &scratch.clocks)
    planVisits(key, random, &scratch)
    planDoses(key, random, &scratch)
  }

  private func follow(
    _ key: SubjectKey, _ random: borrowing RandomSource, _ scratch: inout MechanismScratch,
    maximumEffect: Double, into record: inout ArmRecord
  ) {
    scratch.kinetics.maximumEffect = maximumEffect
    for variant in variants.indices.reversed() {
      course(key, random, &scratch, variant: variant)
    }
    for (i, row) in estimands.enumerated() {
      record.outcomes[i] = EstimandOutcome()
      let (truth, data) = (scratch.courses[row.variant], scratch.courses[0])
      readTruth(row, truth, scratch.recurrences, into: &record.outcomes[i])
      readData(row, data, scratch.recurrences, scratch.visits, into: &record.outcomes[i])
    }
    count(scratch, into: &record)
  }

  /// One course with the event processes of a variant switched off; variant 0, the trial itself, is
  /// run last, so that its visits remain.
  func course(
    _ key: SubjectKey, _ random: borrowing RandomSource, _ scratch: inout MechanismScratch,
    variant: Int
  ) {
    let off = variants[variant]
    var stopDay = off.stopsDosing ? .infinity : scratch.clocks.stopsDosing
    // Dosing that would stop after the last planned dose has not stopped.
    if stopDay >= scratch.lastDoseDay { stopDay = .infinity }
    let therapyDay = off.therapyChanged ? .infinity : scratch.clocks.therapyChanged
    giveDoses(scratch.dueDoses, &scratch.kinetics, stopDay: stopDay)
    drawFlares(key, random, &scratch, therapyDay: therapyDay)
    followItems(key, random, &scratch, therapyDay: therapyDay)
    if needsNumericScores {
      scratch.effects.fill(scratch.kinetics, to: calendar.horizon)
      followMarkers(&scratch)
    }
    makeVisits(key, random, &scratch)
    scratch.courses[variant].stopDay = stopDay
    scratch.courses[variant].therapyDay = therapyDay
    scratch.courses[variant].lostDay = lostDay(scratch)
    observe(key, random, &scratch, variant: variant)
  }
}
