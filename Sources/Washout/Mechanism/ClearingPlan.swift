internal import WashoutNumerics

/// How items clear, as the subject loop reads it; element n - 1 belongs to item number n.
struct ClearingPlan: Sendable {
  let rows: [ClearingRow]
  /// Slabs of all items that some hazard reaches.
  private(set) var slabs = 0

  init(
    _ items: [ItemRow], _ measure: SlabbedMeasure, therapyClears: Double, maximumEffect: Double
  ) {
    var first = 0
    rows = items.indices.map { i in
      func hazard(_ rate: Double, source: Int, at place: Int, reaching bound: Double)
        -> ClearingHazard
      {
        ClearingHazard(
          rate: rate, slabs: measure.slabs(below: bound), place: place,
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

  /// The words of a slab of a hazard from its first one on.
  @inline(__always) func reader(_ hazard: ClearingHazard, slab: Int) -> Reader {
    Reader(place: 4 &* (hazard.place &+ slab), stream: hazard.stream.advanced(by: slab))
  }

  /// The next uniform of a reader; behind the first block the generator itself is asked.
  @inline(__always) func uniform(
    _ reader: inout Reader, _ key: SubjectKey, _ random: borrowing RandomSource
  ) -> Double {
    if reader.used < 4 {
      let word = words.span[reader.place &+ reader.used]
      reader.used &+= 1
      return RandomSource.uniform(of: word)
    }
    if reader.used == 4 {
      random.rewind(key, reader.stream, place: 0, block: 1)
      reader.used = 5
    }
    return random.uniform()
  }

  /// Where somebody reads.
  struct Reader {
    fileprivate let place: Int
    fileprivate let stream: Stream
    fileprivate var used = 0

    fileprivate init(place: Int, stream: Stream) {
      self.place = place
      self.stream = stream
    }
  }
}
