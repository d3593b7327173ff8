import Foundation
import Testing

/// What can go wrong around the tool; each ends with a message and an exit code, and what is committed stays.
@Suite("When the system refuses", .serialized)
struct FaultTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    _ = try Tool.run(["new", "rate.yaml"], in: folder.path)
  }

  private func shell(_ commands: String) throws -> Tool.Outcome {
    try Tool.runInShell(commands, in: folder.path)
  }

  private static let run = #""$TOOL" run rate.yaml --output there --trials 2048 --quiet"#

  /// Commands that must fail and leave a finished report as it is.
  private func expectFailure(_ commands: String, _ status: Int32, _ words: String) throws {
    #expect(try shell(Self.run).status == 0)
    let names = try folder.names(in: "there/rate")
    let before = names.map { folder.text("there/rate/" + $0) }
    let outcome = try shell(commands)
    #expect(outcome.status == status, "\(outcome.errors)")
    #expect(outcome.errors.contains(words), "\(outcome.errors)")
    #expect(try folder.names(in: "there/rate") == names)
    #expect(names.map { folder.text("there/rate/" + $0) } == before)
  }

  @Test(
    "a full standard output is told by every command that prints: exit code 74",
    arguments: [
      "validate rate.yaml", "schema", "--help", "run --help", "--version",
      "stats interval --events 3 --subjects 15", "size rate.yaml --see-event 0.1@0.8 --trials 64",
    ])
  func full(_ arguments: String) throws {
    let outcome = try shell(#""$TOOL" \#(arguments) > /dev/full"#)
    #expect(outcome.status == 74)
    #expect(
      outcome.errors.contains("washout: cannot write standard output: No space left on device"))
    #expect(try shell(#""$TOOL" \#(arguments)"#).status != 74)
  }

  @Test("a full standard error stops nothing")
  func fullErrors() throws {
    let outcome = try shell(#"\#(Self.run) 2> /dev/full"#)
    #expect(outcome.status == 0)
    #expect(outcome.output.hasPrefix("Withdrawal with"))
  }

  @Test("a reader that goes away ends the tool as usual, after the report was written")
  func pipe() throws {
    let outcome = try shell(#"\#(Self.run) | true; echo "${PIPESTATUS[0]}""#)
    #expect(["0\n", "141\n"].contains(outcome.output))
    #expect(try folder.names(in: "there/rate").contains("summary.json"))
  }

  @Test("a closed standard output is not the next file that is opened: exit code 74")
  func closed() throws {
    try expectFailure(
      Self.run + " >&-", 74, "cannot write standard output: Bad file descriptor")
    #expect(try shell(#"\#(Self.run) <&- 2>&-"#).status == 0)
    #expect(folder.text("there/rate/summary.json")?.hasPrefix("{") == true)
  }

  @Test("a working folder that was removed is told: exit code 73 or 66")
  func removedFolder() throws {
    let file = folder.path + "/rate.yaml"
    let there = #"mkdir gone && cd gone && rmdir ../gone && "$TOOL" "#
    try expectFailure(
      there + "run \(file) --trials 2048 --quiet", 73,
      "cannot create output: the working folder no longer exists")
    try expectFailure(there + "new a.yaml", 73, "the working folder no longer exists")
    try expectFailure(there + "validate rate.yaml", 66, "no such file: rate.yaml")
  }

  @Test("too few open files are told and not a trap: exit code 73", arguments: [5, 6, 8, 12, 15])
  func openFiles(_ count: Int) throws {
    try expectFailure(
      "ulimit -n \(count); exec " + Self.run + " --seed 3", 73,
      "only \(count) files may be open at a time; raise `ulimit -n` to 16 or more")
  }

  @Test("16 open files are enough")
  func enoughFiles() throws {
    let outcome = try shell("ulimit -n 16; exec " + Self.run)
    #expect(outcome.status == 0, "\(outcome.errors)")
    // They are too few for gnuplot beside it: the report is there, and a line says what its figures need.
    let told = try shell("ulimit -n 16; exec " + Self.run.replacing(" --quiet", with: ""))
    #expect(told.errors.contains("figures need 64 open files and only 16 are allowed"))
  }

  /// Shared libraries alone take some 90 MB; from 60 MB down not even they can be loaded.
  @Test(
    "too little memory is told before anything runs, and not waited for: exit code 73",
    arguments: [("-v", 120_000), ("-v", 150_000), ("-v", 190_000), ("-d", 60_000)])
  func memory(_ option: String, _ limit: Int) throws {
    try expectFailure(
      "ulimit \(option) \(limit); exec " + Self.run + " --seed 3", 73,
      "\(limit >> 10) MiB of memory are too few for a run with the threads of this machine; "
        + "raise `ulimit \(option)` by ")
    #expect(try shell("ulimit \(option) 4000000; exec " + Self.run).status == 0)
  }

  /// Limits are above what is asked for at the start, and below what cells or a table need, or threads beside them.
  @Test(
    "memory that runs out while a large question is taken in is told as well: exit code 73",
    arguments: [
      #"run "$CSTAR" --trials 1 --quiet --no-figures --output there --vary "#
        + "drug.effect.ic50_mg_per_l=" + (1...990).map { "\($0)" }.joined(separator: ","),
      #"analyze "$CSTAR" --visits visits.csv --data-only --quiet"#,
    ])
  func memoryOfQuestion(_ question: String) throws {
    try Self.manyVisits().write(
      toFile: folder.path + "/visits.csv", atomically: false, encoding: .utf8)
    let start = "CSTAR=\(Tool.root)/scenarios/cstar012.yaml; exec timeout 60 \"$TOOL\" "
    let processors = ProcessInfo.processInfo.activeProcessorCount
    for spare in [12_000, 20_000] {
      let limit = 90_000 + (96 + (4 + processors) * 8) << 10 + spare
      try expectFailure(
        "ulimit -v \(limit); \(start)" + question, 73,
        "\(limit >> 10) MiB of memory are too few for ")
    }
    // With enough, the run's expectations are not met by one trial, and the table has too many patients.
    let enough = try shell("ulimit -v 4000000; \(start)" + question)
    #expect(enough.errors.contains("are too few for ") == false)
    #expect([1, 65].contains(enough.status), "\(enough.errors)")
  }

  /// A table of many patients, each with the first visit of the first one in the sample file.
  private static func manyVisits() throws -> String {
    let lines = try String(
      contentsOfFile: Tool.root + "/Tests/Data/cstar012-visits.csv", encoding: .utf8
    )
    .split(separator: "\n")
    let visit = lines[1].drop { $0 != "," }
    return lines[0] + "\n" + (1...80_000).map { "P-\($0)\(visit)\n" }.joined()
  }

  /// Enough for some threads and not for the next one, whose stack has to be found when pictures are drawn.
  @Test(
    "memory that is not too little is enough, threads and pictures included",
    arguments: [250_000, 280_000, 340_000, 400_000])
  func enoughMemory(_ limit: Int) throws {
    let run = "timeout 60 \"$TOOL\" run rate.yaml --trials 200 --quiet --seed 4 --output there"
    let outcome = try shell("ulimit -v \(limit); exec \(run)")
    // How much is too little depends on the processors, which have a thread each.
    #expect(outcome.status == 0 || limit < 400_000 && outcome.status == 73, "\(outcome.errors)")
  }
}
