import ArgumentParser
import Foundation
import Testing
import WashoutCLI
import WashoutReports

@Suite("An output folder")
struct OutputFolderTests {
  private func files(_ version: String, _ names: [String] = ["report.md"]) -> [Report.File] {
    let all = names + ["summary.json"]
    let list = all.map { "\"\($0)\"" }.joined(separator: ", ")
    return names.map { Report.File(name: $0, contents: version) }
      + [
        Report.File(name: "summary.json", contents: "{\"v\": \"\(version)\", \"files\": [\(list)]}")
      ]
  }

  @Test("is made with the folders above it, and holds the files and nothing else")
  func created() throws {
    let temporary = try TemporaryFolder()
    try OutputFolder(temporary.path + "/a/b").replace(with: files("one"))
    #expect(try temporary.names(in: "a/b") == ["report.md", "summary.json"])
    #expect(temporary.text("a/b/report.md") == "one")
  }

  @Test("loses the files that only the earlier summary lists, and keeps what nobody lists")
  func stale() throws {
    let temporary = try TemporaryFolder()
    let folder = OutputFolder(temporary.path)
    try folder.replace(with: files("one", ["report.md", "old.csv"]))
    try temporary.write("mine", to: "notes.txt")
    try folder.replace(with: files("two"))
    #expect(try temporary.names() == ["notes.txt", "report.md", "summary.json"])
    #expect(temporary.text("report.md") == "two")
    #expect(folder.listedFiles == ["report.md", "summary.json"])
  }

  @Test("never removes a file outside, whatever an earlier summary lists")
  func outside() throws {
    let temporary = try TemporaryFolder()
    try temporary.write("keep", to: "outside.txt")
    try temporary.write("keep", to: "out/.hidden")
    try temporary.write(
      "{\"files\": [\"../outside.txt\", \".hidden\", \"..\", \"\", 3]}", to: "out/summary.json")
    try OutputFolder(temporary.path + "/out").replace(with: files("one"))
    try temporary.write(
      "{\"files\": [\"../outside.txt\", \".hidden\", \"..\", \"\"]}", to: "out/summary.json")
    try OutputFolder(temporary.path + "/out").replace(with: files("two"))
    #expect(temporary.text("outside.txt") == "keep")
    #expect(temporary.text("out/.hidden") == "keep")
    #expect(temporary.text("out/report.md") == "two")
  }

  @Test("cannot be made where a file is in the way")
  func fileInTheWay() throws {
    let temporary = try TemporaryFolder()
    try temporary.write("a file", to: "out")
    #expect {
      try OutputFolder(temporary.path + "/out/deep").replace(with: files("one"))
    } throws: { error in
      (error as? OutputError)?.exitStatus == ExitStatus.cannotCreate
    }
    #expect(temporary.text("out") == "a file")
  }

  @Test("keeps every old file when a new one cannot be put in its place")
  func oldFilesStay() throws {
    let temporary = try TemporaryFolder()
    let folder = OutputFolder(temporary.path)
    try folder.replace(with: files("one"))
    try temporary.write("inside", to: "headline.csv/file")
    #expect {
      try folder.replace(with: files("two", ["report.md", "headline.csv"]))
    } throws: { error in
      (error as? OutputError)?.exitStatus == ExitStatus.cannotCreate
    }
    #expect(temporary.text("report.md") == "one")
    #expect(temporary.text("summary.json")?.contains("one") == true)
    #expect(try temporary.names() == ["headline.csv", "report.md", "summary.json"])
  }

  @Test("keeps every old file, and no half of a new one, when a new one cannot be written")
  func notWritten() throws {
    let temporary = try TemporaryFolder()
    let folder = OutputFolder(temporary.path)
    try folder.replace(with: files("one"))
    try temporary.write("in the way", to: ".zeta.csv.partial/file")
    #expect {
      try folder.replace(with: files("two", ["report.md", "zeta.csv"]))
    } throws: { error in
      (error as? OutputError)?.exitStatus == ExitStatus.cannotCreate
    }
    #expect(temporary.text("report.md") == "one")
    #expect(temporary.text("summary.json")?.contains("one") == true)
    #expect(try temporary.names() == [".zeta.csv.partial", "report.md", "summary.json"])
  }

  /// Every state in which a kill can leave the change of one report into another: the files that are there.
  private static let leftBehind: [[String: String]] = [
    ["report.md": "one", "old.csv": "one", ".report.md.partial": "two"],
    ["report.md": "one", ".report.md.partial": "two", ".summary.json.partial": "{}"],
    ["report.md": "two", "new.csv": "two", ".summary.json.partial": "{}"],
    [:],
  ]

  @Test(
    "that a killed process left half-written is known, and the next report leaves nothing of it",
    arguments: leftBehind)
  func halfWritten(files there: [String: String]) throws {
    let temporary = try TemporaryFolder()
    let folder = OutputFolder(temporary.path)
    let list = "{\"files\": [\"report.md\", \"old.csv\", \"summary.json\", \"new.csv\"]}"
    for (name, text) in there { try temporary.write(text, to: name) }
    try temporary.write("mine", to: "notes.txt")
    #expect(folder.contents(of: []) == .nothing)
    #expect(
      folder.contents(of: ["report.md"]) == (there["report.md"] == nil ? .nothing : .halfWritten))
    try temporary.write(list, to: ".half-written.json")
    #expect(folder.contents(of: ["report.md"]) == .halfWritten)
    try folder.replace(with: files("three"))
    #expect(try temporary.names() == ["notes.txt", "report.md", "summary.json"])
    #expect(folder.contents(of: ["report.md", "none.csv"]) == .whole(["report.md": "three"]))
  }

  @Test("whose next report could not be built beside it is whole, and nothing of that is left")
  func builtBeside() throws {
    let temporary = try TemporaryFolder()
    let folder = OutputFolder(temporary.path)
    try folder.replace(with: files("one"))
    try temporary.write("two", to: ".late.csv.partial")
    try temporary.write("{\"files\": [\"late.csv\"]}", to: ".half-written.json")
    #expect(folder.contents(of: ["report.md"]) == .whole(["report.md": "one"]))
    try folder.replace(with: files("two"))
    #expect(try temporary.names() == ["report.md", "summary.json"])
  }

  @Test("stays known as half-written when the report that would finish it cannot be written")
  func stillHalfWritten() throws {
    let temporary = try TemporaryFolder()
    let folder = OutputFolder(temporary.path)
    try temporary.write("{\"files\": [\"old.csv\"]}", to: ".half-written.json")
    try temporary.write("one", to: "old.csv")
    try temporary.write("in the way", to: ".zeta.csv.partial/file")
    #expect(throws: OutputError.self) { try folder.replace(with: files("two", ["zeta.csv"])) }
    #expect(folder.contents(of: []) == .halfWritten)
    try FileManager.default.removeItem(atPath: temporary.path + "/.zeta.csv.partial")
    try folder.replace(with: files("two", ["zeta.csv"]))
    #expect(try temporary.names() == ["summary.json", "zeta.csv"])
  }

  @Test("says what cannot be written, and gives its exit code")
  func messages() {
    let create = OutputError.cannotCreate(path: "out", reason: "No space left on device")
    #expect(create.message == "cannot create out: No space left on device")
    #expect(create.exitStatus.rawValue == 73)
    let write = OutputError.cannotWrite(path: "out/report.md", reason: "Input/output error")
    #expect(write.message == "cannot write out/report.md: Input/output error")
    #expect(write.exitStatus.rawValue == 74)
  }
}
