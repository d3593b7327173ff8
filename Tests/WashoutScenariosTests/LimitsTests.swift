import Foundation
import Testing
import WashoutScenarios

@Suite("A text that would take for ever is refused at once")
struct LimitsTests {
  /// The first line of what is said about a text, or the seconds that were needed when too many.
  private func verdict(_ text: String) -> String {
    let clock = ContinuousClock()
    var message = ""
    let time = clock.measure { message = SmallScenario.faults(text) }
    guard time < .seconds(20) else { return "took \(time)" }
    return message.split(separator: "\n").first.map(String.init) ?? ""
  }

  private func bomb(levels: Int) -> String {
    var text = "a0: &a0 [1, 1, 1, 1, 1, 1, 1, 1, 1, 1]\n"
    for level in 1...levels {
      let uses = Array(repeating: "*a\(level - 1)", count: 10).joined(separator: ", ")
      text += "a\(level): &a\(level) [\(uses)]\n"
    }
    return text
  }

  @Test("aliases of aliases, which count at each use")
  func aliases() {
    let message = verdict(bomb(levels: 12))
    #expect(message.hasSuffix("more than 100,000 values; shorten it"))
    #expect(SmallScenario.faults(bomb(levels: 2)).contains("unknown key `a0`"))
  }

  @Test(
    "aliases of aliases inside a key", arguments: ["? *a12\n: 1\n", "*a12 : 1\n", "[*a12]: 1\n"])
  func aliasKeys(_ key: String) {
    #expect(verdict(bomb(levels: 12) + key).contains("cannot stand in one file"))
  }

  @Test("nesting deeper than 64 levels")
  func depth() {
    let deep = { (n: Int) in
      "title: " + String(repeating: "[", count: n) + String(repeating: "]", count: n) + "\n"
    }
    #expect(verdict(deep(70)).hasSuffix("nested deeper than 64 levels; flatten it"))
    #expect(!verdict(deep(60)).contains("nested deeper"))
  }

  @Test(
    "brackets, dashes, keys and question marks without end",
    arguments: [
      "[", "{", "- ", "? ", "[{", "{a: ", "[a]: ", "? [", "&a [", "!x ", "\"", "'", "|\n",
    ])
  func repeated(_ part: String) {
    let text = String(repeating: part, count: (1 << 20) / part.utf8.count)
    #expect(!verdict(text).hasPrefix("took"))
  }

  @Test("many values and long lines within 1 MiB")
  func wide() {
    let list = "title: [" + String(repeating: "1,", count: 500_000) + "1]\n"
    #expect(verdict(list).hasSuffix("more than 100,000 values; shorten it"))
    let keys = (0..<90_000).map { "a\($0): 1\n" }.joined()
    #expect(!verdict(keys).hasPrefix("took"))
  }

  @Test("many faults on one long line, of which the first 200 are told")
  func faultsOnOneLine() {
    let text = SmallScenario.text + "true_rates_of_interest: [\(wide("2.5", 90_000))]\n"
    #expect(verdict(text).contains("true_rates_of_interest is 2.5, a share lies between 0 and 1"))
    #expect(SmallScenario.faults(text).components(separatedBy: "a share lies").count == 201)
    #expect(SmallScenario.faults(text.replacing("2.5", with: "0.5")) == "no fault")
  }

  @Test("a number or a tilt that goes on and on")
  func longScalars() {
    let zeros = String(repeating: "0", count: 900_000) + "x"
    let number = SmallScenario.text.replacing("sample_size: 15", with: "sample_size: \(zeros)")
    #expect(verdict(number).contains("trial.sample_size is `000"))
    // Both ends of the value and what to write, in less than a screen.
    #expect(verdict(number).contains("000 ... 000"))
    #expect(verdict(number).hasSuffix("00x`; a whole number from 1 to 1000 belongs here"))
    #expect(SmallScenario.faults(number).count < 1500)
    let spaces = String(repeating: " ", count: 400_000)
    let tilt = { (tilt: String) in
      SmallScenario.text.replacing(
        "method: kaplan_meier", with: "method: proportion, lost_patients: \(tilt)")
    }
    #expect(verdict(tilt("tilted(\(spaces)a)x")).contains("lost_patients is `tilted("))
    #expect(verdict(tilt("tilted (\(spaces)2 )")) == "no fault")
  }

  @Test("a long text that stands for thousands of others")
  func longAliases() {
    let text = { (uses: Int) in
      SmallScenario.text.replacing(
        "A1: A paper", with: "A1: &a " + String(repeating: "x", count: 900_000) + "\n")
        + (0..<uses).map { "  A1\($0): *a\n" }.joined()
    }
    #expect(verdict(text(3000)).contains("more than 4 MiB of text, that of an alias counted"))
    #expect(verdict(text(3)) == "no fault")
  }

  @Test("tens of thousands of keys on top of as many")
  func manyKeys() {
    let base = SmallScenario.text.replacing("A1: A paper", with: "A1: A paper\n  k")
      .replacing("  k\n", with: (0..<40_000).map { "  k\($0): x\n" }.joined())
    let files = ScenarioFiles { _, _ in .contents(Data(base.utf8)) }
    let text = "extends: base.yaml\nsources:\n" + (0..<45_000).map { "  k\($0): y\n" }.joined()
    let clock = ContinuousClock()
    let time = clock.measure {
      let parsed = try? ScenarioParser(files: files)
        .parse(text: text, name: "wide", file: "wide.yaml")
      #expect(parsed != nil)
    }
    #expect(time < .seconds(20))
  }

  private func wide(_ cell: String, _ count: Int) -> String {
    Array(repeating: cell, count: count).joined(separator: ",")
  }

  @Test("a table of a hundred thousand unknown columns, or parameters to choose from")
  func tables() throws {
    let scenario = try SmallScenario.parse().scenario
    let clock = ContinuousClock()
    let names = (0..<100_000).map { "c\($0)" }.joined(separator: ",")
    var columns: [Diagnostic] = []
    let visits = clock.measure {
      do throws(ScenarioFaults) {
        let text = "id,week,\(names)\na,0,\(wide("x", 100_000))\n"
        _ = try VisitsFile(text: text, file: "v.csv", for: scenario)
      } catch {
        columns = error.diagnostics
      }
    }
    #expect(visits < .seconds(20))
    #expect(columns.count == 200)
    #expect(columns[0].message.hasPrefix("unknown column `c0`"))
    var parameters: [Diagnostic] = []
    let subjects = clock.measure {
      do throws(ScenarioFaults) {
        let rows = (0..<100_000).map { "a\($0),P\($0),1,0\n" }.joined()
        _ = try SubjectsFile(
          text: "USUBJID,PARAMCD,AVAL,CNSR\n" + rows, file: "s.csv", for: scenario)
      } catch {
        parameters = error.diagnostics
      }
    }
    #expect(subjects < .seconds(20))
    #expect(parameters.map(\.message).joined().contains("P28, P29, ...; choose one with"))
  }

  @Test("more than 1 MiB")
  func size() {
    let comment = "#" + String(repeating: " ", count: 1 << 20) + "\n"
    #expect(verdict(comment) == "small.yaml: larger than 1 MiB; a scenario is some pages of text")
    #expect(verdict(SmallScenario.text + String(repeating: "#\n", count: 1000)) == "no fault")
  }
}
