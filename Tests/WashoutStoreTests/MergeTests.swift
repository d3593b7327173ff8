import Foundation
import GRDB
import Testing
import WashoutStore

@Suite("A merge of stores")
struct MergeTests {
  private let file: StoreFile

  init() throws {
    file = try StoreFile()
    try file.add([0, 3], to: "a", as: .shard)
    try file.add([1, 4, 2], to: "b", as: .shard)
    try file.add([1], of: .loss, to: "b", as: .shard)
    try file.add([2, 5], to: "c")
  }

  @discardableResult
  private func merge(_ names: String...) throws -> [ResultStore.MergeCount] {
    let store = try ResultStore(at: file.path)
    defer { try? store.close() }
    return try names.map { name in
      let other = try ResultStore(existing: file.path(name))
      defer { try? other.close() }
      return try store.merge(other)
    }
  }

  private func expectUnion() throws {
    #expect(try file.blocks() == StoreFile.tallies(0...5))
    #expect(try file.blocks(of: .loss) == StoreFile.tallies([1], .loss))
  }

  @Test("is the union of their blocks, and says how many were new")
  func union() throws {
    let counts = try merge("a", "b", "c")
    #expect(counts.map(\.added) == [2, 4, 1])
    #expect(counts.map(\.known) == [0, 0, 1])
    try expectUnion()
  }

  @Test("gives the same in any order, and again", arguments: [["c", "b", "a"], ["b", "a", "c"]])
  func order(_ names: [String]) throws {
    for name in names { try merge(name) }
    try expectUnion()
    let again = try merge("a", "b", "c")
    #expect(again.map(\.added) == [0, 0, 0])
    try expectUnion()
  }

  @Test("of a store with itself changes nothing")
  func itself() throws {
    try merge("a", "b", "c")
    #expect(try merge("store").map(\.added) == [0])
    try expectUnion()
  }

  @Test("takes the names of scenarios with it")
  func names() throws {
    try merge("b")
    let store = try ResultStore(at: file.path)
    #expect(try store.otherKey(than: .one, named: "small") == .loss)
  }

  @Test("refuses a block with other bytes, says which, and leaves its own")
  func conflict() throws {
    try merge("a")
    let store = try ResultStore(at: file.path("d"))
    try store.blocks(of: .one, named: "small").keep([1, 2, 3], of: 3)
    try store.close()
    #expect(throws: StoreError.conflict(path: file.path("d"), name: "small", block: 3)) {
      try merge("d")
    }
    #expect(try file.blocks() == StoreFile.tallies([0, 3]))
  }

  @Test("refuses a damaged block but not those that are whole, and a foreign database")
  func damaged() throws {
    try merge("a")
    try DatabaseQueue(path: file.path("b")).write {
      try $0.execute(sql: "UPDATE block SET tally = zeroblob(3000) WHERE number = 4")
    }
    try DatabaseQueue(path: file.path("x")).write { try $0.execute(sql: "CREATE TABLE t (id)") }
    for name in ["b", "x"] {
      #expect {
        try merge(name)
      } throws: { error in
        if case StoreError.unreadable(file.path(name), _) = error { true } else { false }
      }
    }
    #expect(throws: StoreError.missing(path: file.path("none"))) { try merge("none") }
    #expect(try file.blocks() == StoreFile.tallies(0...3))
    #expect(try file.blocks(of: .loss) == StoreFile.tallies([1], .loss))
  }
}
