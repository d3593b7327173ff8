internal import Foundation
internal import GRDB
internal import Washout

/// A file that keeps the tallies of finished blocks, by scenario and engine; rows are only ever added.
///
/// Several processes can use one store at a time. Every block is committed when it is finished, so that
/// the end of a process at any moment loses at most the blocks under way.
public final class ResultStore: Sendable {
  /// The file.
  public let path: String
  private let queue: DatabaseQueue

  /// The version of SQLite that is loaded.
  public static var sqliteVersion: String {
    (try? DatabaseQueue().read { try String.fetchOne($0, sql: "SELECT sqlite_version()") })
      .flatMap { $0 } ?? "unknown"
  }

  /// Seconds to wait for another process.
  private static let patience = 60.0

  /// Who uses a store, which decides how SQLite keeps it whole.
  public enum Use: Sendable {
    /// Processes of one machine, with a write-ahead log.
    case local
    /// One process, perhaps on a network file system, where a write-ahead log does not work.
    case shard
  }

  /// Opens a store, making the file where there is none.
  ///
  /// A file that is not a store is left as it is.
  /// - Throws: `StoreError`.
  public convenience init(at path: String, for use: Use = .local) throws(StoreError) {
    try self.init(path, use)
  }

  /// Opens a store that must be there, to read it.
  ///
  /// - Throws: `StoreError`, with `missing` where there is no such file.
  public convenience init(existing path: String) throws(StoreError) {
    guard FileManager.default.fileExists(atPath: path) else { throw .missing(path: path) }
    try self.init(path, nil)
  }

  private init(_ path: String, _ use: Use?) throws(StoreError) {
    self.path = path
    let lock = FolderLock(of: path)
    defer { lock.release() }
    do {
      queue = try DatabaseQueue(path: path, configuration: Self.configuration)
      try Self.prepare(queue, use, path)
    } catch {
      throw Self.failure(error, path)
    }
  }

  private static var configuration: Configuration {
    var configuration = Configuration()
    configuration.busyMode = .timeout(patience)
    configuration.prepareDatabase { db in
      try db.execute(sql: "PRAGMA page_size = 16384")
      try db.execute(sql: "PRAGMA synchronous = NORMAL")
      // A block is written and read once; a larger cache would only take memory.
      try db.execute(sql: "PRAGMA cache_size = -512")
    }
    return configuration
  }

  private static func prepare(_ queue: DatabaseQueue, _ use: Use?, _ path: String) throws {
    if let reason = try queue.read(StoreSchema.refusal) {
      throw StoreError.unreadable(path: path, reason: reason)
    }
    let isReady = try queue.read(StoreSchema.migrator.hasCompletedMigrations)
    if use == .local {
      let mode = try queue.writeWithoutTransaction {
        try String.fetchOne($0, sql: "PRAGMA journal_mode = WAL")
      }
      guard mode == "wal" else {
        throw StoreError.cannotOpen(
          path: path,
          reason: "its file system cannot hold a write-ahead log; write to a local disk, "
            + "or use --shard")
      }
    }
    if !isReady { try StoreSchema.migrate(queue) }
  }

  /// Writes everything into the one file and closes it; the store cannot be used afterwards.
  public func close() throws(StoreError) {
    try attempt { try queue.close() }
  }

  /// The blocks of a key; `name` is remembered as the scenario's.
  public func blocks(of key: ResultKey, named name: String) throws(StoreError) -> StoredBlocks {
    let id = try attempt {
      try queue.write { try Self.scenario(of: key, named: name, $0) }
    }
    return StoredBlocks(store: self, key: key, name: name, scenario: id)
  }

  /// The newest other key under which a scenario of this name has blocks.
  public func otherKey(than key: ResultKey, named name: String) throws(StoreError) -> ResultKey? {
    try attempt {
      try queue.read { db in
        let row = try Row.fetchOne(
          db,
          sql: """
            SELECT text, engine, probe FROM scenario JOIN name ON name.scenario = scenario.id
            WHERE name.name = ? AND NOT (text = ? AND engine = ? AND probe = ?)
              AND EXISTS (SELECT 1 FROM block WHERE block.scenario = scenario.id)
            ORDER BY scenario.id DESC LIMIT 1
            """, arguments: [name, key.text, key.engine, key.probe])
        return row.flatMap(ResultKey.init)
      }
    }
  }

  /// Reads from the database.
  func read<Value>(_ body: (Database) throws -> Value) throws(StoreError) -> Value {
    try attempt { try queue.read(body) }
  }

  /// Writes to the database in one transaction.
  func write<Value>(_ body: (Database) throws -> Value) throws(StoreError) -> Value {
    try attempt { try queue.write(body) }
  }

  private func attempt<Value>(_ body: () throws -> Value) throws(StoreError) -> Value {
    do {
      return try body()
    } catch {
      throw Self.failure(error, path)
    }
  }

  private static func failure(_ error: any Error, _ path: String) -> StoreError {
    switch error {
    case let error as StoreError: error
    case let error as DatabaseError: StoreError(error, path: path)
    default: .unreadable(path: path, reason: "\(error)")
    }
  }

  /// The row of a key, added where it is new.
  static func scenario(of key: ResultKey, named name: String, _ db: Database) throws -> Int64 {
    let arguments: StatementArguments = [key.text, key.engine, key.probe]
    try db.execute(
      sql: "INSERT INTO scenario (text, engine, probe) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
      arguments: arguments)
    let id = try Int64.fetchOne(
      db, sql: "SELECT id FROM scenario WHERE text = ? AND engine = ? AND probe = ?",
      arguments: arguments)
    guard let id else { throw DatabaseError(resultCode: .SQLITE_CORRUPT) }
    try db.execute(
      sql: "INSERT INTO name (scenario, name) VALUES (?, ?) ON CONFLICT DO NOTHING",
      arguments: [id, name])
    return id
  }
}

extension ResultKey {
  /// The key in a row of `scenario`; nil where a damaged row has none.
  init?(_ row: Row) {
    guard let text = row.word("text"), let engine = row.word("engine"),
      let probe = row.word("probe")
    else { return nil }
    self.init(text: text, engine: engine, probe: probe)
  }
}

extension Row {
  /// A text; nil where a damaged row holds something else.
  func word(_ column: String) -> String? { String.fromDatabaseValue(self[column]) }

  /// A whole number; nil where a damaged row holds something else.
  func integer(_ column: String) -> Int? { Int.fromDatabaseValue(self[column]) }
}
