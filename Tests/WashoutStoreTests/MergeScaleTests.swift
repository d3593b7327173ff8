import Foundation
import Testing
import WashoutStore

/// Takes a minute or two: `make test-slow`.
@Suite(
  "A merge of 100 shards of 1,000 blocks",
  .enabled(if: ProcessInfo.processInfo.environment["WASHOUT_SLOW"] != nil))
struct MergeScaleTests {
  private static let shards = 100
  private static let blocks = 1000

  @Test("takes as long a block at its end as in its middle, in memory that does not grow")
  func linear() throws {
    let file = try StoreFile()
    for shard in 0..<Self.shards {
      try file.add(
        (0..<Self.blocks).map { $0 * Self.shards + shard }, to: "\(shard)", as: .shard)
    }
    let store = try ResultStore(at: file.path)
    var seconds: [Double] = []
    var memory: [Int] = []
    for shard in 0..<Self.shards {
      let other = try ResultStore(existing: file.path("\(shard)"))
      let start = ContinuousClock.now
      #expect(try store.merge(other).added == Self.blocks)
      seconds.append((ContinuousClock.now - start) / .seconds(1))
      try other.close()
      memory.append(try Self.residentBytes())
    }
    try store.close()
    let rates = [45..<55, 90..<100].map { 10 * Double(Self.blocks) / seconds[$0].reduce(0, +) }
    print("rows a second: middle tenth \(Int(rates[0])), last tenth \(Int(rates[1]))")
    print("resident bytes after 10, 50 and 100 shards: \(memory[9]), \(memory[49]), \(memory[99])")
    #expect(rates[1] > rates[0] / 2)
    #expect(memory[99] - memory[9] < 20_000_000)
    #expect(try file.blocks().count == Self.shards * Self.blocks)
  }

  private static func residentBytes() throws -> Int {
    let status = try String(contentsOfFile: "/proc/self/status", encoding: .utf8)
    let found = try #require(status.firstMatch(of: /VmRSS:\s*([0-9]+) kB/))
    return 1024 * (Int(found.1) ?? 0)
  }
}
