internal import ArgumentParser
internal import Washout

/// How many trials are drawn, from which seed, how fast and how loud: the same for every command that simulates.
struct DrawingOptions: ParsableArguments {
  /// As many as a scenario file may ask for.
  private static let mostTrials = 1_000_000_000
  /// More tasks at a time would only cost memory.
  private static let mostThreads = 1_024

  @Option(
    parsing: .unconditional, help: "Simulate this many trials in place of the scenario's number.")
  var trials: Int?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Draw from this seed in place of the scenario's.", valueName: "seed"),
    transform: Self.seed)
  var seed: UInt64?

  @Option(
    parsing: .unconditional,
    help: "Threads; they change speed, never results. (default: all processors it may use)")
  var threads: Int?

  @Flag(help: "No progress and no warnings.")
  var quiet = false

  func validate() throws {
    try Self.check(trials: trials, threads: threads)
  }

  /// Tasks at a time.
  ///
  /// - Throws: `OutputError.cannotCreate` where what was read has left no memory for threads.
  var tasks: Int { get throws(OutputError) { try Self.tasks(threads) } }

  /// Tasks at a time where so many are asked for, or as many as processors.
  static func tasks(_ threads: Int?) throws(OutputError) -> Int {
    try MemoryLimit.leaveRoomForThreads()
    return threads ?? ProcessorCount.available()
  }

  /// A scenario that draws from the seed of the command line, where it gives one.
  func seeded(_ scenario: Scenario) -> Scenario {
    var scenario = scenario
    if let seed { scenario.simulation.seed = seed }
    return scenario
  }

  /// Refuses numbers of trials and threads that no command takes.
  static func check(trials: Int?, threads: Int?) throws {
    if let trials, !(1...mostTrials).contains(trials) {
      throw ValidationError("--trials takes a number from 1 to 1,000,000,000.")
    }
    if let threads, !(1...mostThreads).contains(threads) {
      throw ValidationError("--threads takes a number from 1 to 1,024.")
    }
  }

  /// The seed that an argument says.
  static func seed(_ text: String) throws -> UInt64 {
    if let seed = UInt64(text) { return seed }
    throw ValidationError("write a whole number from 0 to 18446744073709551615.")
  }
}
