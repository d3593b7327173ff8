internal import Foundation
internal import Washout
internal import WashoutScenarios

/// The engine in process, without store and report: what `make benchmark` holds beside other programs.
///
///     WashoutBenchmark SCENARIO TRIALS [threads=N] [twin=off] [alone] [path=value ...]
///
/// Prints the integers that every program of the scenario has to count, and on standard error the seconds
/// and processor seconds that the simulation took, start-up left out.
@main
struct Harness {
  private var trials: Int
  private var threads = 1
  /// Trials behind the first block on the main thread and nothing else: for counting instructions.
  private var isAlone = false
  private var followsNoEffect = true
  private var file: String
  private var settings: [String] = []

  static func main() {
    guard let harness = Harness(CommandLine.arguments.dropFirst()) else {
      tell(
        "usage: WashoutBenchmark SCENARIO TRIALS [threads=N] [twin=off] [alone] [path=value ...]")
      exit(64)
    }
    if harness.isAlone { exit(told { try harness.simulateAlone() }) }
    Task {
      do {
        try await harness.run()
        exit(0)
      } catch {
        exit(told { throw error })
      }
    }
    dispatchMain()
  }

  /// The exit code of some work, its error told.
  private static func told(_ work: () throws -> Void) -> Int32 {
    do {
      try work()
      return 0
    } catch {
      tell("\(error)")
      return 65
    }
  }

  private static func tell(_ line: String) {
    FileHandle.standardError.write(Data((line + "\n").utf8))
  }

  init?(_ words: ArraySlice<String>) {
    let words = Array(words)
    guard words.count >= 2, let trials = Int(words[1]), trials > 0 else { return nil }
    file = words[0]
    self.trials = trials
    for word in words[2...] {
      if word.hasPrefix("threads="), let threads = Int(word.dropFirst(8)), threads > 0 {
        self.threads = threads
      } else if word == "alone" {
        isAlone = true
      } else if word == "twin=off" {
        followsNoEffect = false
      } else {
        settings.append(word)
      }
    }
  }

  private func run() async throws {
    let parsed = try ScenarioParser(overrides: settings).parse(fileAt: file)
    let model = try Model(parsed.scenario, followsNoEffect: followsNoEffect, showsFunnel: true)
    let (start, processor) = (ContinuousClock.now, Self.processorSeconds)
    let tally = try await model.simulate(trials: trials, threads: threads)
    let seconds = start.duration(to: .now) / .seconds(1)
    let used = Self.processorSeconds - processor
    for line in Counts(model, tally).lines { print(line) }
    Self.tell("seconds \(seconds) processor \(used)")
  }

  private func simulateAlone() throws {
    let scenario = try ScenarioParser(overrides: settings).parse(fileAt: file).scenario
    try Model(scenario).simulateAlone(WorkSize.block..<WorkSize.block + trials)
  }

  /// Seconds that all threads of this process have computed.
  private static var processorSeconds: Double {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }
}
