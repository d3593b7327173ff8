package import WashoutNumerics

extension Model {
  /// Trials that `find` looks through.
  public static let trialsSearched = 100

  /// One person's whole course with the assumed drug.
  ///
  /// - Parameters:
  ///   - trial: the simulated trial, from 1.
  ///   - patient: the place in the trial, from 1.
  /// - Returns: the course, from screening to the end of observation, loss or not.
  /// - Throws: `SimulationError.invalid` where there is no mechanism to follow or no such person.
  public func trace(trial: Int, patient: Int) throws(SimulationError) -> PatientTrace {
    guard trial >= 1, patient >= 1 else {
      throw .invalid(path: "trace", reason: "trials and patients are counted from 1")
    }
    let mechanism = try drawn(trial - 1).mechanism()
    let random = RandomSource(seed: scenario.simulation.seed)
    var scratch = MechanismScratch(for: mechanism)
    let key = SubjectKey(replicate: UInt64(trial - 1), subject: UInt64(patient - 1))
    try mechanism.followClosely(key, random, &scratch)
    var trace = Tracer(mechanism: mechanism, scenario: scenario, scratch: scratch)
      .trace(key, random)
    trace.drawnValues = try drawnValues(trial: trial)
    return trace
  }

  /// The first person of the kind that is looked for, trial by trial.
  ///
  /// - Throws: `SimulationError.nobodyFound` where nobody of that kind is among the first hundred trials
  ///   of the planned size.
  public func find(_ target: TraceTarget) throws(SimulationError) -> PatientTrace {
    let random = RandomSource(seed: scenario.simulation.seed)
    var best: (key: SubjectKey, days: Double)?
    for replicate in 0..<UInt64(Self.trialsSearched) {
      let mechanism = try drawn(Int(replicate)).mechanism()
      var scratch = MechanismScratch(for: mechanism)
      for subject in 0..<UInt64(scenario.trial.sampleSize) {
        let key = SubjectKey(replicate: replicate, subject: subject)
        let found = try mechanism.days(of: target, key, random, &scratch)
        guard let found, found > best?.days ?? -.infinity else { continue }
        best = (key, found)
        if target != .longest {
          return try trace(trial: Int(replicate) + 1, patient: Int(subject) + 1)
        }
      }
    }
    guard let best else { throw .nobodyFound(trials: Self.trialsSearched) }
    return try trace(trial: Int(best.key.replicate) + 1, patient: Int(best.key.subject) + 1)
  }

  private func mechanism() throws(SimulationError) -> Mechanism {
    guard case .mechanistic(let mechanism) = course else {
      throw .invalid(
        path: "statistical", reason: "a statistical scenario has times to recurrence, no courses")
    }
    return mechanism.followingEverything()
  }
}

extension Mechanism {
  /// The same mechanism with markers and numeric scores followed although no rule reads them.
  package func followingEverything() -> Mechanism {
    var copy = self
    copy.needsNumericScores = numericCount > 0
    return copy
  }

  /// Follows one subject on the assumed drug and leaves everything in the scratch.
  package func followClosely(
    _ key: SubjectKey, _ random: borrowing RandomSource, _ scratch: inout MechanismScratch
  ) throws(SimulationError) {
    scratch.funnel = Funnel(criteria: screening.criteria.count)
    try screen(key, random, &scratch, inFull: false)
    prepare(key, random, &scratch)
    scratch.kinetics.maximumEffect = kinetics.maximumEffect
    course(key, random, &scratch, variant: 0)
  }

  /// Days in the trial of a person of the kind that is looked for; nil for anybody else.
  func days(
    of target: TraceTarget, _ key: SubjectKey, _ random: borrowing RandomSource,
    _ scratch: inout MechanismScratch
  ) throws(SimulationError) -> Double? {
    try followClosely(key, random, &scratch)
    var record = ArmRecord(estimands: 0)
    count(&scratch, into: &record)
    func has(_ indicator: Indicator) -> Bool { record.indicators[indicator] }
    let isFound =
      switch target {
      case .falseRecurrence: record.recurred && has(.falseRecurrence(definition: primary))
      case .missedFlare: record.entered && has(.missedFlare(definition: primary))
      case .recurredOnDrug:
        record.recurred
          && scratch.flares.contains {
            $0.day > scratch.courses[0].withdrawalDay && scratch.kinetics.effect($0.day) > 0.5
          }
      case .lost: has(.lost)
      case .longest: true
      }
    return isFound ? record.daysInTrial : nil
  }
}
