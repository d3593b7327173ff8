internal import GRDB

extension ResultStore {
  /// What a merge found in another store.
  public struct MergeCount: Sendable, Equatable {
    /// Blocks that were new here.
    public var added = 0
    /// Blocks that were here already, byte for byte.
    public var known = 0

    /// Nothing yet.
    public init() {}
  }

  /// Rows of one transaction of a merge.
  private static let batch = 256

  /// Adds every block of another store; the other one is left as it is.
  ///
  /// Merging again, or in another order, gives the same blocks. What was added before an error stays; of a
  /// damaged store every block that is whole is added before the error is thrown.
  /// - Parameters:
  ///   - other: the store to read.
  ///   - progress: called with the blocks read so far.
  /// - Returns: how many blocks were new here.
  /// - Throws: `StoreError`, with `conflict` where a block has other bytes here, and `unreadable` where the
  ///   other store's block is damaged; neither changes that block here.
  public func merge(
    _ other: ResultStore, progress: (Int) -> Void = { _ in }
  ) throws(StoreError) -> MergeCount {
    var count = MergeCount()
    var damaged: String?
    for source in try other.read(SourceKey.all) {
      let plans = try other.read(source.plans)
      let target = try write { db in
        let target = try source.names.reduce(into: 0) { id, name in
          id = try Self.scenario(of: source.key, named: name, db)
        }
        for plan in plans {
          try Self.remember(planOf: plan.blocks, in: plan.shards, of: target, db)
        }
        return target
      }
      var last = -1
      while true {
        let rows = try other.read { try source.rows(after: last, limit: Self.batch, $0) }
        guard let end = rows.last?.number else { break }
        let whole = rows.filter { $0.isWhole(source.key) }
        if whole.count < rows.count, let bad = rows.first(where: { !$0.isWhole(source.key) }) {
          damaged = damaged ?? "block \(bad.number) of \(source.name) is not what was kept"
        }
        let added = try write { db in
          try whole.count { row in try add(row, of: source, to: target, from: other.path, db) }
        }
        count.added += added
        count.known += whole.count - added
        last = end
        progress(count.added + count.known)
      }
    }
    if let damaged {
      throw .unreadable(
        path: other.path, reason: damaged + "; the blocks that are whole were added")
    }
    return count
  }

  /// Adds a block; false where it is here already.
  private func add(
    _ row: BlockRow, of source: SourceKey, to target: Int64, from path: String, _ db: Database
  ) throws -> Bool {
    let before = db.totalChangesCount
    guard try row.insert(into: target, db) else {
      throw StoreError.conflict(path: path, name: source.name, block: row.number)
    }
    return db.totalChangesCount > before
  }
}

/// A key in a store that is merged into another.
private struct SourceKey {
  let id: Int64
  let key: ResultKey
  /// The names of its scenario; one without a word where none was remembered.
  let names: [String]

  /// For messages.
  var name: String { names.first { !$0.isEmpty } ?? "a scenario" }

  static func all(_ db: Database) throws -> [SourceKey] {
    try Row.fetchAll(db, sql: "SELECT id, text, engine, probe FROM scenario ORDER BY id").map {
      guard let id = $0.integer("id"), let key = ResultKey($0) else {
        throw DatabaseError(resultCode: .SQLITE_CORRUPT)
      }
      let names = try String.fetchAll(
        db, sql: "SELECT name FROM name WHERE scenario = ? ORDER BY id", arguments: [id])
      return SourceKey(id: Int64(id), key: key, names: names.isEmpty ? [""] : names)
    }
  }

  /// Blocks and shards of every plan.
  func plans(_ db: Database) throws -> [(blocks: Int, shards: Int)] {
    try Row.fetchAll(
      db, sql: "SELECT blocks, shards FROM plan WHERE scenario = ? ORDER BY id", arguments: [id]
    ).compactMap { row in
      guard let blocks = row.integer("blocks"), let shards = row.integer("shards") else {
        return nil
      }
      return (blocks, shards)
    }
  }

  /// Blocks in order of number.
  func rows(after last: Int, limit: Int, _ db: Database) throws -> [BlockRow] {
    try Row.fetchAll(
      db.cachedStatement(
        sql: """
          SELECT number, tally, checksum FROM block WHERE scenario = ? AND number > ?
          ORDER BY number LIMIT ?
          """), arguments: [id, last, limit]
    ).map(BlockRow.init)
  }
}
