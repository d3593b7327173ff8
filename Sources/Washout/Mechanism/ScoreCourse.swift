internal import Glibc
package import WashoutNumerics

/// Numeric scores (pain): a quiet level, a jump in a flare, a return whose rate the drug raises.
extension Mechanism {
  /// The value recorded at screening, in a flare or not.
  func scoreAtScreening(
    _ score: Int, _ key: SubjectKey, _ random: borrowing RandomSource, _ person: inout Person
  ) -> Double {
    drawScoreLevels(score, key, random, &person)
    return reportedScore(
      score, level: person.screeningLevels[score], key, random, place: person.candidate,
      scores[score].screeningStream)
  }

  /// The quiet level and the level at screening of a candidate.
  func drawScoreLevels(
    _ score: Int, _ key: SubjectKey, _ random: borrowing RandomSource, _ person: inout Person
  ) {
    let row = scores[score]
    random.rewind(key, row.quietStream, place: person.candidate)
    let quiet = samplers.draw(row.quiet, random)
    random.rewind(key, .inFlareAtScreening, place: person.candidate)
    let isInFlare = random.bernoulli(row.inFlareAtScreening)
    random.rewind(key, row.screeningLevelStream, place: person.candidate)
    let level = samplers.draw(row.inFlare, random)
    person.quietLevels[score] = quiet
    person.screeningLevels[score] = isInFlare ? max(quiet, level) : quiet
  }

  /// A level with the noise of its visit, cut to the limits of what is recorded.
  func reportedScore(
    _ score: Int, level: Double, _ key: SubjectKey, _ random: borrowing RandomSource,
    place: UInt64, _ stream: Stream
  ) -> Double {
    let row = scores[score]
    random.rewind(key, stream, place: place)
    let normal = random.normal()
    let value = level * exp(row.visitSDLog * normal) + row.visitSD * normal
    return min(max(value, row.lowest), row.highest)
  }

  /// The level at a time, without noise: quiet + excess, the excess returning to 0 at rate
  /// returns + E(t) (driven or other) per week, a flare lifting it to at least its own level.
  package func scoreLevel(
    _ score: Int, at day: Double, _ key: SubjectKey, _ random: borrowing RandomSource,
    _ scratch: MechanismScratch
  ) -> Double {
    let row = scores[score]
    let quiet = scratch.person.quietLevels[score]
    var excess = scratch.person.screeningLevels[score] - quiet
    var from = calendar.screeningDay
    for flare in scratch.flares where flare.day <= day {
      excess *= kept(row, from, flare.day, scratch)
      random.rewind(key, row.levelStream, place: flare.place)
      excess = max(excess, samplers.draw(row.inFlare, random) - quiet)
      from = flare.day
    }
    return quiet + excess * kept(row, from, day, scratch)
  }

  /// The share of an excess that is left at the end of an interval.
  private func kept(
    _ row: ScoreRow, _ from: Double, _ to: Double, _ scratch: MechanismScratch
  ) -> Double {
    let added = scratch.kinetics.isDriven ? row.driven : row.other
    var integral = 0.0
    if added > 0 {
      integral =
        scratch.effects.integral(to: to, scratch.kinetics)
        - scratch.effects.integral(to: from, scratch.kinetics)
    }
    return exp(-(row.returns * (to - from) + added * integral) / 7)
  }
}
