import Foundation
import Testing
import WashoutCLI

@Suite("washout analyze", .serialized)
struct AnalyzeCommandTests {
  private let folder: TemporaryFolder
  private static let scenario = Tool.root + "/scenarios/cstar012.yaml"
  /// Simulated people: trial 2 of CSTAR012, days rounded.
  private static let visits = Tool.root + "/Tests/Data/cstar012-visits.csv"

  init() throws {
    folder = try TemporaryFolder()
  }

  private func run(_ arguments: String...) throws -> Tool.Outcome {
    try Tool.run(["analyze", Self.scenario] + arguments, in: folder.path)
  }

  private func object(_ text: String) throws -> [String: Any] {
    try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
  }

  @Test("shows what the trial found, where that lies, and writes nothing")
  func screen() throws {
    let outcome = try run("--visits", Self.visits, "--trials", "256", "--quiet")
    #expect(outcome.status == 0)
    #expect(outcome.output.contains("15 dosed, "))
    #expect(outcome.output.contains("Decision \"recurrence is low\""))
    #expect(outcome.output.contains(" would happen in: "))
    #expect(outcome.output.contains("Against the what-if cells: least surprised by "))
    #expect(outcome.output.contains("Nothing was written (use --output)."))
    #expect(try folder.names() == [])
  }

  @Test("gives everything as JSON, the same for any number of threads")
  func json() throws {
    let arguments = ["--visits", Self.visits, "--trials", "128", "--quiet", "--json"]
    let one = try Tool.run(["analyze", Self.scenario] + arguments, in: folder.path)
    let document = try object(one.output)
    #expect(document["dosed"] as? Int == 15)
    #expect((document["patients"] as? [Any])?.count == 15)
    #expect((document["standing"] as? [Any])?.count == 7)
    let three = try Tool.run(
      ["analyze", Self.scenario] + arguments + ["--threads", "3"], in: folder.path)
    #expect(three.output == one.output)
  }

  @Test("writes its tables to --output, and to no folder in output/")
  func output() throws {
    let outcome = try run("--visits", Self.visits, "--data-only", "--output", "there", "--quiet")
    #expect(outcome.status == 0)
    #expect(
      try folder.names(in: "there") == [
        "analyses.csv", "likelihood.csv", "patients.csv", "report.md", "standing.csv",
        "summary.json",
      ])
    for refused in ["output", "output/real", "./there/../output/x"] {
      let outcome = try run("--visits", Self.visits, "--data-only", "--output", refused)
      #expect(outcome.status == 64)
      #expect(outcome.errors.contains("real patients must not end in git"))
    }
    try FileManager.default.createSymbolicLink(
      atPath: folder.path + "/link", withDestinationPath: folder.path + "/output")
    try FileManager.default.createDirectory(
      atPath: folder.path + "/output", withIntermediateDirectories: true)
    #expect(try run("--visits", Self.visits, "--output", "link/x").status == 64)
    #expect(try folder.names(in: "output") == [])
  }

  @Test(
    "writes to no folder of a git work tree and to no output/ beside scenarios/, wherever it is run"
  )
  func committedFolders() throws {
    for name in ["repo/.git/HEAD", "tree/.git", "plain/scenarios/a.yaml"] {
      try folder.write("", to: name)
    }
    for name in ["repo/sub", "repo/output/deep", "tree/sub", "plain/output/deep", "other/output"] {
      try FileManager.default.createDirectory(
        atPath: folder.path + "/" + name, withIntermediateDirectories: true)
    }
    try FileManager.default.createSymbolicLink(
      atPath: folder.path + "/link", withDestinationPath: folder.path + "/repo/sub")
    func status(_ output: String, in place: String) throws -> Int32 {
      let outcome = try Tool.run(
        [
          "analyze", Self.scenario, "--visits", Self.visits, "--data-only", "--quiet", "--output",
          output,
        ], in: folder.path + "/" + place)
      if outcome.status == 64 {
        #expect(outcome.errors.contains("real patients must not end in git"))
      }
      return outcome.status
    }
    let refused = [
      (folder.path + "/repo/output/q", "other"), (".", "repo/output/deep"),
      ("../output/real", "repo/sub"), ("scenarios/an", "repo"), ("new/one", "tree/sub"),
      (folder.path + "/plain/output/q", "other"), (".", "plain/output/deep"),
      ("../link/x", "other"), ("../link/../x", "other"), ("output", "plain"),
    ]
    for (output, place) in refused {
      #expect(try status(output, in: place) == 64, "\(output) in \(place)")
    }
    #expect(try status("../../other/output/real", in: "repo/sub") == 0)
    #expect(try status("results", in: "plain") == 0)
    #expect(try folder.names(in: "plain") == ["output", "results", "scenarios"])
    #expect(try folder.names(in: "repo") == [".git", "output", "sub"])
  }

  @Test("names every bad row at once and ends with 65; a missing file is 66")
  func faults() throws {
    let text = try String(contentsOfFile: Self.visits, encoding: .utf8)
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    var edited = lines.map(String.init)
    edited[1] = edited[1].replacing(",0,0,scheduled", with: ",0,zero,scheduled")
    edited[2] = edited[2].replacing("scheduled", with: "sheduled")
    try folder.write(edited.joined(separator: "\n"), to: "bad.csv")
    let outcome = try run("--visits", "bad.csv", "--quiet")
    #expect(outcome.status == 65)
    #expect(outcome.errors.contains("bad.csv:2:"))
    #expect(outcome.errors.contains("bad.csv:3:"))
    #expect(outcome.errors.contains("2 faults, nothing was run."))
    #expect(outcome.output == "")
    #expect(try run("--visits", "none.csv", "--quiet").status == 66)
  }

  @Test("prints templates that it can read", arguments: ["cstar012", "pericarditis"])
  func template(name: String) throws {
    let scenario = Tool.root + "/scenarios/\(name).yaml"
    for kind in ["visits", "subjects"] {
      let printed = try Tool.run(
        ["analyze", scenario, "--template", kind, "--quiet"], in: folder.path)
      #expect(printed.status == 0)
      try folder.write(printed.output, to: "\(kind).csv")
      let read = try Tool.run(
        ["analyze", scenario, "--\(kind)", "\(kind).csv", "--data-only", "--quiet"],
        in: folder.path)
      #expect(read.status == 0, "\(read.errors)")
      let people =
        kind == "visits" ? "2 dosed" : "2 entered (the data do not say how many were dosed)"
      #expect(read.output.contains(people))
    }
  }

  @Test("analyses times to recurrence")
  func subjects() throws {
    let scenario = Tool.root + "/scenarios/exponential.yaml"
    try folder.write("USUBJID,AVAL,CNSR\na,20,0\nb,84,1\nc,50,1\nd,84,1\n", to: "s.csv")
    let outcome = try Tool.run(
      ["analyze", scenario, "--subjects", "s.csv", "--data-only", "--quiet", "--json"],
      in: folder.path)
    #expect(outcome.status == 0)
    let analyses = try #require(try object(outcome.output)["analyses"] as? [[String: Any]])
    func of(_ name: String, _ key: String) -> Double? {
      (analyses.first { $0["name"] as? String == name }?[key] as? NSNumber)?.doubleValue
    }
    #expect(of("exact", "denominator") == 4)
    #expect(of("left_out", "denominator") == 3)
    #expect(of("survival", "estimate") == 0.25)
  }

  @Test("asks for one kind of data")
  func usage() throws {
    #expect(try run().status == 64)
    #expect(try run("--visits", "a.csv", "--subjects", "b.csv").status == 64)
    #expect(try run("--visits", "a.csv", "--times-from", "withdrawal").status == 64)
  }
}
