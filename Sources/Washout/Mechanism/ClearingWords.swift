internal import WashoutNumerics

/// One course as items see it.
struct ClearingCourse {
  let key: SubjectKey
  let therapyDay: Double
  let hasEffect: Bool
  /// Where its table begins in the plan.
  let table: (item: Int, slab: Int)
}

/// The first blocks of the slabs in which a person's items clear: computed together, since those that do
/// not wait for each other take half as long.
struct ClearingWords: Sendable {
  /// In the order of a table's slabs, with room for the largest table.
  private(set) var words: [UInt64]
  /// Items whose blocks are there.
  private var filled: UInt64 = 0

  /// Room for a plan's blocks.
  init(_ plan: ClearingPlan) { words = Array(repeating: 0, count: 4 * plan.mostSlabs) }

  /// Forgets every block: another person, or other hazards.
  mutating func removeAll() { filled = 0 }

  /// Computes the blocks of some items that are not there yet: of what the drug adds where it has an effect.
  mutating func fill(
    _ items: UInt64, _ plan: ClearingPlan, _ course: ClearingCourse,
    _ random: borrowing RandomSource
  ) {
    var rest = items & ~filled
    if rest == 0 { return }
    filled |= rest
    var words = words.mutableSpan
    let rows = plan.items.span
    let slabs = plan.slabs.span
    while rest != 0 {
      let row = rows[course.table.item &+ rest.trailingZeroBitCount]
      rest &= rest &- 1
      Self.fill(row.first, row.firstAdded, slabs, course, random, &words)
      if course.hasEffect {
        Self.fill(row.firstAdded, row.end, slabs, course, random, &words)
      }
    }
  }

  /// Computes the blocks of the slabs of a hazard, which are the first blocks of consecutive streams.
  @inline(__always) private static func fill(
    _ first: Int, _ end: Int, _ slabs: Span<ClearingSlab>, _ course: ClearingCourse,
    _ random: borrowing RandomSource, _ words: inout MutableSpan<UInt64>
  ) {
    guard first < end else { return }
    random.firstBlocks(
      end &- first, of: course.key, from: slabs[first].stream, into: &words,
      at: first &- course.table.slab)
  }
}

extension SlabWords {
  /// A block among others, which must be there.
  @inline(__always) init(_ words: Span<UInt64>, uncheckedBlock block: Int) {
    let first = 4 &* block
    self.init(
      words: (
        words[unchecked: first], words[unchecked: first &+ 1], words[unchecked: first &+ 2],
        words[unchecked: first &+ 3]
      ))
  }
}
