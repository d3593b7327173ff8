/// How trials are cut into pieces; the cut never depends on threads.
public enum WorkSize {
  /// Trials of one unit of work.
  public static let unit = 64
  /// Trials of one block, which is what a store keeps.
  public static let block = 1024
}

/// A piece of a block that one task simulates.
struct WorkUnit: Sendable {
  var block: Int
  var replicates: Range<Int>
  var isLastOfBlock: Bool
}

/// The units of work of some blocks of a run, one after the other.
struct WorkUnits: Sendable {
  private let blocks: [Int]
  private let trials: Int
  /// Number of units.
  let count: Int

  /// Units of blocks in increasing order, cut off at a number of trials.
  init(blocks: [Int], of trials: Int) {
    self.blocks = blocks.filter { $0 * WorkSize.block < trials }
    self.trials = trials
    let perBlock = WorkSize.block / WorkSize.unit
    guard let last = self.blocks.last else {
      count = 0
      return
    }
    let inLast = min(WorkSize.block, trials - last * WorkSize.block)
    count = (self.blocks.count - 1) * perBlock + (inLast + WorkSize.unit - 1) / WorkSize.unit
  }

  subscript(number: Int) -> WorkUnit {
    let (place, piece) = number.quotientAndRemainder(dividingBy: WorkSize.block / WorkSize.unit)
    let block = blocks[place]
    let end = min(trials, (block + 1) * WorkSize.block)
    let first = block * WorkSize.block + piece * WorkSize.unit
    let last = min(end, first + WorkSize.unit)
    return WorkUnit(block: block, replicates: first..<last, isLastOfBlock: last == end)
  }
}
