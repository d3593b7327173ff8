internal import ArgumentParser
internal import Foundation
internal import WashoutStore

/// `washout merge`.
struct MergeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "merge",
    abstract: "Unite stores of results.",
    discussion: """
      Adds the finished blocks of stores, such as those of `washout run --shard`, to the store of the \
      output folder, where the next `washout run` finds them. Merging again, or in another order, changes \
      nothing. Blocks of different scenarios, seeds and engines stay apart; a block that two stores hold \
      with other numbers is refused. Of what shards were to simulate, it says what is missing, by shard.

      Example: washout merge output/.shards/cstar012.*-of-4.sqlite && washout run cstar012
      """)

  @Argument(help: "Stores to read.")
  var stores: [String]

  @Option(
    help: ArgumentHelp(
      "The output folder whose store is added to in place of output/, or a store (*.sqlite).",
      valueName: "dir"))
  var output: String?

  @Flag(help: "No progress.")
  var quiet = false

  func validate() throws {
    if output?.isEmpty == true { throw ValidationError("--output takes the name of a folder.") }
  }

  func run() async throws {
    let merge = self
    try await Interruption.watched {
      do {
        try merge.merge()
      } catch {
        throw Failure.told(error)
      }
    }
  }

  private var target: String {
    let output = output ?? "output"
    return output.hasSuffix(".sqlite") ? output : RunStore.path(below: output)
  }

  private func merge() throws {
    for store in stores where !FileManager.default.fileExists(atPath: store) {
      throw StoreError.missing(path: store)
    }
    let all = try RunStore.opened(at: target)
    var total = ResultStore.MergeCount()
    var plans: [ShardPlan] = []
    for (i, path) in stores.enumerated() {
      let store = try ResultStore(existing: path)
      let count = try all.merge(store)
      plans += try store.shardPlans()
      try store.close()
      total.added += count.added
      total.known += count.known
      if Task.isCancelled {
        Console.report(
          "merge: interrupted. What was added stays; the same command goes on from there.")
        throw CancellationError()
      }
      report(i + 1)
    }
    let progress = try ShardProgress(plans, in: all)
    try all.close()
    if !quiet && Console.errorIsTerminal { Console.reportInPlace("") }
    try Console.write(
      "\(total.added) block\(total.added == 1 ? "" : "s") added to \(target), \(total.known) known "
        + "before.\n" + progress.text)
  }

  /// A moving line on a terminal.
  private func report(_ done: Int) {
    guard !quiet, Console.errorIsTerminal else { return }
    Console.reportInPlace("\(done) of \(stores.count) stores merged")
  }
}
