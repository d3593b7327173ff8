internal import Foundation

/// One call of git, without a shell.
struct GitCommand {
  /// The folder in which it works.
  let folder: String

  /// What a call gave.
  struct Outcome {
    var status: Int32
    var output: Data
    var errors: String
  }

  /// Runs git and waits for its end.
  ///
  /// - Throws: What keeps the process from starting.
  func run(_ arguments: [String]) throws -> Outcome {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["git", "-C", folder] + arguments
    process.environment = ProcessInfo.processInfo.environment.merging(
      ["LC_ALL": "C", "GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0"]
    ) { $1 }
    let (output, errors) = (Pipe(), Pipe())
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = output
    process.standardError = errors
    try process.run()
    // Git says too little on standard error to fill a pipe before its output is read.
    let data = output.fileHandleForReading.readDataToEndOfFile()
    let words = errors.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return Outcome(
      status: process.terminationStatus, output: data,
      errors: String(decoding: words, as: UTF8.self))
  }
}
