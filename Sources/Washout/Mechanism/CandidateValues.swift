internal import WashoutNumerics

/// Items and values of a candidate, each drawn the first time that something asks for it.
extension Mechanism {
  /// Items of the candidate, true and recorded, once.
  @inline(__always) func drawItems(
    _ key: SubjectKey, _ random: borrowing RandomSource, _ person: inout Person
  ) {
    if !person.itemsAreKnown { drawItemsAnew(key, random, &person) }
  }

  private func drawItemsAnew(
    _ key: SubjectKey, _ random: borrowing RandomSource, _ person: inout Person
  ) {
    takeItems(itemWords(key, random, person), key, random, &person)
  }

  @inline(__always) func takeItems(
    _ words: LaneWords, _ key: SubjectKey, _ random: borrowing RandomSource,
    _ person: inout Person
  ) {
    person.itemsAreKnown = true
    (person.active, person.recorded) =
      screeningCorrelation > 0
      ? items.drawCandidate(
        words, random, present: correlatedShares(key, random, person.candidate))
      : items.drawCandidate(words, random)
  }

  @inline(__always) func itemWords(
    _ key: SubjectKey, _ random: borrowing RandomSource, _ person: Person
  ) -> LaneWords {
    if person.isAhead, let first = screeningAhead.items {
      return LaneWords(
        ahead: random.ahead + 4 * first, of: key, .itemsAtScreening, place: person.candidate)
    }
    return LaneWords(
      items.rows.count, random, of: key, .itemsAtScreening, place: person.candidate)
  }

  /// Shares of the pool given the candidate's common factor.
  private func correlatedShares(
    _ key: SubjectKey, _ random: borrowing RandomSource, _ place: UInt64
  ) -> [Double] {
    random.rewind(key, .screeningFactor, place: place)
    let factor = random.normal()
    return items.rows.map { conditionalShare($0.present, factor) }
  }

  /// P(item | factor) in a one-factor Gaussian copula: Phi((q(p) - sqrt(rho) f) / sqrt(1 - rho)).
  private func conditionalShare(_ share: Double, _ factor: Double) -> Double {
    guard share > 0, share < 1 else { return share }
    let threshold = StandardNormal.quantile(share) - screeningCorrelation.squareRoot() * factor
    return StandardNormal.cdf(threshold / (1 - screeningCorrelation).squareRoot())
  }

  /// The value that a rule or the kinetics read, drawn the first time that it is asked for.
  @inline(__always) func value(
    of variable: Int, _ key: SubjectKey, _ random: borrowing RandomSource, _ person: inout Person,
    hasPersonAhead: Bool = false
  ) -> Double {
    let bit: UInt64 = 1 << UInt64(truncatingIfNeeded: variable)
    if person.known & bit == 0 {
      person.known |= bit
      person.values[variable] = draw(variable, key, random, &person, hasPersonAhead)
    }
    return person.values[variable]
  }

  @inline(never) private func draw(
    _ variable: Int, _ key: SubjectKey, _ random: borrowing RandomSource, _ person: inout Person,
    _ hasPersonAhead: Bool
  ) -> Double {
    if variable < covariates.count {
      let row = covariates[variable]
      let place = personAhead.covariates[variable]
      if hasPersonAhead && place >= 0 {
        random.rewind(key, row.stream, ahead: place)
      } else if person.isAhead, let ahead = screeningAhead.covariate, ahead.variable == variable {
        random.rewind(key, row.stream, place: person.candidate, ahead: ahead.place)
      } else {
        random.rewind(key, row.stream, place: row.isScreened ? person.candidate : 0)
      }
      return samplers.draw(row.sampler, random)
    }
    return drawScore(variable - covariates.count, key, random, &person)
  }

  @inline(never) private func drawScore(
    _ score: Int, _ key: SubjectKey, _ random: borrowing RandomSource, _ person: inout Person
  ) -> Double {
    guard score < 2 + markers.count else {
      return scoreAtScreening(score - 2 - markers.count, key, random, &person)
    }
    drawItems(key, random, &person)
    switch score {
    case 0: return Double(items.scores(person.recorded).all)
    case 1: return Double(items.scores(person.recorded).clinical)
    default: return markerAtScreening(score - 2, key, random, &person)
    }
  }

  /// Draws what the kinetics read of whoever is seated as long as its words are at hand.
  func drawAhead(
    _ key: SubjectKey, _ random: borrowing RandomSource, _ person: inout Person
  ) {
    guard let covariate = screeningAhead.covariate else { return }
    for scaling in kinetics.scalings where scaling.variable == covariate.variable {
      _ = value(of: covariate.variable, key, random, &person)
    }
  }
}
