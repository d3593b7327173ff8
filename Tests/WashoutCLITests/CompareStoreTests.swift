import Foundation
import Testing

@Suite("A comparison that was interrupted", .serialized)
struct CompareStoreTests {
  private let folder: TemporaryFolder
  private static let store = "there/.washout.sqlite"

  init() throws {
    folder = try TemporaryFolder()
    _ = try Tool.run(["new", "rate.yaml"], in: folder.path)
  }

  private var store: String { folder.path + "/" + Self.store }

  private func arguments(_ trials: String, _ output: String = "there") -> [String] {
    [
      "compare", "rate.yaml", "--set", "leaving.lost=0.4", "--json", "--quiet", "--output", output,
      "--threads", "2", "--trials", trials,
    ]
  }

  private func printed(_ trials: String, _ output: String = "there") throws -> String {
    let outcome = try Tool.run(arguments(trials, output), in: folder.path)
    #expect(outcome.status == 0 && outcome.errors.isEmpty)
    return outcome.output
  }

  @Test(
    "keeps its finished blocks under both texts: the same again simulates nothing, more trials the rest"
  )
  func kept() throws {
    let first = try printed("4500")
    // Four blocks of the base beside itself and beside the other; none of a scenario by itself.
    #expect(try StoreReading.allBlocks(in: store) == 8)
    #expect(try StoreReading.blocks(in: store) == 0)
    try StoreReading.mark(in: store)
    #expect(try printed("4500") == first)
    #expect(try StoreReading.allAdded(in: store) == 0)
    let more = try printed("6500")
    #expect(try StoreReading.allAdded(in: store) == 4)
    #expect(try printed("6500", "fresh") == more)
    #expect(more != first)
  }

  @Test("by SIGKILL at 10 random moments goes on, to the same bytes as one that was not")
  func killed() throws {
    let start = ContinuousClock.now
    let fresh = try printed("60000", "fresh")
    let third = UInt32((ContinuousClock.now - start) / .microseconds(3))
    var random = SeededGenerator(seed: 7)
    for _ in 0..<10 {
      let process = try Tool.start(arguments("60000"), in: folder.path)
      usleep(UInt32.random(in: 0...third, using: &random))
      kill(process.processIdentifier, SIGKILL)
      process.waitUntilExit()
    }
    #expect(try StoreReading.allBlocks(in: store) > 0)
    #expect(try printed("60000") == fresh)
    #expect(try StoreReading.allBlocks(in: store) == 2 * 58)
  }

  @Test("by a signal keeps its blocks and says how to go on")
  func signalled() throws {
    let process = try Tool.start(arguments("500000000"), in: folder.path)
    while try StoreReading.allBlocks(in: store) == 0 { usleep(20_000) }
    kill(process.processIdentifier, SIGTERM)
    process.waitUntilExit()
    #expect(process.terminationStatus == 143)
    let pipe = try #require(process.standardError as? Pipe)
    let told = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    let blocks = try StoreReading.allBlocks(in: store)
    #expect(
      told
        == "rate: interrupted. \(blocks) finished blocks of 1024 trials of scenarios beside rate are "
        + "kept in \(Self.store); the same command goes on from there.\n")
  }

  @Test("is not mixed with other seeds, values or questions, and a damaged block is told")
  func notMixed() throws {
    let run = ["run", "rate.yaml", "--output", "there", "--trials", "2048", "--quiet"]
    _ = try Tool.run(run + ["--vary", "leaving.lost=0.4"], in: folder.path)
    #expect(try StoreReading.allBlocks(in: store) == 6)
    let first = try printed("2048")
    #expect(try StoreReading.allBlocks(in: store) == 10)
    let seed = try Tool.run(arguments("2048") + ["--seed", "5"], in: folder.path)
    #expect(try StoreReading.allBlocks(in: store) == 14)
    let fresh = try Tool.run(arguments("2048", "fresh") + ["--seed", "5"], in: folder.path)
    #expect(seed.output == fresh.output && seed.output != first)
    try StoreReading.damage(block: 1, ofPairs: true, in: store)
    let damaged = try Tool.run(arguments("2048"), in: folder.path)
    #expect(damaged.status == 65 && damaged.output.isEmpty)
    #expect(damaged.errors.contains("block 1 of rate, what if is not what was kept"))
  }

  @Test("is shown all the same where nothing can be written, with a warning")
  func readOnly() throws {
    let plain = try printed("2048")
    try FileManager.default.removeItem(atPath: folder.path + "/there")
    let words = arguments("2048", "no").filter { $0 != "--quiet" }.joined(separator: " ")
    let readOnly =
      geteuid() == 0
      ? "unshare -m sh -c 'mount --bind . . && mount -o remount,ro,bind . && cd \"$PWD\" && exec \"$0\" "
        + "\(words)' \"$TOOL\""
      : "chmod a-w .; \"$TOOL\" \(words); e=$?; chmod u+w .; exit $e"
    let outcome = try Tool.runInShell(readOnly, in: folder.path)
    #expect(outcome.status == 0)
    #expect(outcome.output == plain)
    #expect(
      outcome.errors.hasSuffix(
        "warning: no cannot be written to, so that no finished block is kept\n"))
  }

  @Test("with a commit keeps the runs that its sizes rest on as well")
  func since() throws {
    let repository = try GitFolder()
    let path = repository.folder.path
    _ = try Tool.run(["new", "rate.yaml", "--recurrence", "0.3"], in: path)
    try repository.commit("first")
    let text = try #require(repository.folder.text("rate.yaml"))
    try repository.folder.write(
      text.replacing("share: 0.10", with: "share: 0.20", maxReplacements: 1), to: "rate.yaml")
    let compare = ["compare", "--since", "HEAD", "rate.yaml", "--trials", "3000", "--quiet"]
    let first = try Tool.run(compare, in: path)
    #expect(first.status == 0)
    // Two blocks of the base beside itself, beside the file now, and of both by themselves.
    #expect(try StoreReading.allBlocks(in: path + "/output/.washout.sqlite") == 8)
    #expect(try StoreReading.blocks(in: path + "/output/.washout.sqlite") == 4)
    #expect(try Tool.run(compare, in: path).output == first.output)
    #expect(try StoreReading.allBlocks(in: path + "/output/.washout.sqlite") == 8)
  }
}
