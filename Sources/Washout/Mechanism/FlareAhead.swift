internal import WashoutNumerics

/// The first blocks of the slabs that flares are drawn from, computed together since they do not wait for each
/// other.
struct FlareAhead: Sendable {
  /// In people whose disease the target does not drive, and in those in whom it does.
  private var background = BlockPlan()
  private var both = BlockPlan()
  /// Slabs of each source in the plans, from its first one on.
  private var slabs: InlineArray<2, Int> = [0, 0]

  /// The slabs that the hazards reach in a person for whom no condition raises them, as far as there is room.
  init(_ flares: FlarePlan, _ measure: SlabbedMeasure) {
    for source in 0..<2 {
      let hazard = source == 0 ? flares.background : flares.suppressible
      for slab in 0..<measure.slabs(below: hazard) {
        guard both.add(.flares(source: source, slab: slab), block: 0) != nil else { return }
        if source == 0 { _ = background.add(.flares(source: source, slab: slab), block: 0) }
        slabs[source] += 1
      }
    }
  }

  /// Computes the blocks of a person.
  @inline(__always) func look(
    _ key: SubjectKey, _ random: borrowing RandomSource, isDriven: Bool
  ) {
    random.lookAhead(isDriven ? both : background, of: key, place: 0)
  }

  /// The first words of a slab, which were computed, or are now.
  @inline(__always) func words(
    _ source: Int, _ slab: Int, _ key: SubjectKey, _ random: borrowing RandomSource
  ) -> SlabWords {
    let words =
      slab < slabs[source]
      ? random.ahead + 4 * (source == 0 ? slab : slabs[0] + slab)
      : random.firstWords(4, of: key, .flares(source: source, slab: slab))
    return SlabWords(words: (words[0], words[1], words[2], words[3]))
  }
}
