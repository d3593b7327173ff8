import Foundation
import GRDB
import Testing
import WashoutStore

@Suite("A store that is none, or was damaged")
struct DamagedStoreTests {
  private let file: StoreFile

  init() throws { file = try StoreFile() }

  private func isUnreadable(_ error: any Error) -> Bool {
    if case StoreError.unreadable = error { true } else { false }
  }

  @Test("is refused when it is a text, and left as it is")
  func text() throws {
    let text = Data(String(repeating: "not a database\n", count: 100).utf8)
    try file.write(text)
    #expect { try ResultStore(at: file.path) } throws: { isUnreadable($0) }
    #expect(try file.data() == text)
  }

  @Test("is refused, and no trap, when the key of a scenario is no text")
  func keyOfBytes() throws {
    try file.add([0], as: .shard)
    try DatabaseQueue(path: file.path).write {
      try $0.execute(sql: "UPDATE scenario SET text = X'FFFEFD'")
    }
    let store = try ResultStore(at: file.path, for: .shard)
    #expect(try store.otherKey(than: .loss, named: "small") == nil)
    let other = try ResultStore(at: file.path("other"), for: .shard)
    #expect { try other.merge(store) } throws: { isUnreadable($0) }
  }

  @Test("is refused when it is the database of another program, and left as it is")
  func foreign() throws {
    try DatabaseQueue(path: file.path).write { try $0.execute(sql: "CREATE TABLE block (id)") }
    let before = try file.data()
    #expect { try ResultStore(at: file.path) } throws: { error in
      (error as? StoreError)?.message.contains("it is the database of another program") == true
    }
    #expect(try file.data() == before)
  }

  @Test("is refused when a newer washout wrote it, and left as it is")
  func newer() throws {
    try file.add([0], as: .shard)
    try DatabaseQueue(path: file.path).write {
      try $0.execute(sql: "INSERT INTO grdb_migrations VALUES ('Keep something new')")
    }
    let before = try file.data()
    #expect { try ResultStore(at: file.path) } throws: { error in
      (error as? StoreError)?.message.contains("written by a newer washout") == true
    }
    #expect(try file.data() == before)
  }

  /// The first version's tables as they were, not as they would be made today.
  private static let firstTables = [
    """
    CREATE TABLE block (
      id INTEGER PRIMARY KEY,
      scenario INTEGER NOT NULL REFERENCES scenario (id),
      number INTEGER NOT NULL CHECK (number >= 0),
      tally BLOB NOT NULL,
      checksum INTEGER NOT NULL,
      UNIQUE (scenario, number)
    )
    """,
    """
    CREATE TABLE scenario (
      id INTEGER PRIMARY KEY,
      text TEXT NOT NULL,
      engine TEXT NOT NULL,
      probe TEXT NOT NULL,
      UNIQUE (text, engine, probe)
    )
    """,
  ]

  @Test("but opens when it is of the first version, with its blocks")
  func firstVersion() throws {
    try file.add([0, 5], as: .shard)
    let tables = try DatabaseQueue(path: file.path).write { db in
      try db.execute(
        sql: """
          DROP TABLE name;
          DROP TABLE plan;
          DELETE FROM grdb_migrations
            WHERE identifier <> 'Keep the tally of every finished block of trials';
          """)
      return try String.fetchAll(
        db, sql: "SELECT sql FROM sqlite_master WHERE name IN ('scenario', 'block') ORDER BY name")
    }
    #expect(tables == Self.firstTables)
    #expect(try file.blocks() == StoreFile.tallies([0, 5]))
    try file.add([6])
    #expect(try file.blocks() == StoreFile.tallies([0, 5, 6]))
  }

  @Test("but opens when it is of the second version, with its blocks and names")
  func secondVersion() throws {
    try file.add([0, 5], as: .shard)
    try DatabaseQueue(path: file.path).write { db in
      try db.execute(
        sql: """
          DROP TABLE plan;
          DELETE FROM grdb_migrations
            WHERE identifier = 'Remember how many blocks were shared out among shards';
          """)
    }
    #expect(try file.blocks() == StoreFile.tallies([0, 5]))
    let store = try ResultStore(at: file.path)
    #expect(try store.shardPlans().isEmpty)
    #expect(try store.otherKey(than: .loss, named: "small") == .one)
    try store.close()
  }

  /// What can be read of a file: blocks that are whole, or the reason why none is.
  private func readable() throws -> [Int: [UInt8]]? {
    do {
      let store = try ResultStore(existing: file.path)
      defer { try? store.close() }
      let kept = try store.blocks(of: .one, named: "small")
      var found: [Int: [UInt8]] = [:]
      for block in try kept.blocks() { found[block] = try kept.bytes(of: block) }
      return found
    } catch is StoreError {
      return nil
    }
  }

  @Test("with any bit flipped never gives other bytes than were kept")
  func flipped() throws {
    try file.add(Array(0..<12), as: .shard)
    let whole = try file.data()
    let kept = StoreFile.tallies(0..<12)
    var refused = 0
    for place in stride(from: 0, to: whole.count, by: 397) {
      var damaged = whole
      damaged[place] ^= 1 << UInt8(place % 8)
      try file.write(damaged)
      guard let found = try readable() else {
        refused += 1
        continue
      }
      #expect(found.allSatisfy { kept[$0.key] == $0.value }, "byte \(place)")
    }
    #expect(refused > 30)
    try file.write(whole)
    #expect(try readable() == kept)
  }

  @Test("when it is cut short never gives other bytes than were kept")
  func truncated() throws {
    try file.add(Array(0..<12), as: .shard)
    let whole = try file.data()
    let kept = StoreFile.tallies(0..<12)
    for length in stride(from: 1, to: whole.count, by: 5000) {
      try file.write(whole.prefix(length))
      let found = try readable()
      #expect(found?.allSatisfy { kept[$0.key] == $0.value } ?? true, "\(length) bytes")
      #expect(found?.count != 12)
    }
  }
}
