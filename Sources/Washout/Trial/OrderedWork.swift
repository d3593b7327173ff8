/// Pieces of work by number, shared out over tasks and taken in order whatever the order in which they end.
package enum OrderedWork {
  /// Does `count` pieces, several short ones in one task; at most eight tasks' pieces a thread are under way or wait to
  /// be taken.
  ///
  /// - Parameters:
  ///   - count: pieces, numbered from 0.
  ///   - threads: tasks at a time, at least 1; changes speed, never results.
  ///   - work: does the piece of a number.
  ///   - take: takes each result in order of number.
  /// - Throws: what `work` or `take` throws; `SimulationError.cancelled` soon after the task is cancelled.
  package static func run<Value: Sendable>(
    _ count: Int, threads: Int, work: @escaping @Sendable (Int) throws -> Value,
    take: (Int, Value) throws -> Void
  ) async throws {
    try await withThrowingTaskGroup(of: FinishedBatch<Value>.self) { group in
      var results = OrderedResults<Value>(
        count: count, tasks: 8 * max(1, threads), atMost: mostPieces)
      var (running, pieces) = (0, 1)
      while !results.isEmpty {
        while running < max(1, threads), let next = results.start(pieces) {
          group.addTask { try FinishedBatch(next, work) }
          running += 1
        }
        guard let finished = try await group.next() else { break }
        running -= 1
        pieces = finished.pieces(within: batchTime, atMost: mostPieces)
        for (number, value) in zip(finished.numbers, finished.values) {
          results.put(value, at: number)
        }
        while let (number, value) = results.takeNext() { try take(number, value) }
      }
    }
  }

  /// Giving a thread its next task takes some ten microseconds, a tenth of the time of a unit of simple trials; so
  /// one task does as many pieces as fit into this time.
  private static let batchTime = Duration.milliseconds(2)
  /// The most pieces that one task does.
  package static let mostPieces = 16
}

/// What a task has done: pieces of successive numbers, and how long they took.
private struct FinishedBatch<Value: Sendable>: Sendable {
  let numbers: Range<Int>
  let values: [Value]
  private let time: Duration

  init(_ numbers: Range<Int>, _ work: (Int) throws -> Value) throws {
    let start = ContinuousClock.now
    self.numbers = numbers
    values = try numbers.map { number in
      if Task.isCancelled { throw SimulationError.cancelled }
      return try work(number)
    }
    time = start.duration(to: .now)
  }

  /// How many such pieces take about as long, at least 1.
  func pieces(within time: Duration, atMost most: Int) -> Int {
    let share = time / max(self.time, .nanoseconds(1)) * Double(values.count)
    return Int(min(max(share, 1), Double(most)))
  }
}

/// Results by number, given back in order whatever the order in which they came.
private struct OrderedResults<Value> {
  private var waiting: [Value?]
  private let count: Int
  private let tasks: Int
  private var started = 0
  private var taken = 0

  /// For `count` results, of which at most those of so many tasks are held or under way.
  init(count: Int, tasks: Int, atMost most: Int) {
    self.count = count
    self.tasks = tasks
    waiting = Array(repeating: nil, count: tasks * most)
  }

  var isEmpty: Bool { taken == count }

  /// The next numbers to start, one or more for one task; nil while too much is held or when all are started.
  mutating func start(_ pieces: Int) -> Range<Int>? {
    let end = min(started + pieces, count)
    guard end > started, end - taken <= tasks * pieces else { return nil }
    defer { started = end }
    return started..<end
  }

  mutating func put(_ tally: Value, at number: Int) { waiting[number % waiting.count] = tally }

  mutating func takeNext() -> (Int, Value)? {
    let place = taken % waiting.count
    guard let tally = waiting[place] else { return nil }
    waiting[place] = nil
    defer { taken += 1 }
    return (taken, tally)
  }
}
