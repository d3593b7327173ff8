import Foundation
import Testing

@Suite("washout size")
struct SizeCommandTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    #expect(try Tool.run(["new", "rate.yaml"], in: folder.path).status == 0)
  }

  private func size(_ arguments: [String]) throws -> Tool.Outcome {
    try Tool.run(
      ["size", "rate.yaml", "--quiet", "--trials", "600"] + arguments, in: folder.path)
  }

  @Test("without a criterion prints the table of the sizes that the scenario names")
  func table() throws {
    let outcome = try size([])
    #expect(outcome.status == 0 && outcome.errors.isEmpty)
    let lines = outcome.output.split(separator: "\n")
    #expect(lines[1].hasPrefix(" n   ") && lines[1].contains("decide if   P(yes)   width"))
    #expect(lines.filter { $0.contains(#/^ ?\d+ {3}/#) }.count == 7)
    #expect(
      outcome.output.contains("\nChances are exact over the numbers that enter, at the simulated"))
    #expect(try folder.names() == ["rate.yaml"])
  }

  @Test("tells each criterion's sizes and which binds, in the same bytes for any threads")
  func criteria() throws {
    let arguments = ["--decision", "0.7", "--width", "0.45", "--see-event", "0.10@0.80"]
    let outcome = try size(arguments + ["--threads", "1"])
    #expect(outcome.status == 0)
    #expect(outcome.output.contains("\nDecision >= 70 %             first n "))
    #expect(outcome.output.contains("\nEvent of 10 % seen in 80 %   first n 16, stable 16\n"))
    #expect(outcome.output.contains("\nBinding: decision. n = "))
    #expect(try size(arguments + ["--threads", "3"]).output == outcome.output)
    #expect(try size(arguments + ["--seed", "9"]).output != outcome.output)
  }

  @Test("answers no with exit code 1, and says which criteria conflict")
  func no() throws {
    try folder.write(
      (folder.text("rate.yaml") ?? "").replacing(
        "trial:\n", with: "trial:\n  recruited_per_month: 2\n"), to: "rate.yaml")
    let outcome = try size(["--decision", "0.9", "--months", "9"])
    #expect(outcome.status == 1)
    #expect(outcome.output.contains("<- conflicts with the decision\n"))
    #expect(outcome.output.contains("\nBinding: decision. No n in 5-60 meets both.\n"))
    let beyond = try size(["--width", "0.1"])
    #expect(beyond.status == 1 && beyond.output.contains("no n up to 120"))
  }

  @Test("puts sizes side by side with the paragraph for the protocol")
  func compare() throws {
    let outcome = try size(["--compare", "15,30"])
    #expect(outcome.status == 0)
    #expect(outcome.output.contains("\nProtocol text (SPIRIT 2025 item 19):\nn = 15: \"With 15 "))
    #expect(outcome.output.contains("\nn = 30: \"With 30 patients"))
  }

  @Test("prints every size and criterion for programs")
  func json() throws {
    let outcome = try size(
      ["--json", "--from", "10", "--to", "20", "--assurance", "0.3", "--prior", "3,7"]
        + ["--at-least-k-recurrences", "2@0.9", "--assured-width", "0.5@0.8"])
    let document = try #require(
      JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any])
    let criteria = try #require(document["criteria"] as? [[String: Any]])
    #expect(
      criteria.map { $0["criterion"] as? String } == [
        "assured_width", "assurance", "at_least_k_recurrences",
      ])
    let sizes = try #require(document["sizes"] as? [[String: Any]])
    #expect(sizes.map { $0["n"] as? Int } == Array(10...20))
    #expect(sizes.allSatisfy { ($0["probability_of_decision_mcse"] as? Double ?? 0) > 0 })
    #expect(document["is_reached"] as? Bool == (outcome.status == 0))
  }

  @Test(
    "says what to write instead",
    arguments: [
      (["--decision", "80"], 64, "--decision"), (["--width", "0"], 64, "--width"),
      (["--see-event", "0.1"], 64, "0.10@0.80"), (["--assured-width", "0.4@2"], 64, "0.45@0.80"),
      (["--at-least-k-recurrences", "0@0.9"], 64, "2@0.90"),
      (["--assurance", "0.6"], 64, "--assurance 0.6 --prior 3,7"),
      (["--prior", "3,7"], 64, "--assurance 0.6 --prior 3,7"),
      (["--months", "0"], 64, "--months"), (["--compare", "15,x"], 64, "15,30"),
      (["--from", "30", "--to", "20"], 64, "--to"), (["--to", "2000"], 64, "--to"),
      (["--months", "24"], 65, "trial.recruited_per_month"),
    ])
  func usage(_ arguments: [String], _ status: Int32, _ words: String) throws {
    let outcome = try size(arguments)
    #expect(outcome.status == status)
    #expect(outcome.errors.contains(words), "\(outcome.errors)")
    #expect(outcome.output.isEmpty)
  }
}
