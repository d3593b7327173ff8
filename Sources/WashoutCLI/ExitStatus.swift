package import ArgumentParser

/// What the exit code says, after sysexits.h where it has a word for it.
package enum ExitStatus {
  /// The answer is no.
  package static let no = ExitCode(1)
  /// A bad scenario or bad data.
  package static let badData = ExitCode(65)
  /// A file that is not there.
  package static let missingFile = ExitCode(66)
  /// A file or folder that cannot be created.
  package static let cannotCreate = ExitCode(73)
  /// Writing failed half way.
  package static let cannotWrite = ExitCode(74)

  /// Ended by a signal, as shells report it.
  package static func interrupted(by signal: Int32) -> ExitCode { ExitCode(128 + signal) }
}
