internal import WashoutNumerics

extension Model {
  /// The recurrence-free curves of the first trials, of the planned size.
  func recurrenceFreeCurves(trials: Int, threads: Int) async throws -> RecurrenceFreeCurves {
    let blank = RecurrenceFreeTally(
      days: CourseDays.all(
        from: 7 * scenario.trial.withdrawalWeek, to: 7 * scenario.trial.endWeek),
      arms: arms, definitions: scenario.recurrence.definitions.count)
    let units = WorkUnits(blocks: [0], of: trials)
    var all = blank
    try await OrderedWork.run(
      units.count, threads: threads, work: { try follow(units[$0].replicates, blank) },
      take: { all.merge($1) })
    return recurrenceFreeCurves(all)
  }

  private func follow(
    _ replicates: Range<Int>, _ blank: RecurrenceFreeTally
  ) throws(SimulationError) -> RecurrenceFreeTally {
    var tally = blank
    if uncertainty == nil {
      try follow(replicates, into: &tally)
    } else {
      for replicate in replicates {
        try drawn(replicate).follow(replicate..<replicate + 1, into: &tally)
      }
    }
    return tally
  }

  private func follow(
    _ replicates: Range<Int>, into tally: inout RecurrenceFreeTally
  ) throws(SimulationError) {
    let definitions = scenario.recurrence.definitions.count
    switch course {
    case .mechanistic(let mechanism):
      var follower = MechanisticRecurrences(mechanism, arms: arms)
      try follow(replicates, &follower, into: &tally)
    case .statistical(let statistical):
      var follower = StatisticalRecurrences(statistical, definitions: definitions)
      try follow(replicates, &follower, into: &tally)
    }
  }

  private func follow<Follower: RecurrenceFollower>(
    _ replicates: Range<Int>, _ follower: inout Follower, into tally: inout RecurrenceFreeTally
  ) throws(SimulationError) {
    let random = RandomSource(seed: scenario.simulation.seed)
    var trial = RecurrenceFreeTrial(
      days: tally.days, arms: arms, definitions: scenario.recurrence.definitions.count,
      scenario.trial)
    for replicate in replicates {
      trial.removeAll()
      var key = SubjectKey(replicate: UInt64(replicate), subject: 0)
      while !trial.isFull {
        // The limit of the run, which has filled these trials.
        if key.subject == enrolmentLimit {
          throw Model.cannotFill(trial.counted.min() ?? 0, of: enrolmentLimit)
        }
        try follower.follow(key, random) { trial.add($1, arm: $0) }
        key.subject += 1
      }
      tally.add(trial, number: replicate)
    }
  }

  private func recurrenceFreeCurves(_ tally: RecurrenceFreeTally) -> RecurrenceFreeCurves {
    let definitions = scenario.recurrence.definitions
    return RecurrenceFreeCurves(
      trials: Int(tally.trials), sampleSize: scenario.trial.sampleSize, days: tally.days,
      definitions: definitions.enumerated().map { i, definition in
        RecurrenceFreeCurves.Definition(
          name: definition.name, truths: truths(ofDefinition: i, tally),
          estimates: tally.estimates(ofDefinition: i))
      },
      primary: definitions.firstIndex { $0.name == scenario.recurrence.primary } ?? 0)
  }

  private func truths(
    ofDefinition definition: Int, _ tally: RecurrenceFreeTally
  ) -> [RecurrenceFreeCurves.Truth] {
    if uncertainty == nil, case .statistical(let course) = scenario.course {
      return Layer.allCases.map { closedForm(course, $0, tally.days) }
    }
    return (0..<arms).flatMap { arm in
      Layer.allCases.map {
        tally.truth(
          arm: arm, definition: definition, of: scenario.recurrence.definitions.count, $0)
      }
    }
  }

  /// S(u) = kappa + (1 - kappa) S0(u) at once; at visits, S at the last visit so far.
  private func closedForm(
    _ course: StatisticalCourse, _ layer: Layer, _ days: [Int]
  ) -> RecurrenceFreeCurves.Truth {
    let visits = layer == .latent ? nil : scenario.trial.visitWeeks
    let shares: [Double?] = days.map { day in
      let seen = visits.map { weeks in weeks.last { $0 > 0 && 7 * $0 <= day }.map { 7 * $0 } }
      guard let last = seen ?? day else { return 1 }
      return course.curedShare
        + (1 - course.curedShare) * course.timeToRecurrenceWeeks.survival(Double(last) / 7)
    }
    return RecurrenceFreeCurves.Truth(
      drug: .assumed, layer: layer, people: nil, shares: shares,
      mcses: Array(repeating: nil, count: days.count))
  }
}

extension RecurrenceFreeTally {
  /// The truth on one drug, in a layer.
  fileprivate func truth(
    arm: Int, definition: Int, of definitions: Int, _ layer: Layer
  ) -> RecurrenceFreeCurves.Truth {
    let series = (arm * definitions + definition) * Layer.allCases.count + layer.place
    let places = series * days.count..<(series + 1) * days.count
    return RecurrenceFreeCurves.Truth(
      drug: TallyReader.drug(arm: arm), layer: layer, people: Int(people[arm]),
      shares: places.map {
        people[arm] == 0 ? nil : 1 - Double(recurred[$0]) / Double(people[arm])
      },
      mcses: places.map { mcse(arm: arm, place: $0) })
  }

  /// Of a ratio of sums over trials; where all trials are alike, that of a share of people.
  private func mcse(arm: Int, place: Int) -> Double? {
    if people[arm] == 0 { return nil }
    let ofPeople = MonteCarloError.share(recurred[place], of: people[arm])
    if recurred[place] == 0 || recurred[place] == people[arm] { return ofPeople }
    let mean = Double(people[arm]) / Double(trials)
    let ratio = Double(recurred[place]) / Double(people[arm])
    let squares = MonteCarloError.sum([
      Double(recurredSquares[place]), -2 * ratio * Double(products[place]),
      ratio * ratio * Double(peopleSquares[arm]),
    ])
    let error = MonteCarloError.mean(squares: squares / (mean * mean), Double(trials))
    return error == 0 ? ofPeople : error
  }

  /// What trials estimate by a definition; nil without a trial in which anybody entered.
  fileprivate func estimates(ofDefinition definition: Int) -> RecurrenceFreeCurves.Estimates? {
    let curves = curves[definition]
    guard !curves.trials.isEmpty else { return nil }
    let byDay = days.indices.map { day in
      stride(from: day, to: curves.shares.count, by: days.count).map { curves.shares[$0] }
    }
    let last = byDay[days.count - 1]
    let order = last.indices.sorted { (last[$0], $0) < (last[$1], $1) }
    let median = order[(order.count - 1) / 2]
    return RecurrenceFreeCurves.Estimates(
      trials: curves.trials.count,
      means: byDay.map { $0.reduce(0, +) / Double($0.count) },
      ranges: byDay.compactMap {
        PercentileBand($0, shares: RecurrenceFreeCurves.Estimates.shares)
      },
      medianTrial: curves.trials[median] + 1,
      medianCurve: byDay.map { $0[median] })
  }
}
