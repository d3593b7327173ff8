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

  @Test("more than 1 MiB")
  func size() {
    let comment = "#" + String(repeating: " ", count: 1 << 20) + "\n"
    #expect(verdict(comment) == "small.yaml: larger than 1 MiB; a scenario is some pages of text")
    #expect(verdict(SmallScenario.text + String(repeating: "#\n", count: 1000)) == "no fault")
  }
}
