internal import Foundation
internal import Synchronization
internal import Washout
internal import WashoutReports
internal import WashoutStore

/// The store that a command keeps its finished blocks in: those of scenarios by themselves, and those of
/// scenarios beside a base.
final class RunStore: Sendable {
  private let store: ResultStore
  private let name: String
  /// What was opened: blocks of scenarios by themselves, and of pairs.
  private let opened = Mutex<(alone: [StoredBlocks], pairs: [StoredBlocks])>(([], []))

  /// The store of all scenarios that write below an output folder.
  ///
  /// It stands above the folders of reports, so that a run with other trials, which writes elsewhere,
  /// finds the blocks of the one before.
  static func path(below root: String) -> String { root + "/.washout.sqlite" }

  /// Opens a store, with the folders above it, for the scenario of a name.
  init(at path: String, for use: ResultStore.Use = .local, _ name: String) throws {
    self.name = name
    store = try Self.opened(at: path, for: use)
  }

  /// Opens or makes a store, with the folders above it.
  static func opened(at path: String, for use: ResultStore.Use = .local) throws -> ResultStore {
    let folder = (path as NSString).deletingLastPathComponent
    if !folder.isEmpty { try TextFile.makeFolder(folder) }
    return try ResultStore(at: path, for: use)
  }

  /// The blocks of a scenario by itself.
  func blocks(_ provenance: Provenance) throws -> StoredBlocks {
    let blocks = try store.blocks(of: ResultKey(provenance), named: name)
    opened.withLock { $0.alone.append(blocks) }
    return blocks
  }

  /// The blocks of two scenarios side by side; they go by a name of their own, so that the notice of other
  /// blocks does not speak of them.
  func pairs(_ text: String, probe: String) throws -> StoredBlocks {
    let blocks = try store.blocks(
      of: ResultKey(text: text, engine: EngineVersion.current, probe: probe),
      named: name + ", what if")
    opened.withLock { $0.pairs.append(blocks) }
    return blocks
  }

  /// Says what keeps blocks of the same name from being used where there are none of a scenario and engine;
  /// nil where nothing does.
  func mixingNotice(_ provenance: Provenance) throws -> String? {
    let key = ResultKey(provenance)
    guard try store.blocks(of: key, named: name).blocks().isEmpty else { return nil }
    return try store.otherKey(than: key, named: name).flatMap(key.difference).map {
      "\(store.path) also has blocks of \(name) with \($0); they are kept apart and not used"
    }
  }

  /// Runs work and closes the store.
  ///
  /// - Throws: what the work throws, a block that is no tally of its scenario as a `StoreError`.
  func using<Value: Sendable>(_ work: () async throws -> Value) async throws -> Value {
    do {
      let value = try await work()
      try store.close()
      return value
    } catch let error as UnreadableBlock {
      throw StoreError.unreadable(
        path: store.path, reason: "block \(error.block) of \(name) is not what was kept")
    } catch SimulationError.cancelled {
      Console.report(interruption)
      throw CancellationError()
    }
  }

  private var interruption: String {
    let (alone, pairs) = opened.withLock { opened in
      (Self.count(opened.alone), Self.count(opened.pairs))
    }
    let size = " of \(WorkSize.block) trials"
    let blocks = "\(alone) finished block\(alone == 1 ? "" : "s")\(size)"
    let ofPairs =
      "\(pairs)\(alone == 0 ? " finished block\(pairs == 1 ? "" : "s")\(size)" : "")"
      + " of scenarios beside \(name)"
    let (kept, isOne) =
      switch (alone, pairs) {
      case (_, 0): (blocks, alone == 1)
      case (0, _): (ofPairs, pairs == 1)
      default: ("\(blocks), and \(ofPairs),", false)
      }
    return "\(name): interrupted. \(kept) \(isOne ? "is" : "are") kept in \(store.path); the same "
      + "command goes on from there."
  }

  private static func count(_ parts: [StoredBlocks]) -> Int {
    parts.reduce(0) { $0 + ((try? $1.blocks().count) ?? 0) }
  }
}

extension ResultKey {
  /// What the blocks of a scenario by itself belong to.
  fileprivate init(_ provenance: Provenance) {
    self.init(text: provenance.inputs, engine: EngineVersion.current, probe: provenance.probe)
  }
}
