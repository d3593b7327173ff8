import Foundation
import Testing
import Washout
import WashoutBenchmark

/// A second program in C, written from the article RandomNumbers alone, counts the same integers.
///
/// Its source and what it printed for 1,000 trials stand in Benchmarks.
@Suite("A second implementation of CSTAR012 counts the same")
struct DoubleProgrammingTests {
  /// Lines as the C program prints them: `name count`.
  static func printed() throws -> [String] {
    let file = Shipped.root.appending(path: "Benchmarks/cstar012-1000.txt")
    return try String(contentsOf: file, encoding: .utf8).split(separator: "\n").map(String.init)
  }

  static func counted(seed: UInt64) async throws -> [String] {
    var scenario = try Shipped.scenario("cstar012")
    scenario.whatIfSampleSizes = []
    scenario.simulation.seed = seed
    let model = try Model(scenario)
    return Counts(model, try await model.simulate(trials: 1000)).lines
  }

  @Test("integer by integer")
  func integers() async throws {
    let printed = try Self.printed()
    #expect(printed.count == 146)
    #expect(try await Self.counted(seed: 7_381_465) == printed)
    let other = try await Self.counted(seed: 7_381_466)
    #expect(other.count == printed.count)
    #expect(zip(other, printed).count { $0 != $1 } > 120)
  }

  /// As `make second` does; the flags keep the compiler from contracting sums and products.
  @Test("and the C program, compiled anew, prints what is stored")
  func compiled() throws {
    let folder = FileManager.default.temporaryDirectory.appending(
      path: "second-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let program = folder.appending(path: "second").path
    let source = Shipped.root.appending(path: "Benchmarks/cstar012.c").path
    _ = try Self.run(
      "/usr/bin/env", "clang", "-std=gnu11", "-O3", "-ffp-contract=off", "-o", program, source,
      "-lgsl", "-lgslcblas", "-lm")
    #expect(try Self.run(program, "1000") == Self.printed())
    #expect(try Self.run(program, "999") != Self.printed())
  }

  private static func run(_ words: String...) throws -> [String] {
    let process = Process()
    let output = Pipe()
    process.executableURL = URL(filePath: words[0])
    process.arguments = Array(words.dropFirst())
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
    let data = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0, "\(words)")
    return String(decoding: data, as: UTF8.self).split(separator: "\n").map(String.init)
  }
}
