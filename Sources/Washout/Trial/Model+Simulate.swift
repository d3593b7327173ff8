internal import Synchronization

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
  ///   - threads: tasks at a time; changes speed, never results.
  ///   - progress: called on the way.
  /// - Returns: every number that the trials give.
  /// - Throws: `SimulationError`, with `cancelled` soon after the task is cancelled.
  public func run(
    trials: Int? = nil, threads: Int = 1,
    progress: @escaping @Sendable (Progress) -> Void = { _ in }
  ) async throws -> SimulationResults {
    var goal = trials ?? scenario.simulation.trials
    var run = GrowingRun(self, threads: threads, progress: progress)
    var tally = try await run.reach(goal)
    while let rule = scenario.simulation.stopWhen, goal < rule.atMostTrials, !isMet(rule, tally) {
      goal = min(rule.atMostTrials, (goal / WorkSize.block + 1) * WorkSize.block)
      tally = try await run.reach(goal)
    }
    return results(of: tally)
  }
}

/// A run to which blocks are added; a part block at its end is simulated anew when the run grows.
private struct GrowingRun {
  private let model: Model
  private let threads: Int
  private let progress: @Sendable (Progress) -> Void
  private var full: Tally
  private var fullBlocks = 0

  init(_ model: Model, threads: Int, progress: @escaping @Sendable (Progress) -> Void) {
    self.model = model
    self.threads = threads
    self.progress = progress
    full = Tally(model.layout)
  }

  /// The tally of the first `trials` trials.
  mutating func reach(_ trials: Int) async throws -> Tally {
    let done = fullBlocks * WorkSize.block
    let progress = self.progress
    var full = self.full
    var part: Tally?
    let largest = Mutex(fullBlocks > 0 ? model.largestDecisionMCSE(full) : nil)
    try await model.simulate(
      blocks: Array(fullBlocks..<Model.blocks(of: trials).upperBound), of: trials,
      threads: threads,
      progress: { new in
        let error = largest.withLock { $0 }
        progress(Progress(trials: done + new, of: trials, largestMCSE: error))
      },
      body: { block, tally in
        guard (block + 1) * WorkSize.block <= trials else { return part = tally }
        full.merge(tally)
        let error = model.largestDecisionMCSE(full)
        largest.withLock { $0 = error }
      })
    self.full = full
    fullBlocks = trials / WorkSize.block
    if let part { full.merge(part) }
    return full
  }
}
