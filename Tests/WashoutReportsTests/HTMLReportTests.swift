import Foundation
import Testing
import Washout
import WashoutReports

@Suite("The report in HTML")
struct HTMLReportTests {
  private func html(_ scenario: Scenario = Fixture.scenario()) throws -> String {
    let report = Report(scenario: scenario, results: Fixture.results(), digest: "3f9c00112233aabb")
    return try #require(report.files.first { $0.name == "report.html" }).contents
  }

  @Test("says on its first page what the report in Markdown says")
  func sameWords() throws {
    let html = try html()
    #expect(
      html.contains(
        "<p><strong>It can</strong> rule out, on average, a recurrence above 42\u{A0}%: the mean upper end "
          + "of the 95\u{A0}% Clopper-Pearson interval. <strong>It cannot</strong> tell the assumed drug "
          + "from no drug (17.5\u{A0}% recurrence): &quot;recurrence is low&quot; (at most 1 of 13) is "
          + "declared in 42\u{A0}% and 22\u{A0}% of trials; with 30 patients in 83\u{A0}% and 55\u{A0}%.</p>"
      ))
    #expect(html.contains("<em>Simulated: no patient data.</em>"))
    let opening = try #require(html.range(of: "</article>"))
    #expect(html[..<opening.lowerBound].contains("SPIRIT 2025 item 19"))
    #expect(!html[..<opening.lowerBound].contains("Objective"))
  }

  @Test("has the sections of the report in Markdown, in its order")
  func sections() throws {
    let titles = try html().split(separator: "\n").filter { $0.hasPrefix("<h2 id=") }
      .map { $0.replacing(/<[^>]*>/, with: "") }
    #expect(
      titles == [
        "Contents", "Objective", "Characteristics", "Trial design", "Analysis", "Valuation",
        "Evidence", "What is not modelled", "Sources",
      ])
  }

  /// Every text that a scenario has, as somebody would write it who wants to act on a reader.
  @Test("lets no text of a scenario act")
  func hostile() throws {
    let text = "</title></script><script>x()</script><img src=y onerror=x()> ]]> \"onload='x()' `"
    var scenario = Fixture.scenario()
    scenario.title = text
    scenario.registry = text
    scenario.question = text
    scenario.context = text
    scenario.trial.treatment = text
    scenario.trial.drug = text
    scenario.trial.route = text
    scenario.eligibility.criteria[0].id = text
    scenario.eligibility.criteria[0].text = text
    scenario.decision?.name = text
    scenario.sources[0].key = text
    scenario.sources[0].citation = "javascript:x() " + text
    scenario.assumptions[0].path = text
    scenario.assumptions[0].value = text
    scenario.assumptions[0].unit = text
    scenario.assumptions[0].note = text
    scenario.assumptions[0].sources = [text]
    scenario.assumptions[0].replaces = text
    scenario.estimands[0].name = text
    scenario.analyses[0].estimand = text
    let html = try html(scenario)
    let plain = try self.html()
    for mark in ["<script", "</script>", "<title", "</title>", "<img", "<a ", "\"onload", "<style"]
    {
      #expect(html.count(of: mark) == plain.count(of: mark), "\(mark)")
    }
    #expect(html.count(of: "&lt;img src=y onerror=x()&gt;") > 15)
    #expect(plain.count(of: "&lt;img") == 0)
    #expect(html.count(of: "href=\"#") == html.count(of: "href=") - 1)
  }

  /// The digest by which the policy lets the script run; coreutils' sha256sum says who is right.
  @Test("names its script by the digest of what stands between its tags")
  func digest() throws {
    let html = try html()
    let start = try #require(html.range(of: "<script>")).upperBound
    let end = try #require(html.range(of: "</script>")).lowerBound
    let file = FileManager.default.temporaryDirectory
      .appendingPathComponent("washout-script-\(ProcessInfo.processInfo.processIdentifier)")
    defer { try? FileManager.default.removeItem(at: file) }
    try Data(html[start..<end].utf8).write(to: file)
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/sha256sum")
    process.arguments = [file.path]
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let words = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    let digits = Array(words.prefix(64))
    let bytes = stride(from: 0, to: digits.count, by: 2).compactMap {
      UInt8(String(digits[$0...$0 + 1]), radix: 16)
    }
    #expect(bytes.count == 32)
    #expect(PageScript.digest == "sha256-" + Data(bytes).base64EncodedString())
  }
}

extension String {
  fileprivate func count(of part: String) -> Int { components(separatedBy: part).count - 1 }
}
