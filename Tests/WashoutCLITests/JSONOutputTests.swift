import Foundation
import Testing

@Suite("With --json standard output is one document", .serialized)
struct JSONOutputTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    for name in ["cstar012", "exponential"] {
      let shipped = try String(
        contentsOfFile: Tool.root + "/scenarios/\(name).yaml", encoding: .utf8)
      try folder.write(shipped, to: "scenarios/\(name).yaml")
    }
    try folder.write("washout: 1\ntitel: x\n", to: "bad.yaml")
    _ = try Tool.run(["new", "other.yaml", "--recurrence", "0.3"], in: folder.path)
  }

  private func document(_ arguments: String, status: Int32 = 0) throws -> Any {
    let outcome = try Tool.run(
      arguments.split(separator: " ").map(String.init), in: folder.path)
    #expect(outcome.status == status, "\(outcome.errors)")
    return try JSONSerialization.jsonObject(with: Data(outcome.output.utf8))
  }

  @Test(
    "of every command",
    arguments: [
      "run exponential --trials 2000 --output there --json",
      "run exponential other.yaml --trials 2000 --output there --json --quiet",
      "compare exponential --set leaving.lost=0.2 --trials 64 --json",
      "size exponential --trials 64 --to 20 --json",
      "trace cstar012 --trial 1 --patient 1 --json", "validate exponential cstar012 --json",
      "stats interval --events 3 --subjects 15 --json",
    ])
  func commands(arguments: String) throws {
    _ = try document(arguments)
  }

  @Test("of several runs is the list of their summaries")
  func runs() throws {
    let list = try #require(
      try document("run exponential other.yaml --trials 2000 --output there --json --quiet")
        as? [[String: Any]])
    let one = try #require(
      try document("run exponential --trials 2000 --output there --json --quiet") as? [String: Any])
    #expect(list.count == 2)
    #expect(NSDictionary(dictionary: list[0]) == NSDictionary(dictionary: one))
    #expect(NSDictionary(dictionary: list[1]) != NSDictionary(dictionary: one))
  }

  @Test("of a trace has the visits that the screen tells")
  func trace() throws {
    let command = "trace cstar012 --trial 2 --patient 3"
    let course = try #require(try document(command + " --json") as? [String: Any])
    let visits = try #require(course["visits"] as? [[String: Any]])
    let screen = try Tool.run(
      command.split(separator: " ").map(String.init), in: folder.path
    ).output
    #expect(course["trial"] as? Int == 2 && course["patient"] as? Int == 3)
    #expect(visits.count >= 7)
    for visit in visits.prefix(4) {
      let score = try #require(visit["recorded_score"] as? Int)
      #expect(screen.contains("SLEDAI \(score)"))
    }
  }

  @Test("of a validation says of each file whether it is valid, with every fault and its place")
  func validation() throws {
    let list = try #require(
      try document("validate exponential bad.yaml nothing.yaml --json", status: 65)
        as? [[String: Any]])
    #expect(list.map { $0["is_valid"] as? Bool } == [true, false, false])
    #expect((list[0]["meaning"] as? [String])?.isEmpty == false)
    let faults = try #require(list[1]["faults"] as? [[String: Any]])
    #expect(faults.contains { ($0["message"] as? String)?.contains("titel") == true })
    #expect(faults.contains { $0["line"] as? Int == 2 && $0["column"] as? Int == 1 })
    #expect((list[2]["faults"] as? [[String: Any]])?.count == 1)
  }

  private func moves(_ check: [String: Any]) -> [Any]? {
    (check["headline"] as? [String: Any])?["moves"] as? [Any]
  }

  @Test("of a check says what it found, and what moved")
  func check() throws {
    #expect(
      try Tool.run(["run", "exponential", "--quiet"], in: folder.path).status == 0)
    let fine = try #require(
      try document("check exponential --json --quiet") as? [[String: Any]])
    #expect(fine.map { $0["status"] as? String } == ["ok"])
    #expect(fine[0]["is_fine"] as? Bool == true && moves(fine[0])?.isEmpty == true)
    let text = try #require(folder.text("scenarios/exponential.yaml"))
    try folder.write(
      text.replacing("seed: 20261122", with: "seed: 5"), to: "scenarios/exponential.yaml")
    let stale = try #require(
      try document("check exponential --json --quiet", status: 1) as? [[String: Any]])
    #expect(stale[0]["status"] as? String == "STALE")
    #expect(stale[0]["is_fine"] as? Bool == false)
    #expect(moves(stale[0])?.isEmpty == false)
    #expect(
      (stale[0]["changes"] as? [[String: Any]])?.first?["path"] as? String == "simulation.seed")
  }
}
