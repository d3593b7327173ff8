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

  private static func parse(_ text: String) {
    do throws(ScenarioFaults) {
      let parsed = try ScenarioParser(files: GoodFiles.files)
        .parse(text: text, name: "fuzz", file: "fuzz.yaml")
      if asksForFewCells(text) { _ = try parsed.whatIfCells() }
    } catch {
      _ = error.rendered
    }
  }

  /// Whether the lists below `what_if` are short: a thousand cells, the most, are one scenario a thousand times, and take
  /// seconds under the sanitizer.
  private static func asksForFewCells(_ text: String) -> Bool {
    guard let section = text.firstRange(of: "what_if") else { return true }
    return text.utf8[section.upperBound...].count { $0 == UInt8(ascii: ",") } <= 12
  }

  /// Each line an option of `--set`, and the last one of `--vary` as well.
  private static func set(_ text: String) {
    let options = text.split(separator: "\n").prefix(4).map(String.init)
    do throws(ScenarioFaults) {
      let parsed = try base.adding(options)
      // Cells that no option touches are the same scenario once more for each of them.
      if text.contains("what_if") { _ = try parsed.whatIfCells() }
    } catch {
      _ = error.rendered
    }
    guard let option = options.last else { return }
    do throws(ScenarioFaults) {
      _ = try base.cells(varying: [option])
    } catch {
      _ = error.rendered
    }
  }

  /// A short scenario with a value of every form that an option can set.
  private static let rate =
    GoodFiles.text(of: "rate.yaml")
    + "what_if: {sample_sizes: [10, 15], also: {leaving.lost.share: [0, 0.1]}}\n"

  private static let base = good(rate)

  private static func good(_ text: String) -> ParsedScenario {
    do throws(ScenarioFaults) {
      return try ScenarioParser(files: GoodFiles.files)
        .parse(text: text, name: "fuzz", file: "fuzz.yaml")
    } catch {
      fatalError("a good scenario has a fault: \(error.rendered)")
    }
  }

  // MARK: Tables

  private static let mechanism = good(GoodFiles.text(of: "mechanism.yaml"))

  /// Read as times where the first line names a column of times, else as visits; a short one as both.
  private static func readTables(_ text: String) {
    let header = text.prefix { !$0.isNewline }.uppercased()
    let areTimes = ["USUBJID", "AVAL", "CNSR"].contains { header.contains($0) }
    let isShort = text.utf8.count < 200
    do throws(ScenarioFaults) {
      if !areTimes || isShort {
        _ = try VisitsFile(text: text, file: "fuzz.csv", for: mechanism.scenario)
      }
    } catch {
      _ = error.rendered
    }
    do throws(ScenarioFaults) {
      if areTimes || isShort {
        _ = try SubjectsFile(text: text, file: "fuzz.csv", for: base.scenario)
      }
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

  private static let beside = ["", "-wal", "-shm", "-journal"].map { path + $0 }

  private static func openStore(_ bytes: [UInt8]) {
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
    for file in beside { unlink(file) }
  }
}
