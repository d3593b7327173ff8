package import ArgumentParser

/// Why a result could not be written.
package enum OutputError: Error, Equatable {
  /// A file or folder cannot be created.
  case cannotCreate(path: String, reason: String)
  /// Writing, closing or renaming failed.
  case cannotWrite(path: String, reason: String)

  /// What to tell people.
  package var message: String {
    switch self {
    case .cannotCreate(let path, let reason): "cannot create \(path): \(reason)"
    case .cannotWrite(let path, let reason): "cannot write \(path): \(reason)"
    }
  }

  /// The same fault of another file, as of the one that this one is to become.
  func of(_ path: String) -> OutputError {
    switch self {
    case .cannotCreate(_, let reason): .cannotCreate(path: path, reason: reason)
    case .cannotWrite(_, let reason): .cannotWrite(path: path, reason: reason)
    }
  }

  /// The exit code.
  package var exitStatus: ExitCode {
    switch self {
    case .cannotCreate: ExitStatus.cannotCreate
    case .cannotWrite: ExitStatus.cannotWrite
    }
  }
}
