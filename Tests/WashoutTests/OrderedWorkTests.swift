import Synchronization
import Testing
import Washout

/// Whatever does pieces of work, and however many at once, they are taken as if done one after the other.
@Suite("Work in order")
struct OrderedWorkTests {
  /// Milliseconds of a piece: some fill a task, some are done many at a time.
  private static func milliseconds(_ piece: Int) -> Int { piece % 50 < 45 ? 0 : piece % 4 }

  private struct Stopped: Error {}

  @Test("takes every piece once and by number, long and short ones", arguments: [1, 2, 5])
  func order(_ threads: Int) async throws {
    var taken: [Int] = []
    var values: [Int] = []
    try await OrderedWork.run(
      500, threads: threads,
      work: { piece in
        Self.wait(Self.milliseconds(piece))
        return piece * piece
      },
      take: { piece, value in
        taken.append(piece)
        values.append(value)
      })
    #expect(taken == Array(0..<500))
    #expect(values == taken.map { $0 * $0 })
  }

  @Test("holds no more than eight tasks a thread, of one long piece or of 16 short ones")
  func held() async throws {
    let long = try await mostStarted(ahead: 60, threads: 2, milliseconds: 3)
    #expect((2...16).contains(long), "\(long)")
    let short = try await mostStarted(ahead: 5_000, threads: 2, milliseconds: 0)
    #expect((17...16 * OrderedWork.mostPieces).contains(short), "\(short)")
  }

  /// The most pieces that were begun and not yet taken, one of them waited for longer than the rest.
  private func mostStarted(
    ahead count: Int, threads: Int, milliseconds: Int
  ) async throws -> Int {
    let started = Mutex(0)
    var (taken, most) = (0, 0)
    try await OrderedWork.run(
      count, threads: threads,
      work: { piece in
        started.withLock { $0 += 1 }
        Self.wait(piece == count / 2 ? 100 : milliseconds)
      },
      take: { _, _ in
        most = max(most, started.withLock { $0 } - taken)
        taken += 1
      })
    return most
  }

  @Test("ends with what a piece throws, and takes nothing behind it")
  func failure() async throws {
    var taken = 0
    await #expect(throws: Stopped.self) {
      try await OrderedWork.run(
        200, threads: 2,
        work: { if $0 == 150 { throw Stopped() } },
        take: { piece, _ in taken = piece })
    }
    #expect(taken < 150)
  }

  @Test("stops between two pieces of a task when it is cancelled")
  func cancelled() async throws {
    let done = Mutex(0)
    let task = Task {
      try await OrderedWork.run(
        1_000_000, threads: 1, work: { _ in done.withLock { $0 += 1 } }, take: { _, _ in })
    }
    while done.withLock({ $0 }) < 100 { await Task.yield() }
    task.cancel()
    await #expect(throws: SimulationError.cancelled) { try await task.value }
    #expect(done.withLock { $0 } < 1_000_000)
  }

  private static func wait(_ milliseconds: Int) {
    let clock = ContinuousClock()
    let end = clock.now + .milliseconds(milliseconds)
    while clock.now < end {}
  }
}
