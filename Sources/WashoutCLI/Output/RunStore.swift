internal import Foundation
internal import Washout
internal import WashoutReports
internal import WashoutStore

/// The store that a run keeps its finished blocks in, opened for one scenario.
struct RunStore {
  /// The scenario's blocks.
  let blocks: StoredBlocks
  private let store: ResultStore
  private let name: String
  /// What is otherwise in blocks of the same name, while there are none of this scenario and engine.
  private let difference: String?

  /// The store of all scenarios that write below an output folder.
  ///
  /// It stands above the folders of reports, so that a run with other trials, which writes elsewhere,
  /// finds the blocks of the one before.
  static func path(below root: String) -> String { root + "/.washout.sqlite" }

  /// Opens a store, with the folders above it.
  init(
    at path: String, for use: ResultStore.Use = .local, _ name: String, _ provenance: Provenance
  ) throws {
    self.name = name
    store = try Self.opened(at: path, for: use)
    let key = ResultKey(
      text: provenance.inputs, engine: EngineVersion.current, probe: provenance.probe)
    blocks = try store.blocks(of: key, named: name)
    let other = try blocks.blocks().isEmpty ? store.otherKey(than: key, named: name) : nil
    difference = other.flatMap(key.difference)
  }

  /// Opens or makes a store, with the folders above it.
  static func opened(at path: String, for use: ResultStore.Use = .local) throws -> ResultStore {
    let folder = (path as NSString).deletingLastPathComponent
    do {
      if !folder.isEmpty {
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
      }
    } catch {
      throw OutputError.cannotCreate(path: folder, reason: TextFile.reason)
    }
    return try ResultStore(at: path, for: use)
  }

  /// The blocks of two scenarios side by side; they go by a name of their own, so that the notice of other
  /// blocks does not speak of them.
  func pairs(_ text: String, probe: String) throws -> StoredBlocks {
    try store.blocks(
      of: ResultKey(text: text, engine: EngineVersion.current, probe: probe),
      named: name + ", what if")
  }

  /// Says what keeps blocks of the same name from being used; nil where nothing does.
  var mixingNotice: String? {
    difference.map {
      "\(store.path) also has blocks of \(name) with \($0); they are kept apart and not used"
    }
  }

  /// Runs work and closes the store.
  ///
  /// - Throws: what the work throws, a block that is no tally of the model as a `StoreError`.
  func using<Value: Sendable>(_ work: () async throws -> Value) async throws -> Value {
    do {
      let value = try await work()
      try store.close()
      return value
    } catch let error as UnreadableBlock {
      throw blocks.damaged(error.block)
    } catch SimulationError.cancelled {
      Console.report(interruption)
      throw CancellationError()
    }
  }

  private var interruption: String {
    let count = (try? blocks.blocks().count) ?? 0
    return "\(name): interrupted. \(count) finished block\(count == 1 ? "" : "s") of "
      + "\(WorkSize.block) trials \(count == 1 ? "is" : "are") kept in \(store.path); the same command "
      + "goes on from there."
  }
}
