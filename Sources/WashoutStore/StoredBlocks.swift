internal import Foundation
internal import GRDB
public import Washout

/// The blocks of one key in a store.
public struct StoredBlocks: BlockStore {
  let store: ResultStore
  private let key: ResultKey
  private let name: String
  /// The key's row.
  let scenario: Int64

  init(store: ResultStore, key: ResultKey, name: String, scenario: Int64) {
    self.store = store
    self.key = key
    self.name = name
    self.scenario = scenario
  }

  /// Numbers of the blocks that are kept, in any order.
  public func blocks() throws -> [Int] {
    try store.read { db in
      try Int.fetchAll(
        db, sql: "SELECT number FROM block WHERE scenario = ?", arguments: [scenario])
    }
  }

  /// The tally of a block as it was kept.
  ///
  /// - Throws: `StoreError`, with `unreadable` where its checksum tells that it changed.
  public func bytes(of block: Int) throws -> [UInt8] {
    let row = try store.read { try Self.row(of: block, scenario, $0) }
    guard let row, row.isWhole(key) else { throw damaged(block) }
    return row.tally
  }

  /// Keeps the tally of a finished block, in a transaction of its own.
  ///
  /// - Throws: `StoreError`, with `conflict` where the block is there with other bytes.
  public func keep(_ bytes: [UInt8], of block: Int) throws {
    let row = BlockRow(number: block, tally: bytes, key)
    let isKept = try store.write { try row.insert(into: scenario, $0) }
    if !isKept { throw StoreError.conflict(path: store.path, name: name, block: block) }
  }

  private func damaged(_ block: Int) -> StoreError {
    .unreadable(
      path: store.path,
      reason: "block \(block) of \(name) is not what was kept (washout merge saves the others)")
  }

  private static func row(of block: Int, _ scenario: Int64, _ db: Database) throws -> BlockRow? {
    try Row.fetchOne(
      db, sql: "SELECT number, tally, checksum FROM block WHERE scenario = ? AND number = ?",
      arguments: [scenario, block]
    ).map(BlockRow.init)
  }
}

/// A row of `block`.
struct BlockRow {
  let number: Int
  let tally: [UInt8]
  let checksum: Int64

  /// The row of a finished block.
  init(number: Int, tally: [UInt8], _ key: ResultKey) {
    self.number = number
    self.tally = tally
    checksum = Digest.ofBlock(number, tally, key)
  }

  /// What a database holds, whatever it is.
  init(_ row: Row) {
    number = Int.fromDatabaseValue(row["number"]) ?? -1
    tally = [UInt8](Data.fromDatabaseValue(row["tally"]) ?? Data())
    checksum = Int64.fromDatabaseValue(row["checksum"]) ?? 0
  }

  /// Whether this is what was kept under a key.
  func isWhole(_ key: ResultKey) -> Bool { checksum == Digest.ofBlock(number, tally, key) }

  /// Adds the row; false, with nothing changed, where the number is taken by other bytes.
  func insert(into scenario: Int64, _ db: Database) throws -> Bool {
    let insertion = try db.cachedStatement(
      sql: """
        INSERT INTO block (scenario, number, tally, checksum) VALUES (?, ?, ?, ?)
        ON CONFLICT DO NOTHING
        """)
    try insertion.execute(arguments: [scenario, number, Data(tally), checksum])
    if db.changesCount == 1 { return true }
    let found = try Row.fetchOne(
      db, sql: "SELECT number, tally, checksum FROM block WHERE scenario = ? AND number = ?",
      arguments: [scenario, number]
    ).map(BlockRow.init)
    return found?.tally == tally && found?.checksum == checksum
  }
}
