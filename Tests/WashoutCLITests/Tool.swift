import Foundation
import Testing

/// The built tool, run as a process of its own.
enum Tool {
  /// What a run of the tool left behind.
  struct Outcome {
    var status: Int32
    var output: String
    var errors: String
  }

  /// The root of the repository, from the place of this file.
  static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().path

  /// Runs the tool in a folder and waits for its end.
  static func run(
    _ arguments: [String], in folder: String, output: FileHandle? = nil
  ) throws -> Outcome {
    let process = try start(arguments, in: folder, output: output)
    let printed = output == nil ? read(process.standardOutput) : ""
    let errors = read(process.standardError)
    process.waitUntilExit()
    return Outcome(status: process.terminationStatus, output: printed, errors: errors)
  }

  /// Runs commands of bash, which find the tool in `TOOL`.
  static func runInShell(_ commands: String, in folder: String) throws -> Outcome {
    let process = Process()
    let tool = try #require(executable, "the built tool stands beside the tests")
    process.executableURL = URL(fileURLWithPath: "/bin/bash")
    process.arguments = ["-c", commands]
    process.currentDirectoryURL = URL(fileURLWithPath: folder)
    // A limit that commands set would cut the file of counters that a tool built for coverage writes.
    process.environment = environment.merging([
      "PATH": "/usr/bin:/bin:/usr/sbin:/sbin", "TOOL": tool.path, "LLVM_PROFILE_FILE": "/dev/null",
    ]) { $1 }
    process.standardInput = FileHandle.nullDevice
    (process.standardOutput, process.standardError) = (Pipe(), Pipe())
    try process.run()
    let printed = read(process.standardOutput)
    let errors = read(process.standardError)
    process.waitUntilExit()
    return Outcome(status: process.terminationStatus, output: printed, errors: errors)
  }

  /// Starts the tool in a folder.
  static func start(
    _ arguments: [String], in folder: String, output: FileHandle? = nil
  ) throws -> Process {
    let process = Process()
    let tool = try #require(executable, "the built tool stands beside the tests")
    process.executableURL = tool
    process.arguments = arguments
    process.currentDirectoryURL = URL(fileURLWithPath: folder)
    process.environment = environment
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = output ?? Pipe()
    process.standardError = Pipe()
    try process.run()
    return process
  }

  /// A path, and of the caller's variables those that a tool built for coverage or with a sanitizer reads.
  private static let environment: [String: String] = {
    let passed = ["LLVM_PROFILE_FILE", "TSAN_OPTIONS", "ASAN_OPTIONS"]
    return ProcessInfo.processInfo.environment.filter { passed.contains($0.key) }
      .merging(["PATH": "/usr/bin:/bin"]) { $1 }
  }()

  private static func read(_ stream: Any?) -> String {
    let data = (stream as? Pipe)?.fileHandleForReading.readDataToEndOfFile() ?? Data()
    return String(decoding: data, as: UTF8.self)
  }

  /// Beside the test bundle, wherever the build put both.
  private static var executable: URL? {
    let places = [
      CommandLine.arguments[0], Bundle.main.bundlePath, Bundle.main.executablePath ?? "",
    ]
    return places.lazy.map { URL(fileURLWithPath: $0).deletingLastPathComponent() }
      .flatMap { [$0, $0.deletingLastPathComponent()] }
      .map { $0.appendingPathComponent("washout") }
      .first { FileManager.default.isExecutableFile(atPath: $0.path) }
  }
}
