import Foundation
import Testing
import Washout
import WashoutNumerics

/// A second program in C, written from the article RandomNumbers alone, counts the same integers.
///
/// Its source and what it printed for 1,000 trials of 15 stand in Tests/DoubleProgramming.
@Suite("A second implementation of CSTAR012 counts the same")
struct DoubleProgrammingTests {
  /// Lines as the C program prints them: `name value`.
  static func printed() throws -> [String] {
    let file = Shipped.root.appending(path: "Tests/DoubleProgramming/cstar012-1000x15.txt")
    return try String(contentsOf: file, encoding: .utf8).split(separator: "\n").map(String.init)
  }

  static func counted(seed: UInt64) throws -> [String] {
    let scenario = try Shipped.scenario("cstar012")
    let mechanism = try Mechanism(scenario)
    let layout = IndicatorLayout(definitions: scenario.recurrence.definitions.count)
    var scratch = MechanismScratch(for: mechanism)
    var record = SubjectRecord(estimands: scenario.estimands.count, indicators: layout.count)
    var sums = [Sums(layout), Sums(layout)]
    var screened = 0
    let random = RandomSource(seed: seed)
    for subject in 0..<15_000 {
      let key = SubjectKey(replicate: UInt64(subject / 15), subject: UInt64(subject % 15))
      try mechanism.enrol(key, random, &scratch, screensInFull: false, into: &record)
      screened += record.screened
      sums[0].add(record.assumed)
      sums[1].add(record.noEffect)
    }
    let failures = zip(scenario.eligibility.criteria, scratch.funnel.failedFirst).map {
      "failed_first_\($0.id) \($1)"
    }
    let names = scenario.recurrence.definitions.map(\.name)
    return ["screened \(screened)"] + failures + sums[0].lines("assumed", names)
      + sums[1].lines("no_effect", names)
  }

  @Test("integer by integer")
  func integers() throws {
    let printed = try Self.printed()
    #expect(printed.count == 85)
    #expect(try Self.counted(seed: 7_381_465).sorted() == printed.sorted())
    let other = try Self.counted(seed: 7_381_466)
    #expect(other.count == printed.count)
    #expect(zip(other.sorted(), printed.sorted()).count { $0 != $1 } > 70)
  }

  /// As `make second` does; the flags keep the compiler from contracting sums and products.
  @Test("and the C program, compiled anew, prints what is stored")
  func compiled() throws {
    let folder = FileManager.default.temporaryDirectory.appending(
      path: "second-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let program = folder.appending(path: "second").path
    let source = Shipped.root.appending(path: "Tests/DoubleProgramming/cstar012.c").path
    _ = try Self.run(
      "/usr/bin/env", "cc", "-std=c11", "-O2", "-ffp-contract=off", "-o", program, source, "-lgsl",
      "-lgslcblas", "-lm")
    #expect(try Self.run(program, "1000", "15") == Self.printed())
    #expect(try Self.run(program, "999", "15") != Self.printed())
  }

  private static func run(_ words: String...) throws -> [String] {
    let process = Process()
    let output = Pipe()
    process.executableURL = URL(filePath: words[0])
    process.arguments = Array(words.dropFirst())
    process.standardOutput = output
    try process.run()
    let data = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0, "\(words)")
    return String(decoding: data, as: UTF8.self).split(separator: "\n").map(String.init)
  }

  struct Sums {
    let layout: IndicatorLayout
    var indicators: [Int]
    var entered = 0

    init(_ layout: IndicatorLayout) {
      self.layout = layout
      indicators = Array(repeating: 0, count: layout.count)
    }

    mutating func add(_ record: ArmRecord) {
      for i in indicators.indices { indicators[i] += Int(record.indicators[i]) }
      entered += record.entered ? 1 : 0
    }

    func lines(_ drug: String, _ definitions: [String]) -> [String] {
      func line(_ name: String, _ indicator: Indicator) -> String {
        "\(drug) \(name) \(indicators[layout.index(of: indicator)])"
      }
      var lines = [
        line("dosed", .dosed), line("entered", .entered), "\(drug) entered_observed \(entered)",
        line("lost", .lost), line("response", .response), line("flare", .flare),
      ]
      if drug == "assumed" { lines.append(line("above_ic50_at_end", .aboveIC50AtEnd)) }
      for (i, name) in definitions.enumerated() {
        for layer in Layer.allCases {
          lines.append(line("\(name) \(layer.rawValue)", .recurrence(definition: i, layer: layer)))
        }
        lines.append(line("\(name) false", .falseRecurrence(definition: i)))
        lines.append(line("\(name) missed_flare", .missedFlare(definition: i)))
      }
      return lines
    }
  }
}
