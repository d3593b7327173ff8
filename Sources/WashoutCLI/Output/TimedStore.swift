internal import Synchronization
internal import Washout

/// A store that knows how long it was at work.
final class TimedStore: BlockStore {
  private let store: any BlockStore
  private let spent = Mutex(Duration.zero)

  /// Times another store.
  init(_ store: any BlockStore) { self.store = store }

  /// Seconds in the store so far.
  var seconds: Double { spent.withLock { $0 } / .seconds(1) }

  func blocks() throws -> [Int] { try timed { try store.blocks() } }

  func bytes(of block: Int) throws -> [UInt8] { try timed { try store.bytes(of: block) } }

  func keep(_ bytes: [UInt8], of block: Int) throws {
    try timed { try store.keep(bytes, of: block) }
  }

  private func timed<Value>(_ work: () throws -> Value) rethrows -> Value {
    let start = ContinuousClock.now
    defer {
      let time = start.duration(to: .now)
      spent.withLock { $0 += time }
    }
    return try work()
  }
}
