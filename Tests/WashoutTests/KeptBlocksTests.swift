import Synchronization
import Testing
import Washout

/// A store in memory.
final class MemoryStore: BlockStore {
  private let kept: Mutex<[Int: [UInt8]]>

  init(_ blocks: [Int: [UInt8]] = [:]) { kept = Mutex(blocks) }

  var all: [Int: [UInt8]] { kept.withLock { $0 } }
  func blocks() throws -> [Int] { all.keys.map { $0 } }
  func bytes(of block: Int) throws -> [UInt8] { try #require(all[block]) }
  func keep(_ bytes: [UInt8], of block: Int) throws {
    let earlier = kept.withLock { $0.updateValue(bytes, forKey: block) }
    #expect(earlier == nil, "block \(block) was simulated a second time")
  }
}

@Suite("A run with a store")
struct KeptBlocksTests {
  private let model: Model

  init() throws { model = try Model(.exponential(sizes: [10, 30])) }

  @Test("keeps each full block, and its results are those of a run without")
  func fresh() async throws {
    let store = MemoryStore()
    let results = try await model.run(trials: 3500, store: store, threads: 2)
    #expect(store.all.keys.sorted() == [0, 1, 2])
    #expect(results == (try await model.run(trials: 3500)))
    #expect(results != (try await model.run(trials: 3400)))
  }

  @Test(
    "simulates what is missing, whichever blocks are there",
    arguments: [[], [0], [2], [1, 2], [0, 1, 2], [0, 1, 2, 3, 4], [3]])
  func resumed(there: [Int]) async throws {
    let all = MemoryStore()
    _ = try await model.run(trials: 5 * 1024, store: all)
    let store = MemoryStore(all.all.filter { there.contains($0.key) })
    let seen = Mutex<[Progress]>([])
    let results = try await model.run(trials: 3500, store: store, threads: 2) { progress in
      seen.withLock { $0.append(progress) }
    }
    #expect(results == (try await model.run(trials: 3500)))
    #expect(store.all.keys.sorted() == Set(there + [0, 1, 2]).sorted())
    #expect(store.all.allSatisfy { all.all[$0.key] == $0.value })
    let missing = 3 - there.count { $0 < 3 }
    #expect(seen.withLock { $0.count } == missing * 16 + 7)
    #expect(seen.withLock { $0.last?.trials } == 3500)
    #expect(seen.withLock { $0.first?.kept } == there.count { $0 < 3 } * 1024)
  }

  @Test("takes its numbers from the store and not from the engine where blocks are there")
  func trusting() async throws {
    let other = MemoryStore()
    _ = try await Model(.exponential(sizes: [10, 30], seed: 2)).run(trials: 1024, store: other)
    let results = try await model.run(trials: 1024, store: other)
    #expect(results != (try await model.run(trials: 1024)))
  }

  @Test("refuses a block that is no tally of the model")
  func unreadable() async throws {
    let store = MemoryStore([1: [1, 2, 3]])
    await #expect(throws: UnreadableBlock.self) {
      try await model.run(trials: 2048, store: store)
    }
    #expect(store.all.keys.sorted() == [0, 1])
  }

  @Test("stops where a rule says so, from blocks that are there as from new ones")
  func stopRule() async throws {
    var scenario = try Scenario.exponential(trials: 500)
    scenario.simulation.stopWhen = Simulation.StopRule(
      mcseOf: "probability_of_decision", below: 0.008, atMostTrials: 50000)
    let model = try Model(scenario)
    let store = MemoryStore()
    let grown = try await model.run(store: store, threads: 2)
    #expect(grown.trials == 4096)
    #expect(store.all.keys.sorted() == [0, 1, 2, 3])
    #expect(try await model.run(store: store) == grown)
  }

  @Test("filled block by block in shards is the store of one run")
  func shards() async throws {
    let whole = MemoryStore()
    _ = try await model.run(trials: 4 * 1024, store: whole)
    let shards = MemoryStore()
    try await model.fill(shards, blocks: [1, 3], threads: 2)
    #expect(shards.all.keys.sorted() == [1, 3])
    try await model.fill(shards, blocks: [0, 1, 2, 3])
    #expect(shards.all == whole.all)
  }
}

@Suite("The probe of a scenario")
struct ProbeTests {
  @Test("is the same every time and does not depend on the number of trials")
  func same() throws {
    let one = try Model(.exponential(trials: 5)).probe()
    #expect(try Model(.exponential(trials: 20000)).probe() == one)
    #expect(one.wholeMatch(of: /[0-9a-f]{16}/) != nil)
  }

  @Test("differs where trials count otherwise, or more is counted")
  func different() throws {
    let one = try Model(.exponential()).probe()
    #expect(try Model(.exponential(seed: 2)).probe() != one)
    #expect(try Model(.exponential(sizes: [10, 30])).probe() != one)
  }
}
