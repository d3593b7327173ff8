internal import WashoutNumerics

/// Screening: candidates for one place in the trial until one passes every criterion.
extension Mechanism {
  /// Nobody eligible among this many candidates ends the simulation.
  static let mostCandidates: UInt64 = 10_000

  func screen(
    _ key: SubjectKey, _ random: borrowing RandomSource, _ scratch: inout MechanismScratch,
    inFull: Bool
  ) throws(SimulationError) {
    try screen(key, random, &scratch.person, &scratch.funnel, inFull: inFull)
  }

  func screen(
    _ key: SubjectKey, _ random: borrowing RandomSource, _ person: inout Person,
    _ funnel: inout Funnel, inFull: Bool
  ) throws(SimulationError) {
    // Behind screening the generator belongs to whoever asks next.
    defer { person.isAhead = false }
    person.screened = 0
    var pool = inFull ? PoolScores() : nil
    let isSeated = seat(
      key, random, &person, &funnel.failedFirst, &funnel.failedAtAll, &pool)
    funnel.screened += Int64(person.screened)
    if let pool { funnel.add(pool) }
    if !isSeated { throw nobodyEligible(key, random, &person) }
  }

  /// Screens candidates until one passes, and counts in which criterion the others failed first; with a pool,
  /// asks all of them every criterion.
  private func seat(
    _ key: SubjectKey, _ random: borrowing RandomSource, _ person: inout Person,
    _ failedFirst: inout [Int64], _ failedAtAll: inout [Int64], _ pool: inout PoolScores?
  ) -> Bool {
    var failedFirst = failedFirst.mutableSpan
    for candidate in 0..<Self.mostCandidates {
      begin(candidate, key, random, &person)
      let failed = firstFailure(key, random, &person)
      if pool != nil { pool?.add(askEverything(key, random, &person, &failedAtAll)) }
      guard let failed else {
        person.screened += 1
        drawAhead(key, random, &person)
        return true
      }
      guard !screening.isPreselected || screening.foundAtScreening[failed] else { continue }
      person.screened += 1
      failedFirst[failed] += 1
    }
    return false
  }

  private func begin(
    _ candidate: UInt64, _ key: SubjectKey, _ random: borrowing RandomSource,
    _ person: inout Person
  ) {
    person.candidate = candidate
    person.known = 0
    person.lastMarker = -1
    person.itemsAreKnown = false
    person.criterionBlock = -1
    person.isAhead = true
    random.lookAhead(screeningAhead.plan, of: key, place: candidate)
    if let (block, place, shares) = screeningAhead.criteria {
      person.criterionBlock = block
      let words = LaneWords(
        ahead: random.ahead + 4 * place, of: key, .criteria, place: candidate)
      person.criterionShares = shares.drawn(words, random)
    }
  }

  /// The first criterion that the candidate fails; nil if he passes all.
  @inline(__always) private func firstFailure(
    _ key: SubjectKey, _ random: borrowing RandomSource, _ person: inout Person
  ) -> Int? {
    var next = screening.chain.entry
    if let failing = failsAtFirst(key, random, &person) {
      guard failing == 0 else {
        return ScreeningProgram.Test.failed(
          screeningHead.failures.span[failing.trailingZeroBitCount])
      }
      next = screeningHead.next
    }
    return firstFailure(from: next, key, random, &person)
  }

  /// Which of the tests that are asked first fail; nil where they are asked one by one.
  @inline(__always) private func failsAtFirst(
    _ key: SubjectKey, _ random: borrowing RandomSource, _ person: inout Person
  ) -> Int64? {
    guard !screeningHead.isEmpty else { return nil }
    if screeningHead.readsItems {
      takeItems(itemWords(key, random, person), key, random, &person)
    }
    return screeningHead.failing(
      ScreeningNumbers(
        shares: person.criterionShares, recorded: person.recorded,
        scores: items.scores(person.recorded),
        uniform: random.ahead[4 * (screeningAhead.covariate?.place ?? 0)] >> 11))
  }

  private func firstFailure(
    from first: Int, _ key: SubjectKey, _ random: borrowing RandomSource, _ person: inout Person
  ) -> Int? {
    let tests = screening.chain.tests.span
    var next = first
    while next >= 0 {
      if tests[next].kind == .shares {
        let shares = criterionShares(tests[next].block, key, random, &person)
        next = screening.chain.next(after: tests[next], shares)
        continue
      }
      let answer = holds(tests, next, key, random, &person)
      next = answer ? tests[next].onTrue : tests[next].onFalse
    }
    return ScreeningProgram.Test.failed(next)
  }

  /// Counts every criterion that the candidate fails, for the funnel's second column, and says his true score.
  private func askEverything(
    _ key: SubjectKey, _ random: borrowing RandomSource, _ person: inout Person,
    _ failedAtAll: inout [Int64]
  ) -> Int64 {
    drawItems(key, random, &person)
    for criterion in screening.order where !passes(criterion, key, random, &person) {
      failedAtAll[criterion] += 1
    }
    return Int64(items.scores(person.active).all)
  }

  /// Asks the candidates for this place once more, those whom sites did not refer among them.
  private func nobodyEligible(
    _ key: SubjectKey, _ random: borrowing RandomSource, _ person: inout Person
  ) -> SimulationError {
    var failed = Array(repeating: 0, count: screening.criteria.count)
    for candidate in 0..<Self.mostCandidates {
      begin(candidate, key, random, &person)
      if let first = firstFailure(key, random, &person) { failed[first] += 1 }
    }
    return .nobodyEligible(
      candidates: Int(Self.mostCandidates), criterion: strictest(failed), failedFirst: failed)
  }

  /// The criterion that the largest share of those who reach it fail.
  private func strictest(_ failedFirst: [Int]) -> Int {
    var reached = Int(Self.mostCandidates)
    var worst = (criterion: 0, share: -1.0)
    for criterion in screening.order where reached > 0 {
      let share = Double(failedFirst[criterion]) / Double(reached)
      if share > worst.share { worst = (criterion, share) }
      reached -= failedFirst[criterion]
    }
    return worst.criterion
  }

  /// Whether the candidate passes one criterion, whatever the others say.
  private func passes(
    _ criterion: Int, _ key: SubjectKey, _ random: borrowing RandomSource, _ person: inout Person
  ) -> Bool {
    let tests = screening.tests.span
    let (range, entry) = screening.criteria[criterion]
    var next = entry
    while range.contains(next) {
      let answer = holds(tests, next, key, random, &person)
      next = answer ? tests[next].onTrue : tests[next].onFalse
    }
    return next != ScreeningProgram.Test.fails(criterion)
  }

  @inline(__always) private func holds(
    _ tests: Span<ScreeningProgram.Test>, _ test: Int, _ key: SubjectKey,
    _ random: borrowing RandomSource, _ person: inout Person
  ) -> Bool {
    switch tests[test].kind {
    case .within: break
    case .uniformWithin:
      let u = uniform(tests[test].variable, key, random, person)
      // A uniform of zero may be drawn anew.
      if u > 0, let answer = tests[test].isWithin(source: u) { return answer }
    case .normalWithin:
      random.rewind(key, covariates[tests[test].variable].stream, place: person.candidate)
      if let answer = tests[test].isWithin(source: random.normal()) { return answer }
    case .scoreWithin:
      drawItems(key, random, &person)
      let scores = items.scores(person.recorded)
      let score = tests[test].variable == covariates.count ? scores.all : scores.clinical
      return isWithin(Double(score), tests[test].lower, tests[test].upper)
    case .markerWithin:
      drawItems(key, random, &person)
      let marker = tests[test].variable - covariates.count - 2
      let log = logMarkerAtScreening(marker, key, random, &person)
      if log > markers[marker].logReportedFrom, let answer = tests[test].isWithin(source: log) {
        return answer
      }
    case .anyItem:
      drawItems(key, random, &person)
      return person.recorded & tests[test].mask != 0
    case .severeItem:
      drawItems(key, random, &person)
      guard person.recorded & tests[test].mask != 0 else { return false }
      random.rewind(key, tests[test].stream, place: person.candidate)
      return tests[test].share.isAbove(random.word())
    case .share, .shares:
      return criterionShares(tests[test].block, key, random, &person) & tests[test].mask != 0
    }
    let value = value(of: tests[test].variable, key, random, &person)
    return isWithin(value, tests[test].lower, tests[test].upper)
  }

  @inline(__always) private func uniform(
    _ variable: Int, _ key: SubjectKey, _ random: borrowing RandomSource, _ person: Person
  ) -> Double {
    if let covariate = screeningAhead.covariate, covariate.variable == variable {
      let u = Double(random.ahead[4 * covariate.place] >> 11) * 0x1p-53
      if u > 0 { return u }
    }
    random.rewind(key, covariates[variable].stream, place: person.candidate)
    return random.uniform()
  }

  /// For which of a block of sixteen criteria the share is true.
  @inline(__always) private func criterionShares(
    _ block: Int, _ key: SubjectKey, _ random: borrowing RandomSource, _ person: inout Person
  ) -> UInt64 {
    if person.criterionBlock != block {
      let words = LaneWords(block: block, random, of: key, .criteria, place: person.candidate)
      person.criterionBlock = block
      person.criterionShares = screening.shares[block].drawn(words, random)
    }
    return person.criterionShares
  }
}

/// True scores of candidates who are asked every criterion.
private struct PoolScores {
  var people: Int64 = 0
  var sum: Int64 = 0
  var squareSum: Int64 = 0

  mutating func add(_ score: Int64) {
    people += 1
    sum += score
    squareSum += score * score
  }
}

extension Funnel {
  fileprivate mutating func add(_ pool: PoolScores) {
    screenedInFull += pool.people
    scoreSum += pool.sum
    scoreSquareSum += pool.squareSum
  }
}
