import Foundation
import GRDB

/// What a store holds of scenarios by themselves, read with SQL and not with the tool.
enum StoreReading {
  /// Blocks of a scenario beside another are left out.
  private static let alone =
    "scenario IN (SELECT id FROM scenario WHERE instr(text, char(10) || 'beside' || char(10)) = 0)"

  private static func queue(_ path: String) throws -> DatabaseQueue {
    var configuration = Configuration()
    configuration.busyMode = .timeout(10)
    return try DatabaseQueue(path: path, configuration: configuration)
  }

  /// Number of blocks; 0 where there is no store yet.
  static func blocks(in path: String) throws -> Int { try count("WHERE \(alone)", path) }

  /// Number of blocks of everything; 0 where there is no store yet.
  static func allBlocks(in path: String) throws -> Int { try count("", path) }

  private static func count(_ condition: String, _ path: String) throws -> Int {
    guard FileManager.default.fileExists(atPath: path) else { return 0 }
    return try queue(path).read { db in
      guard try db.tableExists("block") else { return 0 }
      return try Int.fetchOne(db, sql: "SELECT count(*) FROM block \(condition)") ?? 0
    }
  }

  /// Remembers which blocks there are.
  static func mark(in path: String) throws {
    try queue(path).write {
      try $0.execute(sql: "CREATE TABLE seen AS SELECT id FROM block")
    }
  }

  /// Numbers of the blocks added since.
  static func added(in path: String) throws -> [Int] {
    try queue(path).read {
      try Int.fetchAll(
        $0,
        sql: """
          SELECT number FROM block WHERE id NOT IN (SELECT id FROM seen) AND \(alone)
          ORDER BY number
          """)
    }
  }

  /// How many blocks of everything were added since.
  static func allAdded(in path: String) throws -> Int {
    try queue(path).read {
      let sql = "SELECT count(*) FROM block WHERE id NOT IN (SELECT id FROM seen)"
      return try Int.fetchOne($0, sql: sql) ?? 0
    }
  }

  /// Overwrites a block with zeros, as a failing disk might: of scenarios by themselves, or of pairs.
  static func damage(block: Int, ofPairs: Bool = false, in path: String) throws {
    try queue(path).write {
      try $0.execute(
        sql: """
          UPDATE block SET tally = zeroblob(length(tally))
          WHERE number = ? AND \(ofPairs ? "NOT " : "")\(alone)
          """, arguments: [block])
    }
  }
}
