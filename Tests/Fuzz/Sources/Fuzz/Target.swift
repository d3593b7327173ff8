import Foundation
import Washout
import WashoutScenarios
import WashoutStore

/// What reads bytes that come from outside.
///
/// Any fault is a good answer; a trap or a hang is none.
enum Target: String, CaseIterable {
  /// A scenario file.
  case scenario
  /// The tables that `analyze` reads.
  case data
  /// A store of results.
  case store
  /// The options of `--set` and `--vary`.
  case set

  func read(_ bytes: [UInt8]) {
    switch self {
    case .scenario:
      if let text = String(validating: bytes, as: UTF8.self) { Self.parse(text) }
    case .data:
      if let text = String(validating: bytes, as: UTF8.self) { Self.readTables(text) }
    case .store: Self.openStore(bytes)
    case .set:
      if let text = String(validating: bytes, as: UTF8.self) { Self.set(text) }
    }
  }

  // MARK: Scenarios and options

  private static let nothing = ScenarioFiles { _, _ in .nothing }

  private static func parse(_ text: String, set options: [String] = []) {
    do throws(ScenarioFaults) {
      let parsed = try ScenarioParser(overrides: options, files: nothing)
        .parse(text: text, name: "fuzz", file: "fuzz.yaml")
      _ = try parsed.whatIfCells()
    } catch {
      _ = error.rendered
    }
  }

  /// Each line an option of `--set`, and the last one of `--vary` as well.
  private static func set(_ text: String) {
    let options = text.split(separator: "\n").prefix(4).map(String.init)
    parse(rate, set: options)
    guard let base else { fatalError("a good scenario has a fault") }
    guard let option = options.last else { return }
    do throws(ScenarioFaults) {
      _ = try base.cells(varying: [option])
    } catch {
      _ = error.rendered
    }
  }

  /// A short scenario with a value of every form that an option can set.
  private static let rate =
    good("rate") + "what_if: {sample_sizes: [10, 15], also: {leaving.lost.share: [0, 0.1]}}\n"

  private static let base = try? ScenarioParser(files: nothing)
    .parse(text: rate, name: "fuzz", file: "fuzz.yaml")

  /// A scenario of `Tests/Bad/good`.
  private static func good(_ name: String) -> String {
    let tests = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    let path = tests.appendingPathComponent("Bad/good/\(name).yaml").path
    guard let text = try? String(contentsOfFile: path, encoding: .utf8) else {
      fatalError("there is no \(path)")
    }
    return text
  }

  // MARK: Tables

  private static let mechanism = try? ScenarioParser(files: nothing)
    .parse(text: good("mechanism"), name: "fuzz", file: "fuzz.yaml")

  private static func readTables(_ text: String) {
    guard let base, let mechanism else { fatalError("a good scenario has a fault") }
    do throws(ScenarioFaults) {
      _ = try VisitsFile(text: text, file: "fuzz.csv", for: mechanism.scenario)
    } catch {
      _ = error.rendered
    }
    do throws(ScenarioFaults) {
      _ = try SubjectsFile(text: text, file: "fuzz.csv", for: base.scenario)
    } catch {
      _ = error.rendered
    }
  }

  // MARK: Stores

  /// A file in memory where the system has such a folder: a disk would take most of the time.
  private static let path: String = {
    let inMemory = "/dev/shm"
    let folder =
      FileManager.default.isWritableFile(atPath: inMemory)
      ? inMemory : FileManager.default.temporaryDirectory.path
    return "\(folder)/washout-fuzz-\(getpid()).sqlite"
  }()

  private static func openStore(_ bytes: [UInt8]) {
    for ending in ["", "-wal", "-shm", "-journal"] { unlink(path + ending) }
    guard FileManager.default.createFile(atPath: path, contents: Data(bytes)) else {
      fatalError("cannot write \(path)")
    }
    do {
      let store = try ResultStore(at: path, for: .shard)
      let plans = try store.shardPlans()
      for plan in plans.prefix(2) { _ = try store.missing(from: plan) }
      let key = plans.first?.key ?? ResultKey(text: "a = 1\n", engine: "1", probe: "0")
      let blocks = try store.blocks(of: key, named: "fuzz")
      for block in try blocks.blocks().prefix(4) { _ = try? blocks.bytes(of: block) }
      if let other = try store.otherKey(than: key, named: "rate") {
        _ = key.difference(from: other)
      }
      _ = try store.merge(store)
      try store.close()
    } catch {
      _ = "\(error)"
    }
    for ending in ["", "-wal", "-shm", "-journal"] { unlink(path + ending) }
  }
}
