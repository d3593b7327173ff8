extension Model {
  /// Simulates blocks of trials and hands over the tally of each, in order of block number.
  ///
  /// Block b holds trials 1,024 b ..< 1,024 (b + 1), cut off at `trials`. The tallies are the same bits
  /// for any number of threads, any choice of other blocks and any order of work. At most eight units of
  /// 64 trials a thread are held at a time.
  /// - Parameters:
  ///   - blocks: block numbers, increasing.
  ///   - trials: trials of the whole run.
  ///   - threads: tasks at a time, at least 1; changes speed, never results.
  ///   - progress: called after each unit with the trials of these blocks that are done.
  ///   - body: called with each block's number and tally.
  /// - Throws: `SimulationError`, with `cancelled` soon after the task is cancelled; what `body` throws.
  public func simulate(
    blocks: [Int], of trials: Int, threads: Int = 1,
    progress: @escaping @Sendable (Int) -> Void = { _ in },
    body: (Int, Tally) throws -> Void
  ) async throws {
    let units = WorkUnit.units(blocks: blocks, of: trials)
    try await withThrowingTaskGroup(of: Finished.self) { group in
      var queue = OrderedResults(count: units.count)
      var merger = BlockMerger(layout)
      var running = 0
      while !queue.isEmpty {
        while let next = queue.start(running: running, threads: max(1, threads)) {
          let unit = units[next]
          group.addTask { try self.finish(unit, number: next) }
          running += 1
        }
        guard let finished = try await group.next() else { break }
        running -= 1
        queue.put(finished.tally, at: finished.number)
        while let (number, tally) = queue.takeNext() {
          if let block = merger.add(tally, units[number]) {
            try body(units[number].block, block)
          }
          progress(merger.trials)
        }
      }
    }
  }

  private struct Finished: Sendable {
    var number: Int
    var tally: UnitTally
  }

  private func finish(_ unit: WorkUnit, number: Int) throws -> Finished {
    if Task.isCancelled { throw SimulationError.cancelled }
    return Finished(number: number, tally: try simulate(unit: unit.replicates))
  }
}

/// A piece of a block that one task simulates.
struct WorkUnit: Sendable {
  var block: Int
  var replicates: Range<Int>
  var isLastOfBlock: Bool

  /// The units of blocks, cut off at a number of trials.
  static func units(blocks: [Int], of trials: Int) -> [WorkUnit] {
    blocks.flatMap { block in
      let end = min(trials, (block + 1) * WorkSize.block)
      return stride(from: block * WorkSize.block, to: end, by: WorkSize.unit).map { first in
        let last = min(end, first + WorkSize.unit)
        return WorkUnit(block: block, replicates: first..<last, isLastOfBlock: last == end)
      }
    }
  }
}

/// Results by number, given back in order whatever the order in which they came.
private struct OrderedResults {
  private var waiting: [UnitTally?]
  private var started = 0
  private var taken = 0

  init(count: Int) { waiting = Array(repeating: nil, count: count) }

  var isEmpty: Bool { taken == waiting.count }

  /// The next number to start, unless enough are running or waiting for an earlier one.
  mutating func start(running: Int, threads: Int) -> Int? {
    guard running < threads, started < waiting.count, started - taken < 8 * threads else {
      return nil
    }
    defer { started += 1 }
    return started
  }

  mutating func put(_ tally: UnitTally, at number: Int) { waiting[number] = tally }

  mutating func takeNext() -> (Int, UnitTally)? {
    guard taken < waiting.count, let tally = waiting[taken] else { return nil }
    waiting[taken] = nil
    defer { taken += 1 }
    return (taken, tally)
  }
}

/// Adds units to their block in order.
private struct BlockMerger {
  private(set) var trials = 0
  private var block: Tally
  private let layout: TallyLayout

  init(_ layout: TallyLayout) {
    self.layout = layout
    block = Tally(layout)
  }

  /// The block's tally once its last unit is in.
  mutating func add(_ tally: UnitTally, _ unit: WorkUnit) -> Tally? {
    block.add(tally)
    trials += unit.replicates.count
    guard unit.isLastOfBlock else { return nil }
    defer { block = Tally(layout) }
    return block
  }
}
