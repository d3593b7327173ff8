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
    for flare in scratch.flares { brought |= flare.items }
    let course = ClearingCourse(
      key: key, therapyDay: therapyDay, hasEffect: scratch.kinetics.maximumEffect > 0,
      table: clearing.table(
        isDriven: scratch.kinetics.isDriven, changesTherapy: therapyDay < calendar.horizon))
    if !scratch.shared.isSecondOfTwo { scratch.clearing.removeAll() }
    scratch.clearing.fill(active | brought, clearing, course, random)
    scratch.keepEpisodes(therapyDay: therapyDay)
    guard active | brought != 0 else { return }
    append(
      active, scratch.flares, course, random, scratch.clearing.words, scratch.kinetics,
      scratch.shared.episodes, isKnown: scratch.shared.knowsEpisodes, to: &scratch.episodes)
  }

  /// Adds the times of the items that are active at screening, then those of the items that each flare brings.
  ///
  /// What is known of the course before begins with the same items; when an item clears by itself that becomes
  /// active on the same day is read off it.
  private func append(
    _ active: UInt64, _ flares: [Flare], _ course: ClearingCourse,
    _ random: borrowing RandomSource, _ words: [UInt64], _ kinetics: Kinetics,
    _ known: [Episode], isKnown: Bool, to episodes: inout [Episode]
  ) {
    precondition(words.count == 4 * clearing.mostSlabs, "scratch of another mechanism")
    // No item begins twice on one day.
    episodes.append(addingCapacity: items.rows.count * (1 + flares.count)) { episodes in
      let known = known.span.extracting(first: isKnown ? known.count : 0)
      let (items, slabs, words) = (clearing.items.span, clearing.slabs.span, words.span)
      var place = 0
      if !course.hasEffect { Self.appendActive(known, &place, to: &episodes) }
      var begins = place > 0 ? 0 : active
      var start = -Double.infinity
      for next in 0...flares.count {
        let from = max(start, clearingMeasure.start)
        while begins != 0 {
          let number = begins.trailingZeroBitCount
          begins &= begins &- 1
          let item = items[course.table.item &+ number]
          let alone =
            Self.clearsAlone(number, from: start, known, &place)
            ?? clearingAlone(item, slabs, words, after: from, course, random)
          let end =
            course.hasEffect && item.firstAdded < item.end
            ? clearingWithDrug(
              item, slabs, words, after: from, before: alone, course, random, kinetics)
            : alone
          episodes.append(Episode(item: number, start: start, end: end, endAlone: alone))
        }
        guard next < flares.count else { break }
        start = flares[next].day
        begins = flares[next].items & ~Self.lasting(after: start, episodes)
      }
    }
  }

  /// Adds the times of the items that are active at screening, which no drug ends, where they are known.
  @inline(__always) private static func appendActive(
    _ known: Span<Episode>, _ place: inout Int, to episodes: inout OutputSpan<Episode>
  ) {
    while place < known.count {
      let (item, start, end) = (known[place].item, known[place].start, known[place].endAlone)
      guard start == -.infinity else { break }
      episodes.append(Episode(item: item, start: start, end: end, endAlone: end))
      place &+= 1
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
