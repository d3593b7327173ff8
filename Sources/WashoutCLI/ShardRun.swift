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
  private let options: SimulationOptions

  /// Refuses a run that decides on the way how many trials it has.
  init(
    _ path: ScenarioPath, _ shard: Shard, _ parsed: ParsedScenario, _ options: SimulationOptions
  ) throws {
    var parsed = parsed
    options.apply(to: &parsed)
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
    let blocks = shard.blocks(of: scenario.simulation.trials / WorkSize.block)
    let progress =
      options.quiet ? nil : ProgressReport("\(path.name) \(shard.number)/\(shard.count)")
    defer { progress?.finish() }
    do {
      let model = try Model(scenario)
      let store = try RunStore(
        at: file, for: .shard, path.name, try Provenance(parsed, model))
      if !options.quiet, let notice = store.mixingNotice { Console.report(notice) }
      try await store.using {
        try await model.fill(
          store.blocks, blocks: blocks, threads: options.threads ?? ProcessorCount.available(),
          progress: { progress?.show($0) })
      }
    } catch let error as SimulationError {
      progress?.finish()
      throw Failure.tell(error, scenario, file: path.path)
    }
    progress?.finish()
    if !options.quiet { Console.report(done(blocks.count, file)) }
  }

  private func done(_ blocks: Int, _ file: String) -> String {
    "\(path.name): shard \(shard.number) of \(shard.count) is done, \(blocks) "
      + "block\(blocks == 1 ? "" : "s") of \(WorkSize.block) trials in \(file). When all are there: "
      + "washout merge \(options.root)/.shards/\(path.name).*-of-\(shard.count).sqlite"
      + (options.output.map { " --output \($0)" } ?? "")
  }
}
