import Foundation
import GRDB
import Testing
import WashoutStore

@Suite("A store of results")
struct ResultStoreTests {
  private let file: StoreFile

  init() throws { file = try StoreFile() }

  @Test("gives back the bytes that were kept, after it was closed")
  func kept() throws {
    try file.add([0, 1, 7])
    try file.add([3])
    #expect(try file.blocks() == StoreFile.tallies([0, 1, 3, 7]))
    #expect(try FileManager.default.contentsOfDirectory(atPath: file.folder) == ["store.sqlite"])
  }

  @Test("never changes a block: the same bytes again are nothing new, others are refused")
  func appendOnly() throws {
    try file.add([0, 1])
    try file.add([1, 2])
    let store = try ResultStore(at: file.path)
    let kept = try store.blocks(of: .one, named: "small")
    #expect(throws: StoreError.conflict(path: file.path, name: "small", block: 1)) {
      try kept.keep(StoreFile.tally(2), of: 1)
    }
    try store.close()
    #expect(try file.blocks() == StoreFile.tallies(0...2))
  }

  @Test("keeps blocks of other scenarios, seeds, engines and builds apart")
  func keys() throws {
    let keys: [ResultKey] = [.one, .loss, .seed, .engine, .build]
    for (i, key) in keys.enumerated() { try file.add([i, i + 1], of: key) }
    for (i, key) in keys.enumerated() {
      #expect(try file.blocks(of: key) == StoreFile.tallies([i, i + 1], key))
    }
  }

  @Test(
    "names what differs from the blocks of the same name",
    arguments: [
      (ResultKey.loss, "leaving.lost = 0.15 (now 0.1)"),
      (.seed, "simulation.seed = 2 (now 1)"),
      (.engine, "engine 1.1.0 (now 1.0.0)"),
      (.build, "an engine 1.0.0 that counts otherwise (another build, library or processor)"),
      (
        ResultKey(text: ResultKey.one.text + "a.b = 1\n", engine: "", probe: ""),
        "a.b = 1 (now absent)"
      ),
      (
        ResultKey(text: "trial.sample_size = 15\n", engine: "", probe: ""),
        "no leaving.lost (now 0.1)"
      ),
    ])
  func difference(other: ResultKey, words: String) throws {
    try file.add([0], of: other)
    try file.add([0], of: .loss, named: "another")
    try file.add([], of: .seed)
    let store = try ResultStore(at: file.path)
    let found = try #require(try store.otherKey(than: .one, named: "small"))
    #expect(found == other)
    #expect(ResultKey.one.difference(from: found) == words)
    #expect(ResultKey.one.difference(from: .one) == nil)
    #expect(try store.otherKey(than: other, named: "small") == nil)
  }

  @Test("is a write-ahead log on one machine, and a rollback journal in a shard")
  func journals() throws {
    for (use, mode) in [(ResultStore.Use.local, "wal"), (.shard, "delete")] {
      try file.add([0], to: mode, as: use)
      let queue = try DatabaseQueue(path: file.path(mode))
      let found = try queue.read { try String.fetchOne($0, sql: "PRAGMA journal_mode") }
      let pageSize = try queue.read { try Int.fetchOne($0, sql: "PRAGMA page_size") }
      #expect(found == mode)
      #expect(pageSize == 16384)
    }
  }

  @Test("can be made and filled by several at a time, with nothing lost")
  func several() async throws {
    let file = file
    let path = file.path
    try await withThrowingTaskGroup(of: Void.self) { group in
      for writer in 0..<4 {
        group.addTask {
          let store = try ResultStore(at: path)
          let kept = try store.blocks(of: .one, named: "small")
          for block in writer * 5..<writer * 5 + 10 {
            try kept.keep(StoreFile.tally(block), of: block)
          }
          try store.close()
        }
      }
      try await group.waitForAll()
    }
    #expect(try file.blocks() == StoreFile.tallies(0..<25))
  }

  @Test("is missing where there is no file, and none is made")
  func missing() throws {
    #expect(throws: StoreError.missing(path: file.path)) { try ResultStore(existing: file.path) }
    #expect(try FileManager.default.contentsOfDirectory(atPath: file.folder).isEmpty)
  }

  @Test("cannot be made in a folder that is not there")
  func noFolder() throws {
    #expect {
      try ResultStore(at: file.folder + "/none/store.sqlite")
    } throws: { error in
      if case StoreError.cannotOpen = error { true } else { false }
    }
  }
}
