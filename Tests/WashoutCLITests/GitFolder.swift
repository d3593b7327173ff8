import Foundation
import Testing

/// A throw-away git repository of a test's own.
struct GitFolder {
  let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try git("init", "-q", "-b", "main")
  }

  /// Keeps everything that is there as a commit.
  func commit(_ message: String) throws {
    try git("add", "-A")
    try git(
      "-c", "user.name=Test", "-c", "user.email=test@localhost", "-c", "commit.gpgsign=false",
      "commit", "-q", "-m", message)
  }

  /// Runs git in the folder, with no settings from outside.
  func git(_ arguments: String...) throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["git", "-C", folder.path] + arguments
    process.environment = [
      "PATH": "/usr/bin:/bin", "GIT_CONFIG_NOSYSTEM": "1", "HOME": folder.path,
      "GIT_CONFIG_GLOBAL": "/dev/null",
    ]
    try process.run()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0, "git \(arguments)")
  }
}
