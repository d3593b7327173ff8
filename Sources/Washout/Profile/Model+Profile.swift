internal import WashoutNumerics

extension Model {
  /// Measures the stages of trials of the planned size on one thread, on trials of its own.
  ///
  /// Stages are run from the first to one after the other, each time for the same people; a stage's time is
  /// what it adds, so that nothing is measured inside the loop that makes results. Of fifteen such
  /// measurements the shortest counts.
  /// - Parameters:
  ///   - trials: trials of each measurement, at least 1.
  ///   - seconds: the caller's clock.
  /// - Returns: the stages in order.
  /// - Throws: `SimulationError` of the course.
  public func profile(
    trials: Int, seconds: () -> Double
  ) throws(SimulationError) -> StageProfile {
    var planned = scenario
    planned.whatIfSampleSizes = []
    let model = try Model(planned)
    // Behind the first block, whose candidates are asked every criterion for the funnel.
    let replicates = WorkSize.block..<WorkSize.block + trials
    let people = Double(trials * planned.trial.sampleSize)
    var rows: [StageProfile.Row] = []
    var before = Spent()
    for stage in model.stages {
      var spent = Spent(seconds: .infinity)
      for _ in 0..<15 {
        let start = seconds()
        let blocks = try model.run(upTo: stage, replicates) ?? before.blocks
        spent = Spent(seconds: min(spent.seconds, seconds() - start), blocks: blocks)
      }
      rows.append(
        StageProfile.Row(
          stage: stage, seconds: (spent.seconds - before.seconds) / people,
          blocks: Double(spent.blocks - before.blocks) / people))
      before = spent
    }
    return StageProfile(
      stages: rows, people: Int(people), secondsPerBlock: Self.secondsPerBlock(seconds))
  }

  /// Simulates trials on the caller's thread and forgets them, so that their instructions can be counted.
  ///
  /// - Throws: `SimulationError` of the course.
  package func simulateAlone(_ replicates: Range<Int>) throws(SimulationError) {
    _ = try simulate(unit: replicates)
  }

  private struct Spent {
    var seconds = 0.0
    var blocks: UInt64 = 0
  }

  /// The stages that the model has.
  private var stages: [StageProfile.Stage] {
    switch course {
    case .statistical: [.times, .analyses, .tally]
    case .mechanistic(let mechanism):
      StageProfile.Stage.allCases.filter {
        $0 != .times && ($0 != .twin || mechanism.followsNoEffect)
      }
    }
  }

  /// Runs trials up to a stage.
  ///
  /// - Returns: blocks of random words drawn so far; nil where people are drawn no further.
  private func run(
    upTo stage: StageProfile.Stage, _ replicates: Range<Int>
  ) throws(SimulationError) -> UInt64? {
    if stage == .analyses {
      _ = try eachTrial(replicates) { _, _ in }
      return nil
    }
    if stage == .tally {
      _ = try simulate(unit: replicates)
      return nil
    }
    let random = RandomSource(seed: scenario.simulation.seed)
    var record = SubjectRecord(estimands: layout.totals.estimands)
    switch course {
    case .statistical(let statistical):
      for key in keys(replicates) { statistical.enrol(key, random, into: &record) }
    case .mechanistic(let mechanism):
      var scratch = MechanismScratch(for: mechanism)
      for key in keys(replicates) {
        try mechanism.enrol(key, random, &scratch, upTo: stage, into: &record)
      }
    }
    return random.blocks
  }

  private func keys(_ replicates: Range<Int>) -> [SubjectKey] {
    replicates.flatMap { replicate in
      (0..<scenario.trial.sampleSize).map {
        SubjectKey(replicate: UInt64(replicate), subject: UInt64($0))
      }
    }
  }

  /// Four blocks of each of many places, which do not wait for each other.
  private static func secondsPerBlock(_ seconds: () -> Double) -> Double {
    let random = RandomSource(seed: 1)
    let places: UInt64 = 50_000
    var shortest = Double.infinity
    var last: UInt64 = 0
    for _ in 0..<3 {
      let start = seconds()
      for place in 0..<places {
        let key = SubjectKey(replicate: place, subject: last & 1)
        last = random.firstWords(16, of: key, .itemsAtScreening)[15]
      }
      shortest = min(shortest, seconds() - start)
    }
    return shortest / Double(4 * places)
  }
}
