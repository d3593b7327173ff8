internal import ArgumentParser
internal import Washout
internal import WashoutReports
internal import WashoutScenarios
internal import WashoutStore

/// One shard of a scenario simulated and kept in a file of its own; it has no report.
struct ShardRun {
  private let path: ScenarioPath
  private let shard: Shard
  private let parsed: ParsedScenario
  private let scenario: Scenario
  private let whatIf: WhatIfRun
  private let options: SimulationOptions

  /// Refuses a run that decides on the way how many trials it has.
  init(
    _ path: ScenarioPath, _ shard: Shard, _ parsed: ParsedScenario, varied: [String],
    _ options: SimulationOptions
  ) throws {
    var parsed = parsed
    options.apply(to: &parsed)
    whatIf = try WhatIfRun(path, parsed, varied: varied, options)
    self.path = path
    self.shard = shard
    self.parsed = parsed
    self.options = options
    scenario = parsed.scenario
    if scenario.simulation.stopWhen != nil {
      throw ValidationError(
        "\(path.path) has stop_when, which needs all trials to decide. Give --trials with --shard; after "
          + "`washout merge`, `washout run` decides.")
    }
  }

  func run() async throws {
    let file = shard.path(below: options.root, name: path.name)
    let counts: BlockCounts
    do {
      let model = try Model(scenario)
      let provenance = try Provenance(parsed, model)
      // Compiled first, so that a cell that asks for the impossible is told before hours of trials.
      let cells = try whatIf.compiled(beside: scenario)
      let store = try RunStore(at: file, for: .shard, path.name)
      if !options.quiet, let notice = try store.mixingNotice(provenance) { Console.report(notice) }
      counts = try await store.using {
        BlockCounts(
          alone: try await fill(try store.blocks(provenance), model),
          ofCells: try await whatIf.fill(store, of: cells, beside: scenario, shard))
      }
    } catch let error as SimulationError {
      throw Failure.tell(error, scenario, file: path.path)
    }
    if !options.quiet { Console.report(done(counts, file)) }
  }

  /// Blocks of a shard.
  private struct BlockCounts {
    /// Of the scenario by itself.
    var alone: Int
    /// Of what-if cells beside it.
    var ofCells: Int
  }

  /// Simulates the shard's blocks of the scenario by itself; returns how many there are.
  private func fill(_ store: StoredBlocks, _ model: Model) async throws -> Int {
    let all = scenario.simulation.trials / WorkSize.block
    let blocks = shard.blocks(of: all)
    try store.remember(planOf: all, in: shard.count)
    let progress =
      options.quiet ? nil : ProgressReport("\(path.name) \(shard.number)/\(shard.count)")
    defer { progress?.finish() }
    try await model.fill(
      store, blocks: blocks, threads: try options.tasks,
      progress: { progress?.show($0) })
    return blocks.count
  }

  private func done(_ counts: BlockCounts, _ file: String) -> String {
    "\(path.name): shard \(shard.number) of \(shard.count) is done, \(counts.alone) "
      + "block\(counts.alone == 1 ? "" : "s") of \(WorkSize.block) trials"
      + (counts.ofCells > 0 ? " and \(counts.ofCells) of what-if cells" : "")
      + " in \(file). When all are there: "
      + "washout merge \(options.root)/.shards/\(path.name).*-of-\(shard.count).sqlite"
      + (options.output.map { " --output \($0)" } ?? "")
  }
}
