internal import WashoutNumerics

/// How items clear, as the subject loop reads it.
struct ClearingPlan: Sendable {
  /// Four of each item, those of item number n from 4 (n - 1) on.
  ///
  /// By itself, the same after a change of therapy, what full effect adds in driven people, and in others.
  private let hazards: [ClearingHazard]
  /// The slabs of all hazards.
  let slabs: [ClearingSlab]
  /// Blocks that are kept in `ClearingWords`: of every slab of an item and a source.
  let blocks: Int

  init(
    _ items: [ItemRow], _ measure: SlabbedMeasure, therapyClears: Double, maximumEffect: Double
  ) {
    var hazards: [ClearingHazard] = []
    var slabs: [ClearingSlab] = []
    var blocks = 0
    for (i, item) in items.enumerated() {
      let rates = [
        (item.clears, item.clears + therapyClears, 1.0), (item.driven, item.other, maximumEffect),
      ]
      for (source, (one, other, effect)) in rates.enumerated() {
        let both = [one, other].map { rate in
          let reached = measure.slabs[..<measure.slabs(below: rate * effect)]
          defer { slabs += reached.map { ClearingSlab($0, below: rate * effect) } }
          return ClearingHazard(
            rate: rate, slabs: reached.count, firstSlab: slabs.count, place: blocks,
            stream: .clearing(item: i + 1, source: source, slab: 0))
        }
        hazards += both
        blocks += both.map(\.slabs).max() ?? 0
      }
    }
    self.hazards = hazards
    self.slabs = slabs
    self.blocks = blocks
  }

  /// The hazard of source 0 of item number `item` + 1, in a course whose therapy changes, or not: at its largest.
  @inline(__always) func alone(_ item: Int, changes: Bool) -> ClearingHazard {
    hazards.span[4 &* item &+ (changes ? 1 : 0)]
  }

  /// The hazard of source 1 at full effect.
  @inline(__always) func added(_ item: Int, isDriven: Bool) -> ClearingHazard {
    hazards.span[4 &* item &+ (isDriven ? 2 : 3)]
  }
}

/// One hazard of one item.
struct ClearingHazard: Sendable {
  /// Per week.
  let rate: Double
  /// Slabs that it reaches at its largest.
  let slabs: Int
  /// Where they are among the slabs of the plan.
  let firstSlab: Int
  /// Where their first blocks are kept in `ClearingWords`, in blocks.
  let place: Int
  /// Of its first slab; the others follow.
  let stream: Stream
}

/// One slab that a hazard reaches.
struct ClearingSlab: Sendable {
  let slab: Slab
  /// No point fires whose second word is above this.
  let low: UInt64

  init(_ slab: Slab, below bound: Double) {
    self.slab = slab
    low = slab.low(below: bound)
  }
}

/// The first blocks of the slabs in which a person's items clear: computed together, since those that do
/// not wait for each other take half as long.
struct ClearingWords: Sendable {
  private var words: [UInt64] = []
  /// Items whose blocks of source 0, and of source 1, are there.
  private var alone: UInt64 = 0
  private var added: UInt64 = 0

  /// Room for a plan's blocks.
  init(_ plan: ClearingPlan) { words = Array(repeating: 0, count: 4 * plan.blocks) }

  /// Forgets every block: another person, or other hazards.
  mutating func removeAll() {
    alone = 0
    added = 0
  }

  /// Computes the blocks of some items that are not there yet.
  mutating func fill(
    _ items: UInt64, _ plan: ClearingPlan, _ key: SubjectKey, _ random: borrowing RandomSource,
    changesTherapy: Bool, hasEffect: Bool, isDriven: Bool
  ) {
    let newAlone = items & ~alone
    let newAdded = hasEffect ? items & ~added : 0
    alone |= newAlone
    added |= newAdded
    var words = words.mutableSpan
    var rest = newAlone
    while rest != 0 {
      let hazard = plan.alone(rest.trailingZeroBitCount, changes: changesTherapy)
      rest &= rest &- 1
      random.firstBlocks(
        hazard.slabs, of: key, from: hazard.stream, into: &words, at: hazard.place)
    }
    rest = newAdded
    while rest != 0 {
      let hazard = plan.added(rest.trailingZeroBitCount, isDriven: isDriven)
      rest &= rest &- 1
      random.firstBlocks(
        hazard.slabs, of: key, from: hazard.stream, into: &words, at: hazard.place)
    }
  }

  /// The first words of a slab of a hazard.
  @inline(__always) func first(_ hazard: ClearingHazard, slab: Int) -> SlabWords {
    let words = words.span
    let first = 4 &* (hazard.place &+ slab)
    precondition(first >= 0 && first <= words.count &- 4, "no such slab")
    return SlabWords(
      words: (
        words[unchecked: first], words[unchecked: first &+ 1], words[unchecked: first &+ 2],
        words[unchecked: first &+ 3]
      ))
  }
}
