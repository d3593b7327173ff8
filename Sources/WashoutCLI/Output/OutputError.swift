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

  /// The exit code.
  package var exitStatus: ExitCode {
    switch self {
    case .cannotCreate: ExitStatus.cannotCreate
    case .cannotWrite: ExitStatus.cannotWrite
    }
  }
}
