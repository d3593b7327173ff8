/// A tally with the names of its places.
struct TallyReader {
  let model: Model
  let tally: Tally

  init(_ model: Model, _ tally: Tally) {
    self.model = model
    self.tally = tally
  }

  var layout: TallyLayout { model.layout }

  /// Replicates simulated.
  var replicates: Int64 { product(0, 0) }

  /// A total over all replicates.
  func total(_ i: Int) -> Int64 { product(0, i) }

  /// The sum over replicates of the product of two totals.
  func product(_ i: Int, _ j: Int) -> Int64 {
    tally.counts[layout.totals.pair(min(i, j), max(i, j))]
  }

  /// A dense count.
  func count(_ place: Int) -> Int64 { tally.counts[place] }

  /// Cells from a first one on.
  func cells(_ first: Int, _ count: Int) -> ArraySlice<Int64> {
    let start = layout.denseCounts + first
    return tally.counts[start..<start + count]
  }

  /// The drug of an arm.
  static func drug(arm: Int) -> DrugAssumption { arm == 0 ? .assumed : .noEffect }
}
