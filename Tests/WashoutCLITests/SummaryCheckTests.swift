import Foundation
import Testing

/// A mechanistic trial with what-if cells, known rates and a funnel, whose committed numbers are forged one by one.
///
/// The errors that moves are measured in are calculated here once more.
@Suite("A check of every number of summary.json", .serialized)
struct SummaryCheckTests {
  private let folder: TemporaryFolder
  private static let summary = "output/mine/summary.json"

  init() throws {
    folder = try TemporaryFolder()
    try FileManager.default.copyItem(
      atPath: Tool.root + "/scenarios/cstar012.yaml", toPath: folder.path + "/cstar012.yaml")
    try folder.write(
      """
      extends: cstar012.yaml
      expect: null
      simulation: {trials: 100, stop_when: null}
      what_if: {trials: 60, sample_sizes: null, also: null}
      """, to: "mine.yaml")
    let outcome = try Tool.run(["run", "mine.yaml", "--quiet"], in: folder.path)
    #expect(outcome.status == 0, "\(outcome.errors)")
  }

  private func document() throws -> [String: Any] {
    let text = try #require(folder.text(Self.summary))
    return try #require(JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
  }

  private func check(_ options: String...) throws -> Tool.Outcome {
    try Tool.run(["check", "mine.yaml", "--quiet", "--all"] + options, in: folder.path)
  }

  /// Writes another document, and gives back the lines of what moved: name, committed, now, change, in MCSE.
  private func moves(_ document: [String: Any]) throws -> [[String]] {
    let data = try JSONSerialization.data(withJSONObject: document)
    try folder.write(String(decoding: data, as: UTF8.self), to: Self.summary)
    let outcome = try check()
    #expect(outcome.status == 1)
    #expect(outcome.output.hasPrefix("FAILED mine  NOT REPRODUCED: same scenario, same engine, "))
    return outcome.output.split(separator: "\n").filter { $0.hasPrefix("         ") }.map { line in
      let words = line.split(separator: " ").map(String.init)
      return [words.dropLast(4).joined(separator: " ")] + words.suffix(4)
    }
  }

  private func isWithin(_ tolerance: Double) throws -> Bool {
    let outcome = try check("--tolerance", String(tolerance))
    #expect(
      outcome.output.hasPrefix("ok     mine  moved within the tolerance") == (outcome.status == 0))
    return outcome.status == 0
  }

  @Test("tells a what-if cell by its settings, in the errors that it has")
  func whatIf() throws {
    var document = try document()
    var whatIf = try #require(document["what_if"] as? [String: Any])
    var cells = try #require(whatIf["cells"] as? [[String: Any]])
    let place = try #require(
      cells.firstIndex { cell in
        let settings = cell["settings"] as? [[String: Any]]
        return settings?.first?["value"] as? String == "0.25" && settings?.count == 1
          && settings?[0]["path"] as? String == "leaving.lost"
      })
    var numbers = try #require(cells[place]["numbers"] as? [[String: Any]])
    let error = try #require(numbers[0]["mcse"] as? Double)
    numbers[0]["value"] = try #require(numbers[0]["value"] as? Double) + 2.5 * error
    cells[place]["numbers"] = numbers
    var flips = try #require(cells[place]["flipped_to_yes"] as? [String: Any])
    let count = try #require(flips["trials"] as? Int)
    flips["trials"] = count + 1
    cells[place]["flipped_to_yes"] = flips
    whatIf["cells"] = cells
    document["what_if"] = whatIf
    let share = Double(count + 1) / 60
    let flipError = (60 * share * (1 - share)).squareRoot()
    let moves = try moves(document)
    #expect(
      moves.map { $0[0] } == [
        "what_if leaving.lost=0.25 recurrence", "what_if leaving.lost=0.25 flipped_to_yes",
      ])
    #expect(moves.map(\.last) == ["2.5", String(format: "%.1f", 1 / flipError)])
    #expect(try !isWithin(2.4))
    #expect(try isWithin(2.6))
  }

  @Test("tells a known rate by rate and size, and the funnel by criterion and in errors of counts")
  func ratesAndFunnel() throws {
    var document = try document()
    var rates = try #require(document["known_rates"] as? [[String: Any]])
    let error = try #require(rates[1]["interval_width_mcse"] as? Double)
    rates[1]["interval_width"] = try #require(rates[1]["interval_width"] as? Double) + 9 * error
    document["known_rates"] = rates
    var funnel = try #require(document["funnel"] as? [String: Any])
    var criteria = try #require(funnel["criteria"] as? [[String: Any]])
    let failed = try #require(criteria[2]["failed_first"] as? Int) + 40
    criteria[2]["failed_first"] = failed
    funnel["criteria"] = criteria
    document["funnel"] = funnel
    let screened = try #require(funnel["screened"] as? Int)
    let seated = screened - criteria.reduce(0) { $0 + ($1["failed_first"] as? Int ?? 0) }
    let m = Double(failed) / Double(seated)
    let inErrors = 40 / (Double(seated) * m * (1 + m)).squareRoot()
    let moves = try moves(document)
    #expect(
      moves.map { $0[0] } == [
        "known_rates rate 0.2 n=15 interval_width", "funnel I3 failed_first",
      ])
    #expect(moves.map(\.last) == ["9.0", String(format: "%.1f", inErrors)])
    #expect(try !isWithin(8.9))
    #expect(try isWithin(9.1))
  }

  @Test("compares what has no error exactly, whatever the tolerance")
  func exact() throws {
    var document = try document()
    var decision = try #require(document["decision"] as? [String: Any])
    var counts = try #require(decision["counts"] as? [Any])
    counts[15] = 2
    decision["counts"] = counts
    document["decision"] = decision
    #expect(try moves(document) == [["decision counts 16", "2", "1", "-1", "exact"]])
    #expect(try !isWithin(1e9))
  }

  @Test("holds single trials and errors only where nothing may move")
  func following() throws {
    var document = try document()
    var trials = try #require(document["example_trials"] as? [[String: Any]])
    trials[0]["trial"] = 99
    document["example_trials"] = trials
    #expect(try moves(document).isEmpty)
    let outcome = try check()
    #expect(outcome.output.contains("no result moved, but 1 error or word of summary.json did"))
    #expect(try isWithin(0.1))
  }
}
