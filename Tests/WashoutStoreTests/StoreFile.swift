import Foundation
import GRDB
import WashoutStore

/// A store's file in a folder of a test's own, gone when the test is over.
final class StoreFile {
  let folder: String

  init() throws {
    folder = FileManager.default.temporaryDirectory.path + "/washout-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
  }

  deinit {
    try? FileManager.default.removeItem(atPath: folder)
  }

  var path: String { path("store") }

  func path(_ name: String) -> String { folder + "/\(name).sqlite" }

  func data(_ name: String = "store") throws -> Data {
    try Data(contentsOf: URL(fileURLWithPath: path(name)))
  }

  func write(_ data: Data, _ name: String = "store") throws {
    try data.write(to: URL(fileURLWithPath: path(name)))
  }

  /// Adds blocks of a key to a store and closes it.
  func add(
    _ blocks: [Int], of key: ResultKey = .one, named name: String = "small",
    to file: String = "store", as use: ResultStore.Use = .local
  ) throws {
    let store = try ResultStore(at: path(file), for: use)
    let kept = try store.blocks(of: key, named: name)
    for block in blocks { try kept.keep(Self.tally(block, key), of: block) }
    try store.close()
  }

  /// Every block of a key in a store.
  func blocks(of key: ResultKey = .one, in file: String = "store") throws -> [Int: [UInt8]] {
    let store = try ResultStore(existing: path(file))
    defer { try? store.close() }
    let kept = try store.blocks(of: key, named: "small")
    return try Dictionary(
      uniqueKeysWithValues: kept.blocks().map { ($0, try kept.bytes(of: $0)) })
  }

  /// What stands for the tally of a block; about as long as a small one.
  static func tally(_ block: Int, _ key: ResultKey = .one) -> [UInt8] {
    (0..<3000).map { UInt8(truncatingIfNeeded: block &* 31 &+ $0 &* $0 &+ key.probe.count) }
  }

  static func tallies(_ blocks: some Sequence<Int>, _ key: ResultKey = .one) -> [Int: [UInt8]] {
    Dictionary(uniqueKeysWithValues: blocks.map { ($0, tally($0, key)) })
  }
}

extension ResultKey {
  static let one = ResultKey(
    text: "trial.sample_size = 15\nleaving.lost = 0.1\nsimulation.seed = 1\n", engine: "1.0.0",
    probe: "00")
  static let loss = ResultKey(
    text: "trial.sample_size = 15\nleaving.lost = 0.15\nsimulation.seed = 1\n", engine: "1.0.0",
    probe: "000")
  static let seed = ResultKey(
    text: "trial.sample_size = 15\nleaving.lost = 0.1\nsimulation.seed = 2\n", engine: "1.0.0",
    probe: "0000")
  static let engine = ResultKey(text: one.text, engine: "1.1.0", probe: "00")
  static let build = ResultKey(text: one.text, engine: "1.0.0", probe: "11")
}
