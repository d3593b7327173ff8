package import WashoutNumerics

/// Items: a flare switches them on, time and the drug clear them.
extension Mechanism {
  /// Follows every item that is active at screening or that a flare brings.
  package func followItems(
    _ key: SubjectKey, _ random: borrowing RandomSource, _ scratch: inout MechanismScratch,
    therapyDay: Double
  ) {
    var brought: UInt64 = 0
    var most = scratch.person.active.nonzeroBitCount
    for flare in scratch.flares {
      brought |= flare.items
      most += flare.items.nonzeroBitCount
    }
    let touched = scratch.person.active | brought
    if !scratch.shared.isSecondOfTwo { scratch.clearing.removeAll() }
    scratch.clearing.fill(
      touched, clearing, key, random, changesTherapy: therapyDay < calendar.horizon,
      hasEffect: scratch.kinetics.maximumEffect > 0, isDriven: scratch.kinetics.isDriven)
    scratch.episodes.removeAll(keepingCapacity: true)
    guard touched != 0 else { return }
    let course = ClearingCourse(
      key: key, therapyDay: therapyDay, changesTherapy: therapyDay < calendar.horizon)
    append(
      most, active: scratch.person.active, brought: brought, scratch.flares, course, random,
      scratch.clearing, scratch.kinetics, &scratch.shared, to: &scratch.episodes)
  }

  /// Adds the times of every item, at most one for each that is active and for each that a flare brings.
  private func append(
    _ most: Int, active: UInt64, brought: UInt64, _ flares: [Flare], _ course: ClearingCourse,
    _ random: borrowing RandomSource, _ words: ClearingWords, _ kinetics: Kinetics,
    _ shared: inout SharedCourse, to episodes: inout [Episode]
  ) {
    episodes.append(addingCapacity: most) { episodes in
      var rest = active | brought
      while rest != 0 {
        let item = rest.trailingZeroBitCount
        let bit: UInt64 = 1 &<< UInt64(truncatingIfNeeded: item)
        rest &= rest &- 1
        var end = -Double.infinity
        if active & bit != 0 {
          let start = calendar.screeningDay
          let alone = shared.clearing(of: item, therapyDay: course.therapyDay) {
            clearingAlone(item, after: start, course, random, words)
          }
          end = clearing(item, after: start, before: alone, course, random, words, kinetics)
          episodes.append(Episode(item: item, start: -.infinity, end: end))
        }
        if brought & bit != 0 {
          append(item, after: end, flares.span, course, random, words, kinetics, to: &episodes)
        }
      }
    }
  }

  /// Follows an item through the flares that bring it while it is not active.
  @inline(never) private func append(
    _ item: Int, after end: Double, _ flares: Span<Flare>, _ course: ClearingCourse,
    _ random: borrowing RandomSource, _ words: ClearingWords, _ kinetics: Kinetics,
    to episodes: inout OutputSpan<Episode>
  ) {
    var end = end
    let bit: UInt64 = 1 &<< UInt64(truncatingIfNeeded: item)
    for flare in flares.indices where flares[flare].items & bit != 0 {
      let day = flares[flare].day
      guard day >= end && end < calendar.horizon else { continue }
      let alone = clearingAlone(item, after: day, course, random, words)
      end = clearing(item, after: day, before: alone, course, random, words, kinetics)
      episodes.append(Episode(item: item, start: day, end: end))
    }
  }

  /// When an item that is active just after `start` would clear by itself; infinity if not before the
  /// horizon.
  @inline(never) private func clearingAlone(
    _ item: Int, after start: Double, _ course: ClearingCourse,
    _ random: borrowing RandomSource, _ words: ClearingWords
  ) -> Double {
    let rows = clearing.rows.span
    let before = rows[item].own.rate
    let hazard = rows[item].alone(changes: course.changesTherapy)
    return firstPoint(
      hazard, below: hazard.rate, course.key, random, words, after: start, before: .infinity
    ) { day, mark in
      mark < (day > course.therapyDay ? hazard.rate : before)
    }
  }

  /// The same with what the drug adds.
  private func clearing(
    _ item: Int, after start: Double, before alone: Double, _ course: ClearingCourse,
    _ random: borrowing RandomSource, _ words: ClearingWords, _ kinetics: Kinetics
  ) -> Double {
    let hazard = clearing.rows.span[item].added(isDriven: kinetics.isDriven)
    guard hazard.slabs > 0 && kinetics.maximumEffect > 0 else { return alone }
    return clearing(hazard, after: start, before: alone, course, random, words, kinetics)
  }

  @inline(never) private func clearing(
    _ hazard: ClearingHazard, after start: Double, before alone: Double,
    _ course: ClearingCourse, _ random: borrowing RandomSource, _ words: ClearingWords,
    _ kinetics: Kinetics
  ) -> Double {
    firstPoint(
      hazard, below: hazard.rate * kinetics.maximumEffect, course.key, random, words,
      after: start, before: alone
    ) { day, mark in
      mark < hazard.rate * kinetics.effect(day)
    }
  }

  /// The first point of a hazard that fires after `start` and before `best`; else `best`.
  @inline(__always) private func firstPoint(
    _ hazard: ClearingHazard, below bound: Double, _ key: SubjectKey,
    _ random: borrowing RandomSource, _ words: ClearingWords, after start: Double,
    before best: Double, _ fires: (_ day: Double, _ mark: Double) -> Bool
  ) -> Double {
    var best = best
    for slab in 0..<hazard.slabs {
      var reader = words.reader(hazard, slab: slab)
      guard
        var point = clearingMeasure.firstPoint(
          ofSlab: slab, by: best, { words.uniform(&reader, key, random) })
      else { continue }
      repeat {
        if point.day >= best { break }
        if point.day > start && point.mark < bound && fires(point.day, point.mark) {
          best = point.day
          break
        }
      } while clearingMeasure.advance(&point, by: best) { words.uniform(&reader, key, random) }
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
