internal import WashoutNumerics

/// When items clear: at points of a measure that lie below the hazard at their time.
extension Mechanism {
  /// When an item that is active just after `start` would clear by itself; infinity if not before the
  /// horizon.
  @inline(__always) func clearingAlone(
    _ item: ClearingItem, _ slabs: Span<ClearingSlab>, _ words: Span<UInt64>,
    after start: Double, _ course: ClearingCourse, _ random: borrowing RandomSource
  ) -> Double {
    firstPoint(
      item.first, item.firstAdded, slabs, words, effect: 1, after: start, before: .infinity,
      course, random
    ) { point, row in
      point.mark < row.before || point.day > course.therapyDay
    }
  }

  /// The same with what the drug adds.
  @inline(__always) func clearingWithDrug(
    _ item: ClearingItem, _ slabs: Span<ClearingSlab>, _ words: Span<UInt64>,
    after start: Double, before alone: Double, _ course: ClearingCourse,
    _ random: borrowing RandomSource, _ kinetics: Kinetics
  ) -> Double {
    firstPoint(
      item.firstAdded, item.end, slabs, words, effect: kinetics.maximumEffect, after: start,
      before: alone, course, random
    ) { point, row in
      kinetics.isAbove(point.mark, ofFull: row.rate, point.day)
    }
  }

  /// The first point of some slabs that fires after `start` and before `best`; else `best`.
  @inline(__always) private func firstPoint(
    _ first: Int, _ end: Int, _ slabs: Span<ClearingSlab>, _ words: Span<UInt64>,
    effect: Double, after start: Double, before best: Double, _ course: ClearingCourse,
    _ random: borrowing RandomSource, _ fires: (_ point: SlabPoint, _ row: ClearingSlab) -> Bool
  ) -> Double {
    var best = best
    var next = first
    while next < end {
      // An item's slabs are among those of its plan, whose every table has room in the words: seen once a course.
      let row = slabs[unchecked: next]
      let words = SlabWords(words, uncheckedBlock: next &- course.table.slab)
      next &+= 1
      guard row.slab.mayHold(words, low: row.low) != 0 else { continue }
      clearingMeasure.visit(
        row.slab, words, row.stream, course.key, random, below: row.rate * effect,
        by: min(best, clearingMeasure.horizon)
      ) { point in
        guard point.day > start && fires(point, row) else { return false }
        best = point.day
        return true
      }
    }
    return best
  }
}
