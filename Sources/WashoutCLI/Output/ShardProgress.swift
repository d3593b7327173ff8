internal import WashoutReports
internal import WashoutStore

/// How much of what shards were to simulate is in a store: of a scenario by itself, and of its what-if cells.
struct ShardProgress {
  private var parts: [Part] = []

  /// All plans of one name and one base: a scenario by itself, or its what-if cells.
  private struct Part {
    let name: String
    let base: ResultKey
    var planned = 0
    /// Blocks that each shard lacks.
    var missing: [ShardName: Int] = [:]
  }

  /// Part I of N.
  private struct ShardName: Hashable, Comparable {
    let number: Int
    let count: Int

    static func < (first: Self, second: Self) -> Bool {
      (first.count, first.number) < (second.count, second.number)
    }

    var text: String { "\(number)/\(count)" }
  }

  /// Looks up what plans have in a store; where two plans are of the same blocks, the larger one counts.
  init(_ plans: [ShardPlan], in store: ResultStore) throws(StoreError) {
    for plan in Self.largest(plans) {
      let base = plan.key.base
      let place = parts.firstIndex { $0.name == plan.name && $0.base == base } ?? parts.endIndex
      if place == parts.endIndex { parts.append(Part(name: plan.name, base: base)) }
      parts[place].planned += plan.blocks
      for (shard, blocks) in try store.missing(from: plan) {
        parts[place].missing[ShardName(number: shard, count: plan.shards), default: 0] += blocks
      }
    }
  }

  /// A line for each part, and what to do where blocks are missing; empty without plans.
  ///
  /// Shards that do not belong together say what differs.
  var text: String {
    let lines = parts.filter { $0.planned > 0 }.map(line).joined()
    let lacking = Set(parts.flatMap(\.missing.keys)).sorted().map(\.text)
    guard !lacking.isEmpty else { return lines }
    return lines
      + "Start again with --shard \(listed(lacking)), then merge again; or `washout run` "
      + "simulates the rest by itself.\n"
  }

  private func line(_ part: Part) -> String {
    let all = "\(NumberText.grouped(part.planned)) block\(part.planned == 1 ? "" : "s")"
    let missing = part.missing.values.reduce(0, +)
    guard missing > 0 else { return "\(label(part)): complete, \(all).\n" }
    let shards = part.missing.sorted { $0.key < $1.key }.map { shard, blocks in
      "\(NumberText.grouped(blocks)) of shard \(shard.text)"
    }
    return "\(label(part)): \(NumberText.grouped(part.planned - missing)) of \(all); missing: "
      + "\(listed(shards)).\n"
  }

  /// The name, and what keeps a part from the first of that name.
  private func label(_ part: Part) -> String {
    let first = parts.first { $0.name == part.name }
    guard let difference = first?.base.difference(from: part.base) else { return part.name }
    return "\(part.name), kept apart for \(difference)"
  }

  private static func largest(_ plans: [ShardPlan]) -> [ShardPlan] {
    var order: [ResultKey] = []
    var largest: [ResultKey: ShardPlan] = [:]
    for plan in plans {
      if largest[plan.key] == nil { order.append(plan.key) }
      if plan.blocks >= largest[plan.key]?.blocks ?? 0 { largest[plan.key] = plan }
    }
    return order.compactMap { largest[$0] }
  }

  /// The first few of a list, and how many more there are.
  private func listed(_ words: [String]) -> String {
    let most = 12
    let rest = words.count - most
    return words.prefix(most).joined(separator: ", ")
      + (rest > 0 ? " and \(NumberText.grouped(rest)) more" : "")
  }
}

extension ResultKey {
  /// The key without the scenario that stands beside the base; a pair's probe begins with that of the base.
  fileprivate var base: ResultKey {
    let alone = text.split(separator: "\nbeside\n", maxSplits: 1)
    guard alone.count == 2 else { return self }
    return ResultKey(
      text: alone[0] + "\n", engine: engine, probe: String(probe.prefix(probe.count / 2)))
  }
}
