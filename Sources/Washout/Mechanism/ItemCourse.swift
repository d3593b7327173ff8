package import WashoutNumerics

/// Items: a flare switches them on, time and the drug clear them.
extension Mechanism {
  /// Follows every item that is active at screening or that a flare brings.
  package func followItems(
    _ key: SubjectKey, _ random: borrowing RandomSource, _ scratch: inout MechanismScratch,
    therapyDay: Double
  ) {
    scratch.episodes.removeAll(keepingCapacity: true)
    var touched = scratch.person.active
    for flare in scratch.flares { touched |= flare.items }
    while touched != 0 {
      let item = touched.trailingZeroBitCount
      touched &= touched &- 1
      follow(item, key, random, &scratch, therapyDay: therapyDay)
    }
  }

  private func follow(
    _ item: Int, _ key: SubjectKey, _ random: borrowing RandomSource,
    _ scratch: inout MechanismScratch,
    therapyDay: Double
  ) {
    let bit: UInt64 = 1 << UInt64(truncatingIfNeeded: item)
    var end = -Double.infinity
    if scratch.person.active & bit != 0 {
      let start = calendar.screeningDay
      let alone = scratch.shared.clearing(of: item, therapyDay: therapyDay) {
        clearingAlone(of: item, after: start, key, random, therapyDay)
      }
      end = clearing(of: item, after: start, before: alone, key, random, scratch.kinetics)
      scratch.episodes.append(Episode(item: item, start: -.infinity, end: end))
    }
    var flare = 0
    while flare < scratch.flares.count && end < calendar.horizon {
      let day = scratch.flares[flare].day
      if day >= end && scratch.flares[flare].items & bit != 0 {
        let alone = clearingAlone(of: item, after: day, key, random, therapyDay)
        end = clearing(of: item, after: day, before: alone, key, random, scratch.kinetics)
        scratch.episodes.append(Episode(item: item, start: day, end: end))
      }
      flare += 1
    }
  }

  /// When an item that is active just after `start` would clear by itself; infinity if not before the
  /// horizon.
  private func clearingAlone(
    of item: Int, after start: Double, _ key: SubjectKey, _ random: borrowing RandomSource,
    _ therapyDay: Double
  ) -> Double {
    let row = items.rows[item]
    let therapy = therapyDay < calendar.horizon ? leaving.therapyClears : 0
    return firstPoint(
      item + 1, source: 0, bound: row.clears + therapy, key, random, start, .infinity
    ) { day, mark in
      mark < (day > therapyDay ? row.clears + therapy : row.clears)
    }
  }

  /// The same with what the drug adds.
  private func clearing(
    of item: Int, after start: Double, before alone: Double, _ key: SubjectKey,
    _ random: borrowing RandomSource, _ kinetics: Kinetics
  ) -> Double {
    let row = items.rows[item]
    let added = kinetics.isDriven ? row.driven : row.other
    guard added > 0 && kinetics.maximumEffect > 0 else { return alone }
    return firstPoint(
      item + 1, source: 1, bound: added * kinetics.maximumEffect, key, random, start, alone
    ) { day, mark in
      mark < added * kinetics.effect(day)
    }
  }

  /// The first point of a source that fires after `start` and before `best`; else `best`.
  @inline(__always) private func firstPoint(
    _ number: Int, source: Int, bound: Double, _ key: SubjectKey,
    _ random: borrowing RandomSource, _ start: Double, _ best: Double,
    _ fires: (_ day: Double, _ mark: Double) -> Bool
  ) -> Double {
    var best = best
    var slab = 0
    while clearingMeasure.reaches(slab, below: bound) {
      random.rewind(key, .clearing(item: number, source: source, slab: slab))
      if var point = clearingMeasure.firstPoint(ofSlab: slab, random) {
        var isLast = false
        while !isLast && point.day < best {
          if point.day > start && point.mark < bound && fires(point.day, point.mark) {
            best = point.day
          } else {
            isLast = !clearingMeasure.advance(&point, random)
          }
        }
      }
      slab += 1
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
