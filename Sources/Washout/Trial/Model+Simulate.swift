extension Model {
  /// Simulates trials and adds up their tallies, block by block in order.
  ///
  /// - Parameters:
  ///   - trials: number of trials, at least 1; the scenario's where nil.
  ///   - threads: tasks at a time; changes speed, never results.
  ///   - progress: called on the way.
  /// - Returns: the tally of all trials.
  /// - Throws: `SimulationError`, with `cancelled` soon after the task is cancelled.
  public func simulate(
    trials: Int? = nil, threads: Int = 1,
    progress: @escaping @Sendable (Progress) -> Void = { _ in }
  ) async throws -> Tally {
    let trials = trials ?? scenario.simulation.trials
    var total = Tally(layout)
    try await simulate(
      blocks: Array(Self.blocks(of: trials)), of: trials, threads: threads,
      progress: { progress(Progress(trials: $0, of: trials)) },
      body: { total.merge($1) })
    return total
  }

  /// The numbers of the blocks that hold a number of trials; the last one can be a part.
  public static func blocks(of trials: Int) -> Range<Int> {
    0..<(trials + WorkSize.block - 1) / WorkSize.block
  }

  /// Simulates the trials that the scenario asks for, more where its stop rule wants them, and reads
  /// the results.
  ///
  /// With a stop rule, blocks are added one by one until the Monte Carlo error of its headline is
  /// small enough; the results are those of a run with that many trials.
  /// - Parameters:
  ///   - trials: number of trials in place of the scenario's.
  ///   - store: where finished blocks are kept; those that it holds are not simulated again, and the
  ///     results are the same bits.
  ///   - threads: tasks at a time; changes speed, never results.
  ///   - progress: called on the way.
  /// - Returns: every number that the trials give.
  /// - Throws: `SimulationError`, with `cancelled` soon after the task is cancelled; what the store throws,
  ///   and `UnreadableBlock`.
  public func run(
    trials: Int? = nil, store: (any BlockStore)? = nil, threads: Int = 1,
    progress: @escaping @Sendable (Progress) -> Void = { _ in }
  ) async throws -> SimulationResults {
    var goal = trials ?? scenario.simulation.trials
    var run = try GrowingRun(self, store: store, threads: threads, progress: progress)
    var tally = try await run.reach(goal)
    while let rule = scenario.simulation.stopWhen, goal < rule.atMostTrials, !isMet(rule, tally) {
      goal = min(rule.atMostTrials, (goal / WorkSize.block + 1) * WorkSize.block)
      tally = try await run.reach(goal)
    }
    return results(of: tally)
  }
}
