import Testing
import WashoutReports

/// One page, read as Markdown and as HTML.
@Suite("A page")
struct PageTests {
  private let page = Page(
    title: "T & <U>",
    opening: [
      .alert("\(strong: "Beware")"), .lead("\(strong: "Why?") \(emphasis: "So.")"),
      .quotation("Take this"), .note("small"),
    ],
    sections: [
      PageSection(
        "Evidence",
        [
          .heading("Rates"),
          .table(
            PageTable(
              "Rates by size", [.text(""), .number("n, %")],
              [["a|b", "1"], ["\(code: "c|d")", "< 0.02"], ["e", "3"]], footer: [["", "4"]])),
        ]),
      PageSection("Empty", []),
      PageSection("Rates", [.list(["- one", "two"])]),
      PageSection(
        "Words", [.table(PageTable(captioned: "If so", [.text("x"), .text("y")], [["1", "2"]]))]),
    ])

  @Test("as Markdown has titles, blocks and tables whose rows are of one length")
  func markdown() {
    #expect(
      page.markdown == """
        # T \\& \\<U>

        **Beware**

        **Why?** *So.*

        Take this

        small

        ## Evidence

        ### Rates

        |  | n, % |
        | --- | ---: |
        | a\\|b | 1 |
        | `c\\|d` | < 0.02 |
        | e | 3 |
        |  | 4 |

        ## Rates

        - \\- one
        - two

        ## Words

        If so

        | x | y |
        | --- | --- |
        | 1 | 2 |

        """)
  }

  @Test("as HTML has a place for each title, and no two of one name")
  func anchors() {
    let html = page.html
    for line in [
      "<h2 id=\"evidence\">Evidence</h2>", "<h3 id=\"rates\">Rates</h3>",
      "<h2 id=\"rates-2\">Rates</h2>", "<li><a href=\"#rates-2\">Rates</a></li>",
      "<title>T &amp; &lt;U&gt;</title>", "<h1 id=\"title\">T &amp; &lt;U&gt;</h1>",
    ] {
      #expect(html.contains(line), "\(line)")
    }
    #expect(!html.contains("Empty"))
  }

  @Test("as HTML has tables with captions, heads of rows and columns, and a foot")
  func table() {
    let html = page.html
    for line in [
      "<table class=\"sortable\">", "<caption class=\"hidden\">Rates by size</caption>",
      "<tr><td></td><th scope=\"col\" class=\"number\">n, %</th></tr>",
      "<tr><th scope=\"row\">a|b</th><td class=\"number\">1</td></tr>",
      "<tr><th scope=\"row\"><code>c|d</code></th><td class=\"number\">&lt; 0.02</td></tr>",
      "<tfoot>\n<tr><td></td><td class=\"number\">4</td></tr>\n</tfoot>",
      "<table>\n<caption>If so</caption>",
    ] {
      #expect(html.contains(line), "\(line)")
    }
  }

  @Test("as HTML marks what answers, warns and is to be taken over")
  func roles() {
    let html = page.html
    for line in [
      "<p class=\"alert\" role=\"note\"><strong>Beware</strong></p>",
      "<p class=\"lead\"><strong>Why?</strong> <em>So.</em></p>",
      "<blockquote><p>Take this</p></blockquote>", "<p class=\"note\">small</p>",
    ] {
      #expect(html.contains(line), "\(line)")
    }
  }

  @Test("loads nothing and runs nothing but its own script")
  func policy() {
    let html = page.html
    #expect(html.contains("content=\"default-src 'none'; img-src data:; style-src"))
    #expect(html.contains("script-src '\(PageScript.digest)'"))
    #expect(html.contains("<script>\(PageScript.text)</script>"))
    for word in ["http:", "https:", "src=", "url(", "@import", "javascript:"] {
      #expect(!html.contains(word), "\(word)")
    }
  }

  @Test("is the same each time it is written")
  func determinism() {
    #expect(page.html == page.html)
    let other = Page(title: "T", opening: [], sections: [])
    #expect(page.html != other.html)
  }

  @Test("shows figures that follow each other side by side, by their own description")
  func figures() {
    func figure(_ name: String) -> PageElement {
      .figure(
        PageFigure(name: name, alternative: "a [<\(name)>]", svg: "<svg></svg>"))
    }
    let html = [figure("one"), figure("two"), .note("n"), figure("three")].html
    #expect(
      html == """
        <div class="figures">
        <figure>
        <svg></svg>
        <figcaption>a [&lt;one&gt;]</figcaption>
        </figure>
        <figure>
        <svg></svg>
        <figcaption>a [&lt;two&gt;]</figcaption>
        </figure>
        </div>
        <p class="note">n</p>
        <div class="figures">
        <figure>
        <svg></svg>
        <figcaption>a [&lt;three&gt;]</figcaption>
        </figure>
        </div>
        """)
    #expect(figure("one").markdown == "![a \\[\\<one>\\]](figures/one.svg)")
  }
}

@Suite("Texts of a scenario in HTML")
struct HTMLTextTests {
  @Test("cannot act as markup")
  func escaping() {
    #expect(
      HTMLText.escaped("</title><script>\"onload='x' & &amp; ]]>")
        == "&lt;/title&gt;&lt;script&gt;&quot;onload=&#39;x&#39; &amp; &amp;amp; ]]&gt;")
    #expect(HTMLText.escaped("<\u{338}b>") == "&lt;\u{338}b&gt;")
  }

  @Test("keep a number and its per cent sign on one line")
  func percent() {
    #expect(HTMLText.prose("16.3 % of 5, a %") == "16.3\u{A0}% of 5, a %")
  }

  @Test("stand on one line, without characters that HTML does not allow or that turn the text")
  func controls() {
    #expect(HTMLText.escaped("a\nb\tc") == "a b c")
    #expect(HTMLText.escaped("a\u{0}b\u{1b}c\u{202E}d\u{FFFE}e") == "abcde")
    #expect(HTMLText.escaped("naïve 漢 😀 e\u{301}") == "naïve 漢 😀 e\u{301}")
  }

  @Test(
    "name a place by small letters, digits and hyphens",
    arguments: [
      ("By sample size", "by-sample-size"), ("What if: a_b", "what-if-a-b"), ("漢", "part"),
      ("\"><script>", "script"), ("", "part"),
    ])
  func anchors(title: String, anchor: String) {
    #expect(HTMLText.anchor(title) == anchor)
  }
}
