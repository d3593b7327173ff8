internal import WashoutNumerics

/// How items clear, as the subject loop reads it; element n - 1 belongs to item number n.
struct ClearingPlan: Sendable {
  let rows: [ClearingRow]
  /// Of the slabs of all hazards: no point whose second word is above this can fire.
  let low: [UInt64]
  /// Slabs of all items that some hazard reaches.
  private(set) var slabs = 0

  init(
    _ items: [ItemRow], _ measure: SlabbedMeasure, therapyClears: Double, maximumEffect: Double
  ) {
    var first = 0
    var low: [UInt64] = []
    rows = items.indices.map { i in
      func hazard(_ rate: Double, source: Int, at place: Int, reaching bound: Double)
        -> ClearingHazard
      {
        let slabs = measure.slabs(below: bound)
        low += measure.slabs[..<slabs].map { $0.low(below: bound) }
        return ClearingHazard(
          rate: rate, slabs: slabs, place: place, firstLow: low.count - slabs,
          stream: .clearing(item: i + 1, source: source, slab: 0))
      }
      let item = items[i]
      let changed = item.clears + therapyClears
      let own = hazard(item.clears, source: 0, at: first, reaching: item.clears)
      let ownChanged = hazard(changed, source: 0, at: first, reaching: changed)
      first += max(own.slabs, ownChanged.slabs)
      let driven = hazard(
        item.driven, source: 1, at: first, reaching: item.driven * maximumEffect)
      let other = hazard(item.other, source: 1, at: first, reaching: item.other * maximumEffect)
      first += max(driven.slabs, other.slabs)
      return ClearingRow(own: own, ownChanged: ownChanged, driven: driven, other: other)
    }
    slabs = first
    self.low = low
  }
}

/// The hazards under which one item clears.
struct ClearingRow: Sendable {
  /// By itself, and after a change of therapy.
  var own: ClearingHazard
  var ownChanged: ClearingHazard
  /// What full effect adds in driven and in other people.
  var driven: ClearingHazard
  var other: ClearingHazard

  /// The hazard of source 0 in a course whose therapy changes, or not.
  @inline(__always) func alone(changes: Bool) -> ClearingHazard { changes ? ownChanged : own }

  /// The hazard of source 1 at full effect.
  @inline(__always) func added(isDriven: Bool) -> ClearingHazard { isDriven ? driven : other }
}

/// One hazard of one item.
struct ClearingHazard: Sendable {
  /// Per week.
  var rate: Double
  /// Slabs that it reaches at its largest.
  var slabs: Int
  /// Where the first blocks of its slabs are kept in `ClearingWords`, in blocks.
  var place: Int
  /// Where the `low` of its slabs are.
  var firstLow: Int
  /// Of its first slab; the others follow.
  var stream: Stream
}

/// The first blocks of the slabs in which a person's items clear: computed together, since those that do
/// not wait for each other take half as long.
struct ClearingWords: Sendable {
  private var words: [UInt64] = []
  /// Items whose blocks of source 0, and of source 1, are there.
  private var alone: UInt64 = 0
  private var added: UInt64 = 0

  /// Room for a plan's blocks.
  init(_ plan: ClearingPlan) { words = Array(repeating: 0, count: 4 * plan.slabs) }

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
    let rows = plan.rows.span
    var words = words.mutableSpan
    var rest = newAlone
    while rest != 0 {
      let hazard = rows[rest.trailingZeroBitCount].alone(changes: changesTherapy)
      rest &= rest &- 1
      random.firstBlocks(
        hazard.slabs, of: key, from: hazard.stream, into: &words, at: hazard.place)
    }
    rest = newAdded
    while rest != 0 {
      let hazard = rows[rest.trailingZeroBitCount].added(isDriven: isDriven)
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
