import Foundation
import Testing

@Suite("washout export", .serialized)
struct ExportCommandTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    for name in ["cstar012", "exponential"] {
      let shipped = try String(
        contentsOfFile: Tool.root + "/scenarios/\(name).yaml", encoding: .utf8)
      try folder.write(shipped, to: "scenarios/\(name).yaml")
    }
  }

  private func export(_ arguments: String) throws -> Tool.Outcome {
    try Tool.run(["export"] + arguments.split(separator: " ").map(String.init), in: folder.path)
  }

  @Test("writes the datasets of a trial in both forms, and says that nobody is real")
  func patients() throws {
    let outcome = try export("cstar012 --trial 17 --quiet")
    #expect(outcome.status == 0 && outcome.errors == "")
    #expect(outcome.output.hasPrefix("SIMULATED, NOT PATIENT DATA\nTrial 17 of cstar012"))
    let place = "output/cstar012/export/trial-17"
    let datasets = ["adex", "adlb", "adpc", "adqs", "adsl", "adtte"]
    #expect(
      try folder.names(in: place)
        == (["README.txt", "analyses.csv", "export.json", "variables.csv"]
        + datasets.flatMap { ["\($0).csv", "\($0).json"] }).sorted())
    let before = try #require(folder.text(place + "/adqs.csv"))
    #expect(try export("cstar012 --trial 17 --quiet").status == 0)
    #expect(folder.text(place + "/adqs.csv") == before)
    #expect(try export("cstar012 --trial 17 --arm no-effect --format csv --quiet").status == 0)
    let noEffect = try folder.names(in: place + "-no-effect")
    #expect(!noEffect.contains("adqs.json") && noEffect.contains("adqs.csv"))
    #expect(folder.text(place + "-no-effect/adqs.csv") != before)
  }

  @Test("writes beside the report only what belongs to a plain run")
  func scratch() throws {
    #expect(try export("cstar012 --trial 2 --seed 5 --format csv --quiet").status == 0)
    #expect(!(try folder.names(in: "output").contains("cstar012")))
    #expect(try folder.names(in: "output/_scratch").first?.hasPrefix("cstar012-") == true)
    #expect(try export("cstar012 --trial 2 --seed 5 --output mine --quiet").status == 0)
    #expect(try folder.names(in: "mine/cstar012/export") == ["trial-2"])
  }

  @Test("never replaces a file that it did not write, nor leaves files that it no longer writes")
  func others() throws {
    let place = "output/cstar012/export/trial-1"
    try folder.write("real patients", to: place + "/adsl.csv")
    let refused = try export("cstar012 --trial 1 --quiet")
    #expect(refused.status == 73)
    #expect(refused.errors.contains("adsl.csv: a file of that name is there"))
    #expect(try folder.names(in: place) == ["adsl.csv"])
    #expect(folder.text(place + "/adsl.csv") == "real patients")
    #expect(try export("cstar012 --trial 2 --truth --quiet").status == 0)
    try folder.write("a note", to: "output/cstar012/export/trial-2/note.txt")
    #expect(try export("cstar012 --trial 2 --format csv --quiet").status == 0)
    let names = try folder.names(in: "output/cstar012/export/trial-2")
    #expect(names.contains("note.txt") && !names.contains("adtruth.csv"))
    #expect(!names.contains("adsl.json"))
    try folder.write("rep,b\n1,0.5\n", to: "output/exponential/export/estimates.csv")
    #expect(try export("exponential --estimates --trials 64 --output output --quiet").status == 73)
    #expect(folder.text("output/exponential/export/estimates.csv") == "rep,b\n1,0.5\n")
  }

  @Test("writes one row a trial, drug and analysis, the same for any number of threads")
  func estimates() throws {
    let one = try export("cstar012 --estimates --trials 150 --threads 1 --output one --quiet")
    #expect(one.status == 0 && one.output.hasPrefix("900 rows: 150 trials"))
    let text = try #require(folder.text("one/cstar012/export/estimates.csv"))
    let lines = text.split(separator: "\n")
    #expect(lines.count == 1 + 150 * 2 * 3)
    #expect(
      lines[0]
        == "dgm,rep,method,estimand,n,b,se,ci_low,ci_high,p_value,decided,true_value,events,denominator,"
        + "true_events,true_people")
    #expect(try folder.names(in: "one/cstar012/export") == ["estimates.csv"])
    let more = ["--threads", "3", "--output", "two", "--quiet"]
    #expect(
      try Tool.run(
        ["export", "cstar012", "--estimates", "--trials", "150"] + more, in: folder.path
      ).status == 0)
    #expect(folder.text("two/cstar012/export/estimates.csv") == text)
    #expect(
      try export("cstar012 --estimates --trials 150 --seed 1 --output three --quiet").status == 0)
    #expect(folder.text("three/cstar012/export/estimates.csv") != text)
  }

  @Test("prints one JSON document where it is asked for")
  func json() throws {
    for arguments in [
      "exponential --trial 3 --json --quiet",
      "exponential --estimates --trials 64 --json --quiet --output there",
    ] {
      let outcome = try export(arguments)
      let document = try JSONSerialization.jsonObject(with: Data(outcome.output.utf8))
      #expect(document is [String: Any] && outcome.status == 0)
    }
  }

  @Test(
    "refuses what cannot be and says what to write instead",
    arguments: [
      ("cstar012", 64, "Give either --trial N or --estimates."),
      ("cstar012 --trial 1 --estimates", 64, "Give either --trial N or --estimates."),
      ("cstar012 --trial 0", 64, "Trials are counted from 1."),
      ("cstar012 --trial 1 --trials 5", 64, "--trials belongs to --estimates"),
      ("cstar012 --trial 1 --format sas", 64, "write csv, dataset-json"),
      ("cstar012 --estimates --arm no-effect", 64, "leave out --arm"),
      ("cstar012 --trial 300000", 65, "there is no trial 300000; simulation.trials"),
      ("exponential --trial 1 --arm no-effect", 65, "no drug whose effect could be taken away"),
      ("nothing --trial 1", 66, "nothing.yaml"),
    ])
  func refusals(arguments: String, status: Int, words: String) throws {
    let outcome = try export(arguments)
    #expect(Int(outcome.status) == status && outcome.output == "")
    #expect(outcome.errors.contains(words), "\(outcome.errors)")
    #expect(try !folder.names().contains("output"))
  }

  private static let hasSchemaLibrary: Bool = {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["python3", "-c", "import jsonschema"]
    process.standardError = Pipe()
    guard (try? process.run()) != nil else { return false }
    process.waitUntilExit()
    return process.terminationStatus == 0
  }()

  /// Who is right: the tables of the specification, held to by the package jsonschema; the script itself
  /// breaks each file in eleven ways and ends with 1 where one of them fits.
  @Test(
    "writes Dataset-JSON 1.1",
    .enabled(
      if: hasSchemaLibrary, "needs Debian's python3-jsonschema, which `make test` installs"))
  func datasetJSON() throws {
    for arguments in ["cstar012 --trial 4 --truth --quiet", "exponential --trial 4 --quiet"] {
      #expect(try export(arguments).status == 0)
    }
    let check = "python3 \(Tool.root)/Tests/Export/check_dataset_json.py "
    let all = try Tool.runInShell(check + "output/*/export/trial-4/ad*.json", in: folder.path)
    #expect(all.status == 0 && all.output == "", "\(all.output)\(all.errors)")
    let place = "output/cstar012/export/trial-4/adex.json"
    let text = try #require(folder.text(place))
    try folder.write(text.replacing("\"ADEX\"", with: "null"), to: place)
    #expect(try Tool.runInShell(check + place, in: folder.path).status == 1)
  }
}
