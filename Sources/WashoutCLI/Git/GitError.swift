package import ArgumentParser

/// Why files of a commit could not be read.
package enum GitError: Error, Equatable {
  /// Git is not installed.
  case noGit
  /// Nothing that could name a commit.
  case badReference(String)
  /// A file lies in no repository, or git refuses to read it.
  case noRepository(file: String, reason: String)
  /// The repository that holds the file has no such commit.
  case noCommit(String, file: String)

  /// What to tell people.
  package var message: String {
    switch self {
    case .noGit: "--since reads files through git, which is not there; install git"
    case .badReference(let reference):
      "--since takes a branch, a tag or a commit, and was given '\(reference)'"
    case .noRepository(let file, let reason):
      "\(file): --since reads it from the git repository that holds it, and git says: \(reason)"
    case .noCommit(let reference, let file):
      "the repository of \(file) has no commit '\(reference)'; write a branch, a tag or a commit, or fetch it "
        + "first (git fetch)"
    }
  }

  /// The exit code.
  package var exitStatus: ExitCode {
    switch self {
    case .badReference: .validationFailure
    case .noGit, .noRepository, .noCommit: ExitStatus.missingFile
    }
  }
}
