internal import GRDB

/// Why results cannot be kept in a store or read from it.
public enum StoreError: Error, Equatable {
  /// There is no such file.
  case missing(path: String)
  /// The file cannot be made or opened for writing.
  case cannotOpen(path: String, reason: String)
  /// Writing failed; what was kept before still is.
  case cannotWrite(path: String, reason: String)
  /// The file is no store, or it was damaged.
  case unreadable(path: String, reason: String)
  /// Two blocks of one number and one key that hold different numbers.
  case conflict(path: String, name: String, block: Int)

  /// The error that SQLite gave for a file.
  init(_ error: DatabaseError, path: String) {
    let reason = error.message ?? "SQLite error \(error.resultCode.rawValue)"
    switch error.resultCode {
    case .SQLITE_NOTADB, .SQLITE_CORRUPT, .SQLITE_FORMAT, .SQLITE_SCHEMA, .SQLITE_MISMATCH,
      .SQLITE_ERROR:
      self = .unreadable(path: path, reason: reason)
    case .SQLITE_CANTOPEN, .SQLITE_READONLY, .SQLITE_PERM, .SQLITE_AUTH:
      self = .cannotOpen(path: path, reason: reason)
    case .SQLITE_BUSY, .SQLITE_LOCKED:
      self = .cannotWrite(path: path, reason: "another process has held it for a minute")
    default:
      self = .cannotWrite(path: path, reason: reason)
    }
  }

  /// What to tell people.
  public var message: String {
    switch self {
    case .missing(let path): "\(path): there is no such store"
    case .cannotOpen(let path, let reason): "cannot open \(path) for writing: \(reason)"
    case .cannotWrite(let path, let reason):
      "cannot write \(path): \(reason); the blocks finished before are kept"
    case .unreadable(let path, let reason):
      "\(path) cannot be used as a store of results: \(reason). It was left as it is; move it away, and "
        + "what it held is simulated again"
    case .conflict(let path, let name, let block):
      "\(path): block \(block) of \(name) holds other numbers than the one kept for the same scenario and "
        + "engine; one of the two is wrong, and nothing of this block was changed"
    }
  }
}
