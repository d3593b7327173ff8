internal import GRDB

/// What shards were to simulate of a scenario, or of a scenario beside another.
public struct ShardPlan: Sendable, Equatable {
  /// The name that it goes by.
  public let name: String
  /// What its blocks belong to.
  public let key: ResultKey
  /// Blocks of all shards together.
  public let blocks: Int
  /// Number of shards.
  public let shards: Int

  fileprivate init?(_ row: Row) {
    guard let key = ResultKey(row), let blocks = row.integer("blocks"),
      let shards = row.integer("shards")
    else { return nil }
    self.key = key
    self.blocks = blocks
    self.shards = shards
    name = row.word("name") ?? ""
  }
}

extension StoredBlocks {
  /// Remembers that the first `blocks` blocks are shared out among `shards` shards.
  ///
  /// - Throws: `StoreError`.
  public func remember(planOf blocks: Int, in shards: Int) throws(StoreError) {
    try store.write { try ResultStore.remember(planOf: blocks, in: shards, of: scenario, $0) }
  }
}

extension ResultStore {
  /// More than anybody asks for; a plan beyond is a damaged one.
  private static let (mostBlocks, mostShards) = (1 << 32, 1 << 20)

  /// Adds a plan of a scenario's row.
  static func remember(
    planOf blocks: Int, in shards: Int, of scenario: Int64, _ db: Database
  ) throws {
    try db.execute(
      sql: "INSERT INTO plan (scenario, blocks, shards) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
      arguments: [scenario, blocks, shards])
  }

  /// What shards were to simulate, the largest plan of each scenario, in the order in which they came.
  ///
  /// - Throws: `StoreError`.
  public func shardPlans() throws(StoreError) -> [ShardPlan] {
    let plans = try read { db in
      try Row.fetchAll(
        db,
        sql: """
          SELECT text, engine, probe, blocks, shards,
            (SELECT name FROM name WHERE name.scenario = scenario.id ORDER BY id LIMIT 1) AS name
          FROM plan JOIN scenario ON scenario.id = plan.scenario
          ORDER BY scenario.id, blocks DESC, shards DESC
          """
      ).compactMap(ShardPlan.init)
    }
    var known: Set<ResultKey> = []
    return plans.filter {
      $0.blocks <= Self.mostBlocks && (1...Self.mostShards).contains($0.shards)
        && known.insert($0.key).inserted
    }
  }

  /// How many blocks of a plan are not here, of each shard that lacks some; the shard by its number from 1.
  ///
  /// - Throws: `StoreError`.
  public func missing(from plan: ShardPlan) throws(StoreError) -> [(shard: Int, blocks: Int)] {
    let kept = try read { db in
      try Row.fetchAll(
        db,
        sql: """
          SELECT number % ? AS remainder, count(*) AS kept
          FROM block JOIN scenario ON scenario.id = block.scenario
          WHERE text = ? AND engine = ? AND probe = ? AND number < ? GROUP BY remainder
          """,
        arguments: [plan.shards, plan.key.text, plan.key.engine, plan.key.probe, plan.blocks]
      ).reduce(into: [Int: Int]()) { kept, row in
        if let remainder = row.integer("remainder") { kept[remainder] = row.integer("kept") }
      }
    }
    return (1...plan.shards).compactMap { shard in
      let remainder = shard % plan.shards
      let planned = remainder < plan.blocks ? (plan.blocks - 1 - remainder) / plan.shards + 1 : 0
      let lacking = planned - (kept[remainder] ?? 0)
      return lacking > 0 ? (shard, lacking) : nil
    }
  }
}
