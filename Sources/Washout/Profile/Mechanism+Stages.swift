package import WashoutNumerics

/// The life of one place in the trial, cut off after a stage.
extension Mechanism {
  /// What `enrol` does, up to a stage, on the assumed drug; the twin's stage is the whole of it.
  ///
  /// - Throws: `SimulationError.nobodyEligible` when 10,000 candidates fail.
  package func enrol(
    _ key: SubjectKey, _ random: borrowing RandomSource, _ scratch: inout MechanismScratch,
    upTo stage: StageProfile.Stage, into record: inout SubjectRecord
  ) throws(SimulationError) {
    if stage == .twin {
      return try enrol(key, random, &scratch, screensInFull: false, into: &record)
    }
    try screen(key, random, &scratch, inFull: false)
    if stage == .screening { return }
    drawPerson(key, random, &scratch)
    if stage == .drug { return }
    plan(key, random, &scratch)
    if stage == .plan { return }
    scratch.kinetics.maximumEffect = kinetics.maximumEffect
    for variant in variants.indices.reversed() {
      follow(key, random, &scratch, upTo: stage, variant)
    }
    if stage == .estimands { read(&scratch, into: &record.assumed) }
  }

  private func follow(
    _ key: SubjectKey, _ random: borrowing RandomSource, _ scratch: inout MechanismScratch,
    upTo stage: StageProfile.Stage, _ variant: Int
  ) {
    let therapyDay = giveDoses(&scratch, variant: variant)
    drawFlares(key, random, &scratch, therapyDay: therapyDay)
    if stage == .flares { return }
    followItems(key, random, &scratch, therapyDay: therapyDay)
    if stage == .items { return }
    visit(key, random, &scratch)
    if stage == .visits { return }
    scratch.courses[variant].lostDay = lostDay(&scratch)
    observe(key, random, &scratch, variant: variant, skipsLeavers: skipsLeavers)
  }
}
