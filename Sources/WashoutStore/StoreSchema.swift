internal import GRDB

/// The tables of a store and how they came to be.
enum StoreSchema {
  /// Marks a database as a store of washout (`WSHT`), so that no other program's is ever written to.
  static let applicationID: Int32 = 0x5753_4854

  /// Every version, oldest first; a version that was released is never changed.
  static var migrator: DatabaseMigrator {
    var migrator = DatabaseMigrator()
    migrator.registerMigration(keepsBlocks) { db in
      try db.execute(
        sql: """
          CREATE TABLE scenario (
            id INTEGER PRIMARY KEY,
            text TEXT NOT NULL,
            engine TEXT NOT NULL,
            probe TEXT NOT NULL,
            UNIQUE (text, engine, probe)
          );
          CREATE TABLE block (
            id INTEGER PRIMARY KEY,
            scenario INTEGER NOT NULL REFERENCES scenario (id),
            number INTEGER NOT NULL CHECK (number >= 0),
            tally BLOB NOT NULL,
            checksum INTEGER NOT NULL,
            UNIQUE (scenario, number)
          );
          """)
    }
    migrator.registerMigration(keepsNames) { db in
      try db.execute(
        sql: """
          CREATE TABLE name (
            id INTEGER PRIMARY KEY,
            scenario INTEGER NOT NULL REFERENCES scenario (id),
            name TEXT NOT NULL,
            UNIQUE (scenario, name)
          )
          """)
    }
    migrator.registerMigration(keepsPlans) { db in
      try db.execute(
        sql: """
          CREATE TABLE plan (
            id INTEGER PRIMARY KEY,
            scenario INTEGER NOT NULL REFERENCES scenario (id),
            blocks INTEGER NOT NULL CHECK (blocks >= 0),
            shards INTEGER NOT NULL CHECK (shards > 0),
            UNIQUE (scenario, blocks, shards)
          )
          """)
    }
    return migrator
  }

  /// The first version.
  static let keepsBlocks = "Keep the tally of every finished block of trials"
  /// The second one.
  static let keepsNames = "Remember under which names a scenario was simulated"
  /// The third one.
  static let keepsPlans = "Remember how many blocks were shared out among shards"

  /// Makes the tables, or those that an older version lacks.
  ///
  /// The mark comes first: a database with tables and without it is another program's.
  static func migrate(_ queue: DatabaseQueue) throws {
    try queue.write { try $0.execute(sql: "PRAGMA application_id = \(applicationID)") }
    try migrator.migrate(queue)
  }

  /// Why a database is not one of these; nil for a store, old or new, and for an empty file.
  static func refusal(of db: Database) throws -> String? {
    let id = try Int32.fetchOne(db, sql: "PRAGMA application_id") ?? 0
    let tables = try Int.fetchOne(db, sql: "SELECT count(*) FROM sqlite_master") ?? 0
    if id != applicationID && (tables > 0 || id != 0) {
      return "it is the database of another program"
    }
    if try migrator.hasBeenSuperseded(db) {
      return "it was written by a newer washout, and this one does not know its form"
    }
    return nil
  }
}
