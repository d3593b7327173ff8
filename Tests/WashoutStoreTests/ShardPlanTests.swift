import GRDB
import Testing
import WashoutStore

@Suite("What shards were to simulate")
struct ShardPlanTests {
  private let file: StoreFile

  init() throws { file = try StoreFile() }

  /// Shard I of N, with the blocks that it finished.
  private func shard(
    _ number: Int, of shards: Int, planned: Int, _ blocks: [Int], _ key: ResultKey = .one
  ) throws {
    let store = try ResultStore(at: file.path("\(number)"), for: .shard)
    let kept = try store.blocks(of: key, named: "small")
    try kept.remember(planOf: planned, in: shards)
    try kept.remember(planOf: planned, in: shards)
    for block in blocks { try kept.keep(StoreFile.tally(block, key), of: block) }
    try store.close()
  }

  private func merged(_ numbers: [Int]) throws -> ResultStore {
    let store = try ResultStore(at: file.path)
    for number in numbers {
      let other = try ResultStore(existing: file.path("\(number)"))
      _ = try store.merge(other)
      try other.close()
    }
    return store
  }

  private func missing(_ store: ResultStore) throws -> [[Int]] {
    try store.shardPlans().flatMap { try store.missing(from: $0) }.map { [$0.shard, $0.blocks] }
  }

  @Test("is told by shard where blocks are missing, and nothing where none is")
  func missing() throws {
    try shard(1, of: 3, planned: 8, [1, 4, 7])
    try shard(2, of: 3, planned: 8, [2])
    var store = try merged([1, 2])
    #expect(try missing(store) == [[2, 1], [3, 3]])
    try store.close()
    try shard(2, of: 3, planned: 8, [5])
    try shard(3, of: 3, planned: 8, [0, 3, 6])
    store = try merged([2, 3])
    #expect(try missing(store).isEmpty)
    #expect(try store.shardPlans().map(\.blocks) == [8])
    try store.close()
  }

  @Test("has nothing for a shard beyond the blocks, and every block for one shard")
  func edges() throws {
    try shard(1, of: 5, planned: 2, [])
    var store = try merged([1])
    #expect(try missing(store) == [[1, 1], [5, 1]])
    try store.close()
    try shard(2, of: 1, planned: 3, [1], .loss)
    store = try merged([2])
    #expect(try missing(store) == [[1, 1], [5, 1], [1, 2]])
    try shard(3, of: 1, planned: 0, [], .seed)
    try store.close()
    store = try merged([3])
    #expect(try missing(store).count == 3)
    try store.close()
  }

  @Test("is the largest plan of each scenario, whichever came first")
  func topUp() throws {
    try shard(1, of: 2, planned: 8, [])
    try shard(1, of: 2, planned: 4, [])
    try shard(2, of: 2, planned: 6, [])
    let store = try merged([2, 1])
    #expect(try store.shardPlans().map(\.blocks) == [8])
    try store.close()
  }

  @Test("is nothing where the row was damaged")
  func damaged() throws {
    try shard(1, of: 2, planned: 8, [1])
    for columns in ["shards = 'x'", "blocks = 1e300", "shards = 9223372036854775807"] {
      try DatabaseQueue(path: file.path("1")).write {
        try $0.execute(sql: "UPDATE plan SET \(columns)")
      }
      let store = try ResultStore(existing: file.path("1"))
      #expect(try store.shardPlans().isEmpty)
      try store.close()
    }
  }
}
