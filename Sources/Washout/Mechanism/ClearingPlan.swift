internal import WashoutNumerics

/// How items clear, as the subject loop reads it.
struct ClearingPlan: Sendable {
  /// A table of every kind of course, one after the other, with an item of the instrument in each place.
  let items: [ClearingItem]
  /// The slabs that the hazards of all tables reach.
  let slabs: [ClearingSlab]
  /// Where the items, and the slabs, of each table begin.
  private let tables: [(item: Int, slab: Int)]
  /// The most slabs in one table.
  let mostSlabs: Int

  init(
    _ items: [ItemRow], _ measure: SlabbedMeasure, therapyClears: Double, maximumEffect: Double
  ) {
    var rows: [ClearingItem] = []
    var slabs: [ClearingSlab] = []
    var tables: [(item: Int, slab: Int)] = []
    var mostSlabs = 0
    for table in 0..<4 {
      let start = (item: rows.count, slab: slabs.count)
      tables.append(start)
      let (isDriven, changes) = (table >= 2, table % 2 == 1)
      for (i, item) in items.enumerated() {
        let alone = changes ? item.clears + therapyClears : item.clears
        let added = isDriven ? item.driven : item.other
        let first = slabs.count
        slabs += measure.slabs[..<measure.slabs(below: alone)].enumerated().map {
          ClearingSlab(
            $1, below: alone, rate: alone, before: item.clears,
            .clearing(item: i + 1, source: 0, slab: $0))
        }
        let firstAdded = slabs.count
        slabs += measure.slabs[..<measure.slabs(below: added * maximumEffect)].enumerated().map {
          ClearingSlab(
            $1, below: added * maximumEffect, rate: added, before: added,
            .clearing(item: i + 1, source: 1, slab: $0))
        }
        rows.append(ClearingItem(first: first, firstAdded: firstAdded, end: slabs.count))
      }
      mostSlabs = max(mostSlabs, slabs.count - start.slab)
    }
    self.items = rows
    self.slabs = slabs
    self.tables = tables
    self.mostSlabs = mostSlabs
  }

  /// Where the table of a kind of course begins: of people whose disease the target drives or does not drive, in
  /// whom therapy changes or does not change.
  @inline(__always) func table(isDriven: Bool, changesTherapy: Bool) -> (item: Int, slab: Int) {
    tables[(isDriven ? 2 : 0) + (changesTherapy ? 1 : 0)]
  }
}

/// Where the slabs are that the hazards of an item reach: of what clears it by itself, then of what full effect
/// adds.
struct ClearingItem: Sendable {
  let first: Int
  let firstAdded: Int
  let end: Int
}

/// One slab that a hazard reaches.
struct ClearingSlab: Sendable {
  let slab: Slab
  /// No point fires whose second word is above twice this.
  let low: UInt64
  /// The hazard, per week: at full effect where the drug adds it.
  let rate: Double
  /// The same before therapy changes.
  let before: Double
  let stream: Stream

  init(
    _ slab: Slab, below bound: Double, rate: Double, before: Double, _ stream: Stream
  ) {
    self.slab = slab
    low = slab.low(below: bound)
    self.rate = rate
    self.before = before
    self.stream = stream
  }
}
