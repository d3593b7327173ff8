import Foundation
import Testing

@Suite("A store that cannot be used", .serialized)
struct StoreFailureTests {
  private let folder: TemporaryFolder
  private static let store = "there/.washout.sqlite"
  private static let run = [
    "run", "rate.yaml", "--output", "there", "--trials", "3000", "--quiet",
  ]

  init() throws {
    folder = try TemporaryFolder()
    _ = try Tool.run(["new", "rate.yaml"], in: folder.path)
  }

  private func data() throws -> Data {
    try Data(contentsOf: URL(fileURLWithPath: folder.path + "/" + Self.store))
  }

  /// A run that must end with a code and change nothing that is there.
  private func expectFailure(_ status: Int32, _ words: String) throws {
    let before = try data()
    let report = folder.text("there/rate/summary.json")
    let outcome = try Tool.run(Self.run, in: folder.path)
    #expect(outcome.status == status)
    #expect(outcome.output == "")
    #expect(outcome.errors.hasPrefix("washout: \(Self.store)"), "\(outcome.errors)")
    #expect(outcome.errors.contains(words), "\(outcome.errors)")
    #expect(try data() == before)
    #expect(folder.text("there/rate/summary.json") == report)
  }

  @Test("since it is a text is left as it is: exit code 65")
  func notADatabase() throws {
    try folder.write(String(repeating: "my notes\n", count: 500), to: Self.store)
    try expectFailure(65, "file is not a database")
  }

  @Test("since it was cut short is left as it is: exit code 65")
  func truncated() throws {
    #expect(try Tool.run(Self.run, in: folder.path).status == 0)
    let whole = try data()
    try whole.prefix(whole.count / 2).write(
      to: URL(fileURLWithPath: folder.path + "/" + Self.store))
    try expectFailure(65, "malformed")
  }

  @Test("since a block was damaged is told with its number: exit code 65")
  func damaged() throws {
    #expect(try Tool.run(Self.run, in: folder.path).status == 0)
    try StoreReading.damage(block: 1, in: folder.path + "/" + Self.store)
    try expectFailure(65, "block 1 of rate is not what was kept")
    try FileManager.default.removeItem(atPath: folder.path + "/" + Self.store)
    #expect(try Tool.run(Self.run, in: folder.path).status == 0)
  }

  /// Files of at most so many KiB, which the store outgrows before its tables are made or later; the signal
  /// that this raises is ignored, as there is none on a disk that is full.
  @Test(
    "since the disk is full: exit code 74, and what was finished before is kept",
    arguments: [96, 4096])
  func full(kilobytes: Int) throws {
    let run = "run rate.yaml --output there --trials 300000 --quiet"
    let outcome = try Tool.runInShell(
      "trap '' XFSZ; ulimit -f \(kilobytes); exec \"$TOOL\" \(run)", in: folder.path)
    #expect(outcome.status == 74)
    #expect(
      outcome.errors.hasPrefix("washout: cannot write \(Self.store): "), "\(outcome.errors)")
    #expect(outcome.errors.hasSuffix("; the blocks finished before are kept\n"))
    #expect(try folder.names(in: "there").contains("rate") == false)
    let kept = try StoreReading.blocks(in: folder.path + "/" + Self.store)
    #expect(try Tool.run(run.split(separator: " ").map(String.init), in: folder.path).status == 0)
    #expect(try StoreReading.blocks(in: folder.path + "/" + Self.store) == 292)
    #expect(kilobytes == 96 ? kept == 0 : (1..<292).contains(kept))
  }

  /// Whether a disk of a test's own can be mounted; otherwise only the test above tells of full ones.
  private static let canMount =
    (try? Tool.runInShell("unshare -m mount -t tmpfs tmpfs /mnt", in: "/").status) == 0

  /// Runs commands with a disk of so many KiB in `there`, of which only they know.
  private func onDisk(kilobytes: Int, _ commands: String) throws -> Tool.Outcome {
    try FileManager.default.createDirectory(
      atPath: folder.path + "/there", withIntermediateDirectories: true)
    try folder.write(
      "mount -t tmpfs -o size=\(kilobytes)k tmpfs there\nrun() { \"$TOOL\" run rate.yaml --output there "
        + "--quiet \"$@\" >/dev/null; echo \"exit $?\"; }\n" + commands, to: "commands.sh")
    return try Tool.runInShell("unshare -m bash commands.sh", in: folder.path)
  }

  @Test(
    "since a real disk is full: exit code 74, the store is whole, and the next run goes on there",
    .enabled(if: canMount, "a file system can be mounted"), arguments: [64, 3000, 6000])
  func fullDisk(kilobytes: Int) throws {
    let outcome = try onDisk(
      kilobytes: kilobytes,
      """
      run --trials 300000
      ls -A there
      mount -o remount,size=100m there
      run --trials 300000
      cp -r there/rate there/.washout.sqlite .
      """)
    let lines = outcome.output.split(separator: "\n")
    #expect(lines.first == "exit 74" && lines.last == "exit 0", "\(outcome)")
    #expect(!lines.contains("rate"))
    #expect(
      outcome.errors.contains("washout: cannot write \(Self.store): database or disk is full; "),
      "\(outcome.errors)")
    #expect(try StoreReading.blocks(in: folder.path + "/.washout.sqlite") == 292)
    _ = try Tool.run(
      ["run", "rate.yaml", "--output", "fresh", "--trials", "300000"], in: folder.path)
    for name in try folder.names(in: "fresh/rate") {
      #expect(folder.text("rate/" + name) == folder.text("fresh/rate/" + name), "\(name)")
    }
  }

  @Test(
    "nor a report on a disk that is full: exit code 74, and the old one is left as it is",
    .enabled(if: canMount, "a file system can be mounted"))
  func fullForReport() throws {
    let outcome = try onDisk(
      kilobytes: 1000,
      """
      run --trials 1000
      cp -r there/rate before
      head -c 2000000 /dev/zero >there/filler 2>/dev/null
      run --trials 900
      diff -r there/rate before && echo same
      rm there/filler
      run --trials 900
      diff -r there/rate before >/dev/null || echo new
      """)
    #expect(outcome.output == "exit 0\nexit 74\nsame\nexit 0\nnew\n", "\(outcome)")
    #expect(outcome.errors.contains("No space left on device"))
  }

  /// Root may write everywhere, so that the folder is mounted read-only for it.
  @Test("since the folder is read-only: exit code 73, and the report is left as it is")
  func readOnly() throws {
    #expect(try Tool.run(Self.run, in: folder.path).status == 0)
    let before = folder.text("there/rate/summary.json")
    let words = (Self.run + ["--seed", "5"]).joined(separator: " ")
    let readOnly =
      geteuid() == 0
      ? "unshare -m sh -c 'mount --bind there there && mount -o remount,ro,bind there && exec \"$0\" "
        + "\(words)' \"$TOOL\""
      : "chmod a-w there there/.washout.sqlite; \"$TOOL\" \(words); e=$?; chmod u+w there; exit $e"
    let outcome = try Tool.runInShell(readOnly, in: folder.path)
    #expect(outcome.status == 73)
    #expect(outcome.errors.hasPrefix("washout: cannot open \(Self.store) for writing: "))
    #expect(folder.text("there/rate/summary.json") == before)
  }

  @Test("since a file is in the way of its folder: exit code 73, and why")
  func fileInTheWay() throws {
    try folder.write("my notes\n", to: "there/.shards")
    let outcome = try Tool.run(Self.run + ["--shard", "1/2"], in: folder.path)
    #expect(outcome.status == 73)
    #expect(outcome.errors == "washout: cannot create there/.shards: File exists\n")
    #expect(folder.text("there/.shards") == "my notes\n")
  }

  /// Places where a bit is flipped; all 200 take half a minute.
  private static let flips =
    ProcessInfo.processInfo.environment["WASHOUT_SLOW"] == nil ? 8 : 200

  @Test("since bits flipped in it never crashes the tool and never gives another number")
  func flipped() throws {
    let run = Self.run + ["--vary", "leaving.lost=0.2"]
    #expect(try Tool.run(run, in: folder.path).status == 0)
    let report = try #require(folder.text("there/rate/summary.json"))
    let whole = try data()
    var random = SeededGenerator(seed: 11)
    var refused = 0
    for _ in 0..<Self.flips {
      var damaged = whole
      let place = Int.random(in: 0..<whole.count, using: &random)
      damaged[place] ^= 1 << UInt8.random(in: 0..<8, using: &random)
      try damaged.write(to: URL(fileURLWithPath: folder.path + "/" + Self.store))
      for file in ["-wal", "-shm"] {
        try? FileManager.default.removeItem(atPath: folder.path + "/" + Self.store + file)
      }
      let outcome = try Tool.run(run, in: folder.path)
      #expect([0, 65, 73, 74].contains(outcome.status), "byte \(place): \(outcome)")
      #expect(folder.text("there/rate/summary.json") == report, "byte \(place)")
      if outcome.status != 0 { refused += 1 }
    }
    #expect((1..<Self.flips).contains(refused))
  }

  @Test("does not matter to a quick look, nor to a run of less than a block, which need none")
  func notNeeded() throws {
    try folder.write("my notes\n", to: "output/.washout.sqlite")
    for options in [["--quick"], ["--trials", "1000"]] {
      #expect(try Tool.run(["run", "rate.yaml"] + options, in: folder.path).status == 0)
    }
    #expect(folder.text("output/.washout.sqlite") == "my notes\n")
    #expect(try Tool.run(["run", "rate.yaml", "--trials", "1024"], in: folder.path).status == 65)
  }
}
