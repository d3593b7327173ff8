import Foundation
import Testing
import WashoutReports

@Suite("Texts of a scenario")
struct TextTests {
  @Test("cannot act as Markdown or HTML")
  func escaping() {
    let text = "a|b *c* _d_ <script> [x](y) `e` #f\n\\g & ~h~ $i$ @j !k"
    #expect(
      Markdown.escaped(text)
        == "a\\|b \\*c\\* \\_d\\_ \\<script> \\[x\\](y) \\`e\\` \\#f \\\\g \\& \\~h\\~ \\$i\\$ \\@j \\!k"
    )
  }

  @Test("stay as they are where nothing in them is markup")
  func plain() {
    #expect(Markdown.escaped("Aged 18 to 65, ESR (mm/h): 20") == "Aged 18 to 65, ESR (mm/h): 20")
  }

  @Test("as code stay code, whatever backticks they hold")
  func code() {
    #expect(Markdown.code("a b") == "`a b`")
    #expect(Markdown.code("a`b``c") == "``` a`b``c ```")
  }

  @Test("survive the way through JSON")
  func json() throws {
    let text = "quote \" backslash \\ line\nfeed\ttab \u{1}control é 漢 😀"
    let document = JSONValue.object([
      .init("text", .string(text)), .init("none", .null), .init("number", .number(1.0 / 3)),
      .init("list", .array([.bool(true), .object([]), .array([])])),
    ]).document
    let parsed = try #require(
      try JSONSerialization.jsonObject(with: Data(document.utf8)) as? [String: Any])
    #expect(parsed["text"] as? String == text)
    #expect(parsed["none"] is NSNull)
    #expect(parsed["number"] as? Double == 0.3333333333)
    #expect((parsed["list"] as? [Any])?.count == 3)
  }

  @Test("keep the order of their keys in JSON")
  func order() {
    let value = JSONValue.object([.init("b", .integer(1)), .init("a", .integer(2))])
    #expect(value.document == "{\"b\": 1, \"a\": 2}\n")
  }

  @Test("are quoted in CSV where they must be, and only there")
  func csv() {
    let text = CSV.table(
      ["a", "b"], [["x,y", "say \"no\""], [nil, "plain"], ["two\nlines", ""]])
    #expect(text == "a,b\n\"x,y\",\"say \"\"no\"\"\"\n,plain\n\"two\nlines\",\n")
  }

  @Test("wrap at spaces, and long words stay whole")
  func wrapping() {
    #expect(
      Paragraph.wrapped("one two three four", width: 9, indent: "  ") == "one two\n  three\n  four")
    #expect(Paragraph.wrapped("incomprehensibilities no", width: 5) == "incomprehensibilities\nno")
    #expect(Paragraph.wrapped("", width: 5) == "")
    #expect(Paragraph.wrapped("rate of 12 % here", width: 10) == "rate of\n12 % here")
    #expect(Paragraph.wrapped("CRP 10 mg/L, ESR", width: 8) == "CRP\n10 mg/L,\nESR")
    #expect(Paragraph.wrapped("in all % of", width: 8) == "in all %\nof")
  }

  @Test("are listed as a sentence lists them")
  func lists() {
    #expect(Paragraph.list([]) == "")
    #expect(Paragraph.list(["a"]) == "a")
    #expect(Paragraph.list(["a", "b"]) == "a and b")
    #expect(Paragraph.list(["a", "b", "c"]) == "a, b and c")
  }

  @Test("name abbreviations in capitals")
  func names() {
    #expect(Terms.readable("sledai_rise") == "SLEDAI rise")
    #expect(Terms.readable("failure_of_all_dosed") == "failure of all dosed")
    #expect(Terms.count(1, "patient") == "1 patient")
    #expect(Terms.count(1_500, "patient") == "1,500 patients")
    #expect(Terms.count(1, "criterion", plural: "criteria") == "1 criterion")
    #expect(Terms.count(2, "criterion", plural: "criteria") == "2 criteria")
    #expect(Terms.amount(1, "day") == "1 day")
    #expect(Terms.amount(1.5, "day") == "1.5 days")
    #expect(Terms.amount("0.4", "point") == "0.4 points")
  }
}
