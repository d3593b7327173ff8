import Foundation
import Testing
import Washout
import WashoutReports

@Suite("A text that wants to be more than text")
struct HostileTextTests {
  static let formulas = [
    "=1+1", "=HYPERLINK(\"http://a\",\"b\")", "+1+cmd|' /C calc'!A0", "-1+1", "@SUM(A1)", "\t=1",
    "\r=1", "=", "+", "-", "@",
  ]
  static let acting = [
    "\u{1B}[31m", "\u{9B}31m", "\u{7}", "\u{7F}", "\u{0}", "\u{202E}", "\u{2066}",
  ]

  @Test("is no formula in a spreadsheet", arguments: formulas)
  func formula(_ text: String) throws {
    let rows = CSV.rows(CSV.table(["a"], [[text]]))
    let cell = try #require(rows.last?.first)
    #expect(cell == "'" + text)
  }

  @Test(
    "stays as it is in a spreadsheet where it is a number or begins otherwise",
    arguments: ["-1", "-0.5", "+3", "-1.5e-7", "a=1", "'=1", "", "1-2", " =1"])
  func plain(_ text: String) {
    #expect(CSV.rows(CSV.table(["a", "b"], [[text, "x"]])).last == [text, "x"])
  }

  @Test("does not act on a terminal, in Markdown or in JSON", arguments: acting)
  func controls(_ text: String) throws {
    let scalars = { (text: String) in Array(text.unicodeScalars) }
    for shown in [
      PrintableText.visible("a\(text)b"), PrintableText.onOneLine("a\(text)b"),
      Markdown.escaped("a\(text)b"), Markdown.code("a\(text)b"),
      JSONValue.string("a\(text)b").document,
    ] {
      let acting = scalars(shown).filter { PrintableText.acts($0) }
      #expect(acting == [])
    }
    #expect(PrintableText.visible("a\(text)b").unicodeScalars.count == scalars(text).count + 2)
    let read = try JSONSerialization.jsonObject(
      with: Data(JSONValue.array([.string("a\(text)b")]).document.utf8))
    #expect(read as? [String] == ["a\(text)b"])
  }

  @Test(
    "is kept letter for letter where nothing in it acts",
    arguments: ["", "Trial of 15", "Größe, 大きさ, حجم", "a\tb\nc", "👩‍⚕️", "x\u{301}"])
  func harmless(_ text: String) {
    #expect(PrintableText.visible(text) == text)
  }

  @Test(
    "stays on one line where one line is meant",
    arguments: ["\n", "\r\n", "\u{2028}", "\u{85}", "\u{B}"])
  func lines(_ text: String) {
    for shown in [
      PrintableText.onOneLine("a\(text)b"), Markdown.escaped("a\(text)b"),
      Markdown.code("a\(text)b"),
    ] {
      #expect(shown.split(whereSeparator: { $0.isNewline }).count == 1)
    }
  }
}
