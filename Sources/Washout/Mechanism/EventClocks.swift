internal import Glibc
internal import WashoutNumerics

/// Clocks of the events that change what can be observed, from day 0.
extension Mechanism {
  /// Draws the clocks, a uniform each whether their process is on or not.
  func drawClocks(
    _ key: SubjectKey, _ random: borrowing RandomSource, _ clocks: inout EventClocks
  ) {
    random.rewind(key, .clocks, ahead: personAhead.clocks)
    // Whoever is lost behind the horizon is not lost, and whoever stops after the last dose is due has not
    // stopped: mostly seen without the logarithm.
    clocks.lost = clock(leaving.lost, random.uniform(), unlessAbove: leaving.neverLostAbove)
    clocks.stopsDosing =
      clock(leaving.stopsDosing, random.uniform(), unlessAbove: leaving.neverStopsAbove)
    clocks.therapyChanged = clock(leaving.therapyChanged, random.uniform())
  }

  /// The day of an event of constant hazard; infinity where the process is off or the uniform above a limit.
  private func clock(_ hazard: Double, _ u: Double, unlessAbove limit: Double = 1) -> Double {
    hazard > 0 && u <= limit ? -log1p(-u) / hazard : .infinity
  }

  /// The day on which the person is lost.
  ///
  /// When loss follows activity its hazard is mu exp(gamma (S(t) - S(withdrawal))) from withdrawal on
  /// and mu before, S the true score; the score is constant between flares and the ends of recall,
  /// and read in the middle, since an end of recall may be rounded to either side.
  func lostDay(_ scratch: inout MechanismScratch) -> Double {
    let unlinked = scratch.clocks.lost
    guard let link = leaving.lostLink, unlinked > calendar.withdrawalDay, unlinked < .infinity
    else { return unlinked }
    var left = (unlinked - calendar.withdrawalDay) * leaving.lost
    var day = calendar.withdrawalDay
    let before = linkedScore(link.isClinical, at: day, scratch.episodes)
    while day < calendar.horizon {
      let next = nextScoreChange(after: day, scratch.episodes)
      let middle = (day + min(next, calendar.horizon)) / 2
      let change = linkedScore(link.isClinical, at: middle, scratch.episodes) - before
      let hazard = leaving.lost * exp(link.perPoint * change)
      if left <= hazard * (next - day) { return day + left / hazard }
      left -= hazard * (next - day)
      day = next
    }
    return .infinity
  }

  private func linkedScore(
    _ isClinical: Bool, at day: Double, _ episodes: [Episode]
  ) -> Double {
    let mask = countedItems(at: day, episodes)
    return Double(isClinical ? items.scores(mask).clinical : items.scores(mask).all)
  }

  /// The next day on which an item begins to count or ceases to; infinity if there is none.
  private func nextScoreChange(after day: Double, _ episodes: [Episode]) -> Double {
    var next = Double.infinity
    for episode in episodes {
      if episode.start > day { next = min(next, episode.start) }
      let end = episode.end + items.recallDays
      if end > day { next = min(next, end) }
    }
    return next
  }
}
