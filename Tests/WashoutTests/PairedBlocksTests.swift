import Synchronization
import Testing
import Washout

@Suite("What-if cells with a store each")
struct PairedBlocksTests {
  private let simulation: WhatIfSimulation

  init() throws {
    let base = try Scenario.exponential()
    let cells = [0.05, 0.1, 0.3].map { share in
      var other = base
      other.leaving.lost = Leaving.Clock(share: share, byWeek: 12)
      return WhatIfCell(kind: .also, settings: [], scenario: other)
    }
    simulation = try WhatIfSimulation(
      base: base, cells: cells, outcomes: [.recurrence, .probabilityOfDecision])
  }

  /// Of the base beside itself, and beside each of three cells, the first of which is the base.
  private func stores(_ blocks: [[Int: [UInt8]]] = [[:], [:], [:], [:]]) -> [MemoryStore] {
    blocks.map { MemoryStore($0) }
  }

  @Test(
    "keep each full block, and give what they give without; a cell that is the base is no second pass"
  )
  func fresh() async throws {
    let stores = stores()
    let results = try await simulation.run(trials: 2500, stores: stores, threads: 2)
    #expect(stores.map { $0.all.keys.sorted() } == [[0, 1], [], [0, 1], [0, 1]])
    #expect(results == (try await simulation.run(trials: 2500)))
    #expect(results != (try await simulation.run(trials: 2400)))
    #expect(stores[2].all[0] != stores[3].all[0])
  }

  @Test(
    "simulate what is missing, cell by cell and block by block",
    arguments: [
      [[], [], [], []], [[0, 1], [], [0, 1], [0, 1]], [[0], [], [1], [0, 1]],
      [[0, 1], [], [], [1]],
    ])
  func resumed(there: [[Int]]) async throws {
    let all = stores()
    _ = try await simulation.run(trials: 4096, stores: all)
    let stores = stores(
      zip(all, there).map { store, blocks in store.all.filter { blocks.contains($0.key) } })
    let results = try await simulation.run(trials: 2500, stores: stores, threads: 2)
    #expect(results == (try await simulation.run(trials: 2500)))
    for (store, full) in zip(stores, all) {
      #expect(store.all == full.all.filter { $0.key < 2 })
    }
  }

  @Test("are filled by shards, each cell once, with the blocks that one machine would keep")
  func filled() async throws {
    let all = stores()
    let whole = try await simulation.run(trials: 4096, stores: all)
    let shared = stores()
    try await simulation.fill(shared, blocks: [1, 3], threads: 2)
    #expect(shared.map { $0.all.keys.sorted() } == [[1, 3], [], [1, 3], [1, 3]])
    try await simulation.fill(shared, blocks: [0, 1, 2, 3])
    #expect(shared.map(\.all) == all.map(\.all))
    #expect(simulation.distinctScenarios == [0, 2, 3])
    let trials = Mutex<[Int]>([])
    try await simulation.fill(stores(all.map(\.all)), blocks: [0, 1]) { done in
      trials.withLock { $0.append(done.trials) }
    }
    #expect(trials.withLock { $0 }.isEmpty)
    #expect(try await simulation.run(trials: 4096, stores: shared) == whole)
  }

  @Test("take their numbers from the stores where blocks are there")
  func trusting() async throws {
    let stores = stores()
    let honest = try await simulation.run(trials: 1024, stores: stores)
    let swapped = self.stores([
      stores[0].all, [:], stores[3].all, stores[2].all,
    ])
    let results = try await simulation.run(trials: 1024, stores: swapped)
    #expect(results.cells[1].numbers == honest.cells[2].numbers)
    #expect(results != honest)
  }

  @Test("refuse a block that is no tally of a pair")
  func unreadable() async throws {
    let whole = stores()
    _ = try await simulation.run(trials: 1024, stores: whole)
    let bytes = try #require(whole[2].all[0])
    for damaged in [
      [1, 2, 3], Array(bytes.dropLast()), bytes + [0], [UInt8](repeating: 255, count: 999),
    ] {
      let stores = stores([whole[0].all, [:], [0: damaged], whole[3].all])
      await #expect(throws: UnreadableBlock.self) {
        try await simulation.run(trials: 1024, stores: stores)
      }
    }
  }

  @Test("are told from another engine by what base and cell count")
  func probes() throws {
    let probes = try simulation.probes()
    #expect(probes.count == 4)
    #expect(probes[0] == probes[1])
    #expect(Set(probes).count == 3)
  }
}
