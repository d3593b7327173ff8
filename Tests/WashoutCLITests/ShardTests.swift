import Foundation
import Testing
import WashoutCLI

@Suite("A run in shards", .serialized)
struct ShardTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    _ = try Tool.run(["new", "rate.yaml"], in: folder.path)
  }

  private func run(_ arguments: String...) throws -> Tool.Outcome {
    try Tool.run(arguments, in: folder.path)
  }

  private func report(_ output: String) throws -> [String: String] {
    try folder.names(in: output + "/rate").reduce(into: [:]) { files, name in
      files[name] = folder.text("\(output)/rate/\(name)")
    }
  }

  @Test("and merged in any order has the report of one machine, byte for byte")
  func merged() throws {
    for shard in ["3/3", "1/3", "2/3"] {
      let outcome = try run("run", "rate.yaml", "--trials", "10000", "--shard", shard)
      #expect(outcome.status == 0)
      #expect(outcome.output == "")
    }
    #expect(try folder.names(in: "output") == [".shards"])
    #expect(
      try folder.names(in: "output/.shards") == [1, 2, 3].map { "rate.\($0)-of-3.sqlite" })
    let shards = [2, 3, 1].map { "output/.shards/rate.\($0)-of-3.sqlite" }
    let merge = ["merge"] + shards + ["--output", "there"]
    let first = try Tool.run(merge, in: folder.path)
    #expect(first.status == 0)
    // Three blocks of the base beside itself and beside both ends of the file's one range.
    let complete = "rate: complete, 9 blocks.\nrate, what if: complete, 9 blocks.\n"
    #expect(
      first.output == "18 blocks added to there/.washout.sqlite, 0 known before.\n" + complete)
    #expect(
      try Tool.run(merge, in: folder.path).output
        == "0 blocks added to there/.washout.sqlite, 18 known before.\n" + complete)
    try StoreReading.mark(in: folder.path + "/there/.washout.sqlite")
    _ = try run("run", "rate.yaml", "--trials", "10000", "--no-figures", "--output", "there")
    #expect(try StoreReading.added(in: folder.path + "/there/.washout.sqlite") == [])
    _ = try run("run", "rate.yaml", "--trials", "10000", "--no-figures", "--output", "alone")
    #expect(try report("there") == report("alone"))
    #expect(try report("there").count == 8)
  }

  @Test("has its what-if cells shared out too, so that the run after the merge simulates nothing")
  func whatIfCells() throws {
    let run = ["run", "rate.yaml", "--trials", "9216", "--set", "what_if.trials=3072"]
    let vary = ["--vary", "leaving.lost=0.05,0.15"]
    for shard in ["1/3", "3/3"] {
      #expect(try Tool.run(run + vary + ["--shard", shard], in: folder.path).status == 0)
    }
    func merge() throws -> String {
      try Tool.runInShell(
        "\"$TOOL\" merge output/.shards/rate.*-of-3.sqlite --output there", in: folder.path
      ).output
    }
    #expect(
      try merge() == """
        12 blocks added to there/.washout.sqlite, 0 known before.
        rate: 6 of 9 blocks; missing: 3 of shard 2/3.
        rate, what if: 6 of 9 blocks; missing: 3 of shard 2/3.
        Start again with --shard 2/3, then merge again; or `washout run` simulates the rest by itself.

        """)
    let last = try Tool.run(run + vary + ["--shard", "2/3"], in: folder.path)
    #expect(
      last.errors.contains(
        "rate: shard 2 of 3 is done, 3 blocks of 1024 trials and 3 of what-if cells in "))
    #expect(
      try merge() == """
        6 blocks added to there/.washout.sqlite, 12 known before.
        rate: complete, 9 blocks.
        rate, what if: complete, 9 blocks.

        """)
    try StoreReading.mark(in: folder.path + "/there/.washout.sqlite")
    _ = try Tool.run(run + vary + ["--output", "there"], in: folder.path)
    #expect(try StoreReading.allAdded(in: folder.path + "/there/.washout.sqlite") == 0)
    _ = try Tool.run(run + vary + ["--output", "alone"], in: folder.path)
    #expect(try report("there") == report("alone"))
    #expect(try report("there")["what_if.csv"] != nil)
  }

  @Test("of another seed is kept apart by the merge, which says what differs")
  func notTogether() throws {
    let shard = ["run", "rate.yaml", "--trials", "4096", "--vary", "leaving.lost=0.05", "--shard"]
    _ = try Tool.run(shard + ["1/2"], in: folder.path)
    _ = try Tool.run(shard + ["2/2", "--seed", "5"], in: folder.path)
    let stores = [1, 2].map { "output/.shards/rate.\($0)-of-2.sqlite" }
    let outcome = try Tool.run(["merge"] + stores, in: folder.path)
    #expect(
      outcome.output == """
        10 blocks added to output/.washout.sqlite, 0 known before.
        rate: 2 of 4 blocks; missing: 2 of shard 2/2.
        rate, what if: 2 of 6 blocks; missing: 4 of shard 2/2.
        rate, kept apart for simulation.seed = 5 (now 1): 2 of 4 blocks; missing: 2 of shard 1/2.
        rate, what if, kept apart for simulation.seed = 5 (now 1): 4 of 6 blocks; missing: 2 of shard 1/2.
        Start again with --shard 1/2, 2/2, then merge again; or `washout run` simulates the rest by itself.

        """)
  }

  @Test("goes on where it was stopped, and says what to do when all are there")
  func again() throws {
    let arguments = [
      "run", "rate.yaml", "--trials", "10000", "--output", "there", "--shard", "2/4",
    ]
    let outcome = try Tool.run(arguments, in: folder.path)
    #expect(
      outcome.errors.hasSuffix(
        "rate: shard 2 of 4 is done, 2 blocks of 1024 trials and 3 of what-if cells in there/.shards/rate.2-of-4.sqlite. "
          + "When all are there: washout merge there/.shards/rate.*-of-4.sqlite --output there\n"))
    let file = folder.path + "/there/.shards/rate.2-of-4.sqlite"
    try StoreReading.mark(in: file)
    #expect(try Tool.run(arguments, in: folder.path).status == 0)
    #expect(try StoreReading.added(in: file) == [])
  }

  @Test("is refused where stop_when decides, or a report is asked for: exit code 64")
  func refused() throws {
    let shipped = Tool.root + "/scenarios/cstar012.yaml"
    let outcome = try run("run", shipped, "--shard", "1/2")
    #expect(outcome.status == 64)
    #expect(outcome.errors.contains("has stop_when"))
    for options in [
      ["--shard", "0/2"], ["--shard", "3/2"], ["--shard", "2"], ["--shard", "1/2", "--quick"],
      ["--shard", "1/2", "--json"],
    ] {
      #expect(try Tool.run(["run", "rate.yaml"] + options, in: folder.path).status == 64)
    }
    #expect(try folder.names() == ["rate.yaml"])
  }

  @Test("is never taken from the environment of a scheduler")
  func environment() throws {
    let outcome = try Tool.runInShell(
      "SLURM_ARRAY_TASK_ID=1 SLURM_ARRAY_TASK_COUNT=4 \"$TOOL\" run rate.yaml --trials 2048 --quiet",
      in: folder.path)
    #expect(outcome.status == 0)
    #expect(try StoreReading.blocks(in: folder.path + "/output/.washout.sqlite") == 2)
  }

  @Test("cannot be merged from files that are missing or no stores")
  func notMerged() throws {
    _ = try run("run", "rate.yaml", "--trials", "4096", "--shard", "1/2")
    let shard = "output/.shards/rate.1-of-2.sqlite"
    let missing = try run("merge", shard, "none.sqlite")
    #expect(missing.status == 66)
    #expect(missing.errors == "washout: none.sqlite: there is no such store\n")
    #expect(try folder.names(in: "output") == [".shards"])
    let text = try run("merge", shard, "rate.yaml")
    #expect(text.status == 65)
    #expect(text.errors.hasPrefix("washout: rate.yaml cannot be used as a store of results: "))
    // Its blocks 1 and 3, and the one of three in cells.
    try StoreReading.damage(block: 3, in: folder.path + "/" + shard)
    let damaged = try run("merge", shard, "--output", "there/all.sqlite")
    #expect(damaged.status == 65)
    #expect(
      damaged.errors.contains("block 3 of rate is not what was kept; the blocks that are whole"))
    #expect(try StoreReading.allBlocks(in: folder.path + "/there/all.sqlite") == 4)
    #expect(try StoreReading.blocks(in: folder.path + "/there/all.sqlite") == 1)
  }

  @Test(
    "takes each block exactly once",
    arguments: [(0, 1), (1, 1), (10, 1), (10, 3), (10, 4), (3, 5), (1000, 7)])
  func partition(blocks: Int, shards: Int) throws {
    let parts = try (1...shards).map {
      try #require(Shard(argument: "\($0)/\(shards)")).blocks(of: blocks)
    }
    #expect(parts.flatMap { $0 }.sorted() == Array(0..<blocks))
    #expect(parts.allSatisfy { $0 == $0.sorted() })
    for (i, part) in parts.enumerated() {
      #expect(part.allSatisfy { $0 % shards == (i + 1) % shards })
    }
  }
}
