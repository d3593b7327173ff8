/// Pieces of work by number, shared out over tasks and taken in order whatever the order in which they end.
enum OrderedWork {
  /// Does `count` pieces, at most eight of them a thread under way or waiting.
  ///
  /// - Parameters:
  ///   - count: pieces, numbered from 0.
  ///   - threads: tasks at a time, at least 1; changes speed, never results.
  ///   - work: does the piece of a number.
  ///   - take: takes each result in order of number.
  /// - Throws: what `work` or `take` throws; `SimulationError.cancelled` soon after the task is cancelled.
  static func run<Value: Sendable>(
    _ count: Int, threads: Int, work: @escaping @Sendable (Int) throws -> Value,
    take: (Int, Value) throws -> Void
  ) async throws {
    try await withThrowingTaskGroup(of: (number: Int, value: Value).self) { group in
      var results = OrderedResults<Value>(count: count, window: 8 * max(1, threads))
      var running = 0
      while !results.isEmpty {
        while running < max(1, threads), let next = results.start() {
          group.addTask {
            if Task.isCancelled { throw SimulationError.cancelled }
            return (next, try work(next))
          }
          running += 1
        }
        guard let finished = try await group.next() else { break }
        running -= 1
        results.put(finished.value, at: finished.number)
        while let (number, value) = results.takeNext() { try take(number, value) }
      }
    }
  }
}

/// Results by number, given back in order whatever the order in which they came.
private struct OrderedResults<Value> {
  private var waiting: [Value?]
  private let count: Int
  private var started = 0
  private var taken = 0

  /// For `count` results, of which at most `window` are held or under way.
  init(count: Int, window: Int) {
    self.count = count
    waiting = Array(repeating: nil, count: window)
  }

  var isEmpty: Bool { taken == count }

  /// The next number to start; nil while the window is full or when all are started.
  mutating func start() -> Int? {
    if started == count || started - taken == waiting.count { return nil }
    defer { started += 1 }
    return started
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
