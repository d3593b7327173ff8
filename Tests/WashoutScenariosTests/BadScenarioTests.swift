import Foundation
import Testing
import Washout
import WashoutScenarios

/// What `Tests/Bad` holds.
///
/// Scenarios that are wrong in one way each, and beside each what is told of it, frozen after it was read and judged.
/// Those called `nobody-` are wrong only when they run. All but a few extend a scenario in `Tests/Bad/good` that has
/// no fault.
@Suite("A scenario that is wrong in one way")
struct BadScenarioTests {
  static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().appendingPathComponent("Bad").path

  static let names =
    (try? FileManager.default.contentsOfDirectory(atPath: folder))?
    .filter { $0.hasSuffix(".yaml") && !$0.hasPrefix("nobody-") }.map { String($0.dropLast(5)) }
    .sorted() ?? []

  /// What `washout validate` tells of a file, its exit code at the end; paths as seen from the folder.
  private func verdict(_ file: String) -> (text: String, faults: Int) {
    do {
      let parsed = try ScenarioParser().parse(fileAt: Self.folder + "/" + file)
      do {
        _ = try Model(parsed.scenario)
      } catch SimulationError.invalid(let path, let reason) {
        throw parsed.fault(at: path, reason)
      }
      _ = try parsed.whatIfCells()
      return ("exit 0\n", 0)
    } catch let faults as ScenarioFaults {
      let count = faults.diagnostics.count
      let text = faults.rendered.replacing(Self.folder + "/", with: "")
      let code = faults.kind == .missingFile ? 66 : 65
      return (
        "\(text)\n\(count) fault\(count == 1 ? "" : "s"), nothing was run.\nexit \(code)\n", count
      )
    } catch {
      return ("\(error)\n", 0)
    }
  }

  @Test("is told whole, with file, line, caret, what to write and the exit code", arguments: names)
  func message(_ name: String) throws {
    let expected = try String(contentsOfFile: Self.folder + "/\(name).txt", encoding: .utf8)
    let found = verdict("\(name).yaml")
    #expect(found.text == expected)
    #expect(found.faults == 1)
  }

  @Test(
    "has no fault without what is wrong",
    arguments: ["mechanism", "rate", "sledai", "pain", "looks", "definitions"])
  func good(_ name: String) {
    #expect(verdict("good/\(name).yaml").text == "exit 0\n")
  }

  @Test("is one of many, and each stands beside its message")
  func many() throws {
    #expect(Self.names.count >= 600)
    let messages = try FileManager.default.contentsOfDirectory(atPath: Self.folder)
      .filter { $0.hasSuffix(".txt") && !$0.hasPrefix("nobody-") }.map { String($0.dropLast(4)) }
      .sorted()
    #expect(messages == Self.names)
  }
}

@Suite("A scenario file that would take for ever is refused at once", .serialized)
struct HugeScenarioTests {
  private let path =
    FileManager.default.temporaryDirectory.path + "/washout-\(UUID().uuidString).yaml"

  /// The first line of what is told of a file, without the file's name.
  private func verdict() -> String {
    let clock = ContinuousClock()
    var message = "no fault"
    let time = clock.measure {
      do throws(ScenarioFaults) {
        _ = try ScenarioParser().parse(fileAt: path)
      } catch {
        message = String(error.rendered.prefix { $0 != "\n" })
      }
    }
    try? FileManager.default.removeItem(atPath: path)
    return time < .seconds(20) ? message.replacing(path, with: "file") : "took \(time)"
  }

  @Test("of 100 MB, which is not read")
  func large() throws {
    try #require(FileManager.default.createFile(atPath: path, contents: Data("title: x\n".utf8)))
    let file = try #require(FileHandle(forWritingAtPath: path))
    try file.truncate(atOffset: 100_000_000)
    try file.close()
    #expect(verdict() == "file: larger than 1 MiB; a scenario is some pages of text")
  }

  @Test("10,000 levels deep", arguments: ["[", "{a: ", "- "])
  func deep(_ opening: String) throws {
    let text = "title: x\ndrug:\n  " + String(repeating: opening, count: 10_000)
    try text.write(toFile: path, atomically: false, encoding: .utf8)
    let message = verdict()
    #expect(message.hasPrefix("file:"))
    #expect(!message.hasPrefix("took"))
  }

  @Test("1,400 levels deep by indentation, as many as 1 MiB holds")
  func indented() throws {
    let text = (0..<1_400).map { String(repeating: " ", count: $0) + "a:\n" }.joined()
    try text.write(toFile: path, atomically: false, encoding: .utf8)
    #expect(verdict().hasSuffix("nested deeper than 64 levels; flatten it"))
  }

  @Test("of aliases that stand for 10^12 values")
  func bomb() throws {
    var text = "a0: &a0 [1, 1, 1, 1, 1, 1, 1, 1, 1, 1]\n"
    for level in 1...12 {
      let uses = Array(repeating: "*a\(level - 1)", count: 10).joined(separator: ", ")
      text += "a\(level): &a\(level) [\(uses)]\n"
    }
    try text.write(toFile: path, atomically: false, encoding: .utf8)
    #expect(verdict().hasSuffix("more than 100,000 values; shorten it"))
  }
}
