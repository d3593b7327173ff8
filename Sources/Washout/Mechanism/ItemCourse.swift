package import WashoutNumerics

/// Items: a flare switches them on, time and the drug clear them.
extension Mechanism {
  /// Follows every item that is active at screening or that a flare brings.
  package func followItems(
    _ key: SubjectKey, _ random: borrowing RandomSource, _ scratch: inout MechanismScratch,
    therapyDay: Double
  ) {
    let active = scratch.person.active
    var brought: UInt64 = 0
    var most = active.nonzeroBitCount
    for flare in scratch.flares {
      brought |= flare.items
      most += flare.items.nonzeroBitCount
    }
    if !scratch.shared.isSecondOfTwo { scratch.clearing.removeAll() }
    scratch.clearing.fill(
      active | brought, clearing, key, random, changesTherapy: therapyDay < calendar.horizon,
      hasEffect: scratch.kinetics.maximumEffect > 0, isDriven: scratch.kinetics.isDriven)
    scratch.keepEpisodes(therapyDay: therapyDay)
    guard most > 0 else { return }
    let course = ClearingCourse(
      key: key, therapyDay: therapyDay, changesTherapy: therapyDay < calendar.horizon)
    append(
      most, active: active, scratch.flares, course, random, scratch.clearing, scratch.kinetics,
      scratch.shared.episodes, to: &scratch.episodes)
  }

  /// Adds the times of the items that are active at screening, then those of the items that each flare brings.
  ///
  /// What is known of the course before begins with the same items; when an item clears by itself that becomes
  /// active on the same day is read off it.
  private func append(
    _ most: Int, active: UInt64, _ flares: [Flare], _ course: ClearingCourse,
    _ random: borrowing RandomSource, _ words: ClearingWords, _ kinetics: Kinetics,
    _ known: [Episode], to episodes: inout [Episode]
  ) {
    episodes.append(addingCapacity: most) { episodes in
      let known = known.span
      let hasEffect = kinetics.maximumEffect > 0
      var place = 0
      var start = -Double.infinity
      var begins = active
      for next in 0...flares.count {
        while begins != 0 {
          let item = begins.trailingZeroBitCount
          begins &= begins &- 1
          let alone =
            Self.clearsAlone(item, from: start, known, &place)
            ?? clearingAlone(item, after: start, course, random, words)
          let isAdded = hasEffect && clearing.added(item, isDriven: kinetics.isDriven).slabs > 0
          let end =
            isAdded
            ? clearingWithDrug(item, after: start, before: alone, course, random, words, kinetics)
            : alone
          episodes.append(Episode(item: item, start: start, end: end, endAlone: alone))
        }
        guard next < flares.count else { break }
        start = flares[next].day
        begins = flares[next].items & ~Self.lasting(after: start, episodes)
      }
    }
  }

  /// Items that do not end by a day.
  @inline(__always) private static func lasting(
    after day: Double, _ episodes: borrowing OutputSpan<Episode>
  ) -> UInt64 {
    var mask: UInt64 = 0
    for i in 0..<episodes.count {
      let lasts: UInt64 = episodes[i].end > day ? 1 : 0
      mask |= lasts &<< UInt64(truncatingIfNeeded: episodes[i].item)
    }
    return mask
  }

  /// When an item that became active on a day cleared by itself in a course whose episodes, in the same order,
  /// are known from a place on.
  @inline(__always) private static func clearsAlone(
    _ item: Int, from start: Double, _ known: Span<Episode>, _ place: inout Int
  ) -> Double? {
    while place < known.count {
      let episode = known[place]
      guard episode.start < start || episode.start == start && episode.item < item else {
        return episode.start == start && episode.item == item ? episode.endAlone : nil
      }
      place &+= 1
    }
    return nil
  }

  /// When an item that is active just after `start` would clear by itself; infinity if not before the
  /// horizon.
  @inline(__always) private func clearingAlone(
    _ item: Int, after start: Double, _ course: ClearingCourse,
    _ random: borrowing RandomSource, _ words: ClearingWords
  ) -> Double {
    let before = clearing.alone(item, changes: false).rate
    let hazard = clearing.alone(item, changes: course.changesTherapy)
    return firstPoint(
      hazard, below: hazard.rate, course.key, random, words, after: start, before: .infinity
    ) { day, mark in
      mark < (day > course.therapyDay ? hazard.rate : before)
    }
  }

  /// The same with what the drug adds.
  @inline(__always) private func clearingWithDrug(
    _ item: Int, after start: Double, before alone: Double, _ course: ClearingCourse,
    _ random: borrowing RandomSource, _ words: ClearingWords, _ kinetics: Kinetics
  ) -> Double {
    let hazard = clearing.added(item, isDriven: kinetics.isDriven)
    return firstPoint(
      hazard, below: hazard.rate * kinetics.maximumEffect, course.key, random, words,
      after: start, before: alone
    ) { day, mark in
      kinetics.isAbove(mark, ofFull: hazard.rate, day)
    }
  }

  /// The first point of a hazard that fires after `start` and before `best`; else `best`.
  @inline(__always) private func firstPoint(
    _ hazard: ClearingHazard, below bound: Double, _ key: SubjectKey,
    _ random: borrowing RandomSource, _ words: ClearingWords, after start: Double,
    before best: Double, _ fires: (_ day: Double, _ mark: Double) -> Bool
  ) -> Double {
    let start = max(start, clearingMeasure.start)
    var best = best
    for slab in 0..<hazard.slabs {
      let row = clearing.slabs.span[hazard.firstSlab &+ slab]
      let latest = min(best, clearingMeasure.horizon)
      clearingMeasure.visit(
        row.slab, words.first(hazard, slab: slab), low: row.low, hazard.stream.advanced(by: slab),
        key, random, below: bound, by: latest
      ) { point in
        guard point.day < best else { return true }
        guard point.day > start && fires(point.day, point.mark) else { return false }
        best = point.day
        return true
      }
    }
    return best
  }

  /// Items active at any moment of (day - recall, day].
  @inline(__always) package func countedItems(at day: Double, _ episodes: [Episode]) -> UInt64 {
    countedItems(at: day, episodes.span)
  }

  @inline(__always) func countedItems(at day: Double, _ episodes: Span<Episode>) -> UInt64 {
    var mask: UInt64 = 0
    let from = day - items.recallDays
    for i in episodes.indices {
      // No branch: which items count is what nobody can foresee.
      let began: UInt64 = episodes[unchecked: i].start <= day ? 1 : 0
      let lasts: UInt64 = episodes[unchecked: i].end > from ? 1 : 0
      mask |= (began & lasts) &<< UInt64(truncatingIfNeeded: episodes[unchecked: i].item)
    }
    return mask
  }

  /// Items active at a moment.
  func activeItems(at day: Double, _ episodes: [Episode]) -> UInt64 {
    var mask: UInt64 = 0
    for episode in episodes where episode.start <= day && episode.end > day {
      mask |= 1 << UInt64(truncatingIfNeeded: episode.item)
    }
    return mask
  }
}

/// One course as items see it.
private struct ClearingCourse {
  let key: SubjectKey
  let therapyDay: Double
  let changesTherapy: Bool
}
