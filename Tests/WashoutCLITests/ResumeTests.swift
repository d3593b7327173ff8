import Foundation
import Testing

/// A scenario of whose trials a processor does some 500,000 a second, so that tests that kill it are quick.
@Suite("A run that was interrupted", .serialized)
struct ResumeTests {
  private let folder: TemporaryFolder
  private static let store = "there/.washout.sqlite"

  init() throws {
    folder = try TemporaryFolder()
    _ = try Tool.run(["new", "rate.yaml"], in: folder.path)
  }

  private func arguments(_ trials: String, _ output: String = "there") -> [String] {
    [
      "run", "rate.yaml", "--no-figures", "--output", output, "--threads", "2", "--trials", trials,
    ]
  }

  private func report(_ output: String = "there") throws -> [String: String] {
    try folder.names(in: output + "/rate").reduce(into: [:]) { files, name in
      files[name] = folder.text("\(output)/rate/\(name)")
    }
  }

  @Test("by SIGKILL at 20 random moments goes on, to the same bytes as one that was not")
  func killed() throws {
    let all = arguments("200000")
    let start = ContinuousClock.now
    #expect(try Tool.run(arguments("200000", "fresh"), in: folder.path).status == 0)
    let third = UInt32((ContinuousClock.now - start) / .microseconds(3))
    var random = SeededGenerator(seed: 20_261_122)
    var before = 0
    for _ in 0..<20 {
      let process = try Tool.start(all + ["--quiet"], in: folder.path)
      usleep(UInt32.random(in: 0...third, using: &random))
      kill(process.processIdentifier, SIGKILL)
      process.waitUntilExit()
      let blocks = try StoreReading.blocks(in: folder.path + "/" + Self.store)
      #expect(blocks >= before)
      before = blocks
    }
    #expect(before > 0)
    #expect(try Tool.run(all, in: folder.path).status == 0)
    #expect(try StoreReading.blocks(in: folder.path + "/" + Self.store) == 195)
    #expect(try report() == report("fresh"))
    #expect(try report().count == 8)
  }

  @Test(
    "by a signal keeps its blocks, says how to go on, and gives the signal's exit code",
    arguments: [(SIGINT, Int32(130)), (SIGTERM, Int32(143))])
  func signalled(signal: Int32, status: Int32) throws {
    let process = try Tool.start(arguments("500000000") + ["--quiet"], in: folder.path)
    while try StoreReading.blocks(in: folder.path + "/" + Self.store) < 2 { usleep(20_000) }
    kill(process.processIdentifier, signal)
    process.waitUntilExit()
    #expect(process.terminationStatus == status)
    let pipe = try #require(process.standardError as? Pipe)
    let told = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    let blocks = try StoreReading.blocks(in: folder.path + "/" + Self.store)
    #expect(blocks > 0)
    #expect(
      told == "rate: interrupted. \(blocks) finished blocks of 1024 trials are kept in "
        + "\(Self.store); the same command goes on from there.\n")
    #expect(try folder.names(in: "there") == [".washout.sqlite"])
  }

  @Test("among its what-if cells counts their blocks as well")
  func signalledInCells() throws {
    let values = (11...50).map { String(format: "0.%02d", $0) }.joined(separator: ",")
    let run =
      arguments("100000")
      + ["--quiet", "--set", "what_if.trials=100000", "--vary", "leaving.lost=" + values]
    let process = try Tool.start(run, in: folder.path)
    let store = folder.path + "/" + Self.store
    while try StoreReading.allBlocks(in: store) <= 97 { usleep(20_000) }
    kill(process.processIdentifier, SIGINT)
    process.waitUntilExit()
    #expect(process.terminationStatus == 130)
    let pipe = try #require(process.standardError as? Pipe)
    let told = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    let cells = try StoreReading.allBlocks(in: store) - 97
    // The base beside itself and beside each of 40 cells.
    #expect(cells % 41 == 0)
    #expect(
      told
        == "rate: interrupted. 97 finished blocks of 1024 trials, and \(cells) of scenarios beside "
        + "rate, are kept in \(Self.store); the same command goes on from there.\n")
  }

  @Test("or asked for more trials simulates only the rest")
  func topUp() throws {
    _ = try Tool.run(arguments("3000"), in: folder.path)
    #expect(try StoreReading.blocks(in: folder.path + "/" + Self.store) == 2)
    try StoreReading.mark(in: folder.path + "/" + Self.store)
    #expect(try Tool.run(arguments("5000"), in: folder.path).status == 0)
    #expect(try StoreReading.added(in: folder.path + "/" + Self.store) == [2, 3])
    _ = try Tool.run(arguments("5000", "fresh"), in: folder.path)
    #expect(try report() == report("fresh"))
    _ = try Tool.run(arguments("3000"), in: folder.path)
    _ = try Tool.run(arguments("3000", "three"), in: folder.path)
    #expect(try report() == report("three"))
    #expect(try report() != report("fresh"))
  }

  @Test("has its what-if cells kept as well, beside their base")
  func whatIfCells() throws {
    let store = folder.path + "/" + Self.store
    let run = arguments("2500") + ["--vary", "leaving.lost=0.05,0.15"]
    let first = try Tool.run(run + ["--json"], in: folder.path)
    #expect(first.status == 0)
    // Two blocks of the scenario, and two of the base beside itself and beside each of two cells.
    #expect(try StoreReading.blocks(in: store) == 2)
    #expect(try StoreReading.allBlocks(in: store) == 8)
    #expect(try Tool.run(run + ["--json"], in: folder.path).output == first.output)
    #expect(try StoreReading.allBlocks(in: store) == 8)
    _ = try Tool.run(
      arguments("2500") + ["--vary", "leaving.lost=0.15,0.25"], in: folder.path)
    #expect(try StoreReading.allBlocks(in: store) == 10)
  }

  @Test("is not mixed with another seed or design, and says what differs, once")
  func notMixed() throws {
    _ = try Tool.run(arguments("2048"), in: folder.path)
    for (option, words) in [
      (["--seed", "5"], "simulation.seed = 1 (now 5)"),
      (["--set", "leaving.lost=0.2"], "leaving.lost = 0.1 (now 0.2)"),
    ] {
      let notices = try (0..<2).map { _ in
        try Tool.run(arguments("2048") + option, in: folder.path).errors.split(separator: "\n")
          .filter { $0.hasPrefix("there/") }.map(String.init)
      }
      let line =
        "there/.washout.sqlite also has blocks of rate with \(words); they are kept apart and not used"
      #expect(notices == [[line], []])
      _ = try Tool.run(arguments("2048", "fresh") + option, in: folder.path)
      #expect(try report() == report("fresh"))
    }
    #expect(try StoreReading.blocks(in: folder.path + "/" + Self.store) == 6)
  }

  @Test("twice at the same time in one store: both finish, nothing is lost or counted twice")
  func atOnce() throws {
    let both = try [1, 2].map { _ in
      try Tool.start(arguments("100000") + ["--quiet"], in: folder.path)
    }
    both.forEach { $0.waitUntilExit() }
    #expect(both.map(\.terminationStatus) == [0, 0])
    #expect(try StoreReading.blocks(in: folder.path + "/" + Self.store) == 97)
    _ = try Tool.run(arguments("100000", "fresh"), in: folder.path)
    #expect(try report() == report("fresh"))
  }
}

/// A generator of random moments that are the same every time.
struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  /// SplitMix64 (Steele, Lea and Flood 2014).
  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var z = (state ^ (state >> 30)) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
    return z ^ (z >> 31)
  }
}
