import Testing
import WashoutReports

@Suite("A phrase")
struct PhraseTests {
  private let hostile = "a|b *c* <script>alert(1)</script> \"onload= ]]> & 'x'"

  @Test("has nothing but text in it, whatever is put into it")
  func text() {
    let phrase: Phrase = "x \(hostile) y \(strong: hostile)"
    #expect(
      phrase.markdown
        == "x a\\|b \\*c\\* \\<script>alert(1)\\</script> \"onload= \\]\\]> \\& 'x' y "
        + "**a\\|b \\*c\\* \\<script>alert(1)\\</script> \"onload= \\]\\]> \\& 'x'**")
    #expect(
      phrase.html
        == "x a|b *c* &lt;script&gt;alert(1)&lt;/script&gt; &quot;onload= ]]&gt; &amp; &#39;x&#39; y "
        + "<strong>a|b *c* &lt;script&gt;alert(1)&lt;/script&gt; &quot;onload= ]]&gt; &amp; "
        + "&#39;x&#39;</strong>")
    #expect(phrase.plain == "x \(hostile) y \(hostile)")
  }

  @Test("has emphasis, code and numbers where they are written")
  func emphasis() {
    let phrase: Phrase = "\(strong: "It can") \(emphasis: "say") \(code: "a_b") of \(15)."
    #expect(phrase.markdown == "**It can** *say* `a_b` of 15.")
    #expect(
      phrase.html == "<strong>It can</strong> <em>say</em> <code>a_b</code> of 15.")
    #expect(phrase.plain == "It can say a_b of 15.")
  }

  @Test("leads to files alone, whatever their names")
  func links() {
    let link = Phrase([.link("a|b", file: "javascript:x()/my report.html")])
    #expect(link.html == "<a href=\"javascript%3Ax%28%29/my%20report.html\">a|b</a>")
    #expect(link.markdown == "[a\\|b](javascript%3Ax%28%29/my%20report.html)")
    let plain = Phrase([.link("r", file: "cstar012/report.html")])
    #expect(plain.html == "<a href=\"cstar012/report.html\">r</a>")
  }

  @Test("is the same however it is put together")
  func sum() {
    let whole: Phrase = "a \(strong: "b") c"
    #expect(Phrase("a ") + "\(strong: "b")" + " " + "c" == whole)
    #expect(["a", "\(strong: "b")", "c"].joined(separator: " ") as Phrase == whole)
    #expect((["a", "\(strong: "b")", "c"] as [Phrase]).listed.markdown == "a, **b** and c")
    #expect(Phrase("a") + "" == "a")
    #expect(Phrase("") == .empty)
    #expect(Phrase("a") + "b" != "a b")
  }
}

@Suite("A line of Markdown")
struct MarkdownLineTests {
  @Test(
    "starts no list, quotation or rule",
    arguments: [
      ("> a", "\\> a"), ("- a", "\\- a"), ("+ a", "\\+ a"), ("---", "\\---"), ("1. a", "1\\. a"),
      ("12) a", "12\\) a"), ("    code", "code"), ("=", "\\="),
    ])
  func starts(text: String, line: String) {
    #expect(Markdown.line(text) == line)
  }

  @Test(
    "stays as it is where nothing starts",
    arguments: ["20,000 trials", "1.5 of 2", "a > b", "**b** - c", "", "2026"])
  func plain(text: String) {
    #expect(Markdown.line(text) == text)
  }

  @Test("leaves a sign as it is that opens no tag")
  func comparison() {
    #expect(Markdown.escaped("CRP > 10, ESR < 20, n <= 3") == "CRP > 10, ESR < 20, n <= 3")
    #expect(Markdown.escaped("a <b> </c> <!-- <?x <") == "a \\<b> \\</c> \\<\\!-- \\<?x \\<")
  }

  @Test("escapes a bar that a mark combines with, since it would end a cell all the same")
  func combining() {
    #expect(Markdown.escaped("|\u{338}").unicodeScalars.first == "\\")
  }
}
