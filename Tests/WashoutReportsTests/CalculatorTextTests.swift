import Testing
import WashoutReports
import WashoutStatistics

@Suite("Exact numbers as text")
struct ExactTextTests {
  @Test(
    "never read as 0 or 1 unless they are",
    arguments: [
      (0.0433, "4.33 %"), (0, "0.00 %"), (1, "100.00 %"), (1e-9, "1e-07 %"), (3e-5, "0.003 %"),
      (0.000_5, "0.05 %"),
      (1 - 1e-9, "> 99.99 %"),
      (.nan, "-"),
    ])
  func percent(share: Double, text: String) {
    #expect(ExactText.percent(share) == text)
  }

  @Test(
    "have four significant digits as probabilities",
    arguments: [
      (0.017578125, "0.01758"), (0.0428, "0.04280"), (0.5, "0.5000"), (2.1e-7, "2.100e-07"),
      (0, "0"), (1, "1"), (0.99999, "> 0.9999"), (.infinity, "-"),
    ])
  func probability(value: Double, text: String) {
    #expect(ExactText.probability(value) == text)
  }
}

@Suite("A table for a terminal")
struct TextTableTests {
  private let header = ["method", "lower", "upper"]
  private let rows = [["Wald", "1", "22"], ["Wilson", "333", ""]]

  @Test("has the first column to the left and the others to the right, and no spaces at the end")
  func columns() {
    #expect(
      TextTable.text(header, rows, width: 80) == """
        method   lower   upper
        Wald         1      22
        Wilson     333
        """)
    #expect(TextTable.text(header, rows, width: 80, alignments: "rll").hasPrefix("method   lower"))
  }

  @Test("moves together, then becomes a list where it is too wide")
  func narrow() {
    #expect(
      TextTable.text(header, rows, width: 21) == """
        method  lower  upper
        Wald        1     22
        Wilson    333
        """)
    #expect(
      TextTable.text(header, rows, width: 19) == """
        method Wald: lower
          1, upper 22
        method Wilson:
          lower 333
        """)
  }

  @Test("says a caption in place of a name once in a list")
  func caption() {
    #expect(
      TextTable.text(
        ["Same 10 trials", "base", "other"], [["Recurrence", "1 %", "2 %"]], width: 24)
          == """
          Same 10 trials:
          Recurrence: base 1 %,
            other 2 %
          """)
  }
}

@Suite("The words of a calculator")
struct CalculatorWordsTests {
  @Test("name every method and alternative in both directions")
  func names() {
    for method in IntervalMethod.allCases {
      #expect(IntervalMethod(key: method.key) == method)
      #expect(IntervalMethod(key: method.key.replacing("_", with: "-")) == method)
    }
    for alternative in Alternative.allCases {
      #expect(Alternative(key: alternative.key) == alternative)
    }
    #expect(IntervalMethod(key: "score") == nil && Alternative(key: "up") == nil)
  }

  @Test("fit a narrow terminal", arguments: [20, 40, 60])
  func narrow(_ width: Int) throws {
    let design = try #require(SingleStageDesign(null: 0.05, alternative: 0.2, alpha: 0.05))
    let screens = [
      PowerCalculation(design, enrolled: 15).screen(width: width),
      try #require(SingleStageCalculation(design, power: 0.8, atMost: 500, table: nil)).screen(
        width: width),
      try #require(CoverageCalculation(subjects: 15, rate: 0.3, level: 0.95)).screen(width: width),
    ]
    for screen in screens {
      #expect(screen.hasSuffix("\n") && screen.hasPrefix("S") || screen.hasPrefix("15"))
      // A word, a bar among them, may be longer than a very narrow terminal.
      if width > 20 { #expect(screen.split(separator: "\n").allSatisfy { $0.count <= width + 4 }) }
    }
  }
}
