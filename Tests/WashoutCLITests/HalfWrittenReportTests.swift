import Foundation
import Testing
import WashoutCLI

/// A real process is killed while it writes, at moments that a watcher of the folder picks.
@Suite("A report whose writer is killed", .serialized)
struct HalfWrittenReportTests {
  private let folder: TemporaryFolder
  private static let marker = "there/rate/.half-written.json"

  init() throws {
    folder = try TemporaryFolder()
    _ = try Tool.run(["new", "rate.yaml"], in: folder.path)
    let text = try #require(folder.text("rate.yaml"))
    try folder.write(text, to: "varied/rate.yaml")
    // Without a range there is no what_if.csv.
    try folder.write(text.replacing("range: [0, 0.25], ", with: ""), to: "rate.yaml")
  }

  private func arguments(_ output: String, varied: Bool) -> [String] {
    [
      "run", varied ? "varied/rate.yaml" : "rate.yaml", "--quiet", "--no-figures", "--trials",
      "200",
      "--output", output,
    ]
  }

  /// Starts a run and kills it some time after it began to write; it may end before.
  private func killed(after duration: Duration, varied: Bool) throws {
    let process = try Tool.start(arguments("there", varied: varied), in: folder.path)
    while process.isRunning,
      !FileManager.default.fileExists(atPath: folder.path + "/" + Self.marker)
    {
      usleep(20)
    }
    let start = ContinuousClock.now
    while process.isRunning, start.duration(to: .now) < duration { usleep(20) }
    kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
  }

  private func report(_ output: String) throws -> [String: String] {
    try folder.names(in: output + "/rate").reduce(into: [:]) { files, name in
      files[name] = folder.text("\(output)/rate/\(name)")
    }
  }

  @Test(
    "is the old one, the new one, or known to be neither, and the next run leaves no trace of it")
  func killed() throws {
    var reports: [[String: String]] = []
    for varied in [false, true] {
      let output = varied ? "varied" : "plain"
      #expect(try Tool.run(arguments(output, varied: varied), in: folder.path).status == 0)
      reports.append(try report(output))
    }
    #expect(reports[0].count == 7 && reports[1].count == 8)
    var random = SeededGenerator(seed: 5)
    var (whole, halfWritten) = (0, 0)
    for round in 0..<40 {
      // A busy machine gives the writer its turn late, so that some wait until it must be through.
      let most: Duration = round % 4 == 3 ? .seconds(60) : .microseconds(1_500)
      try killed(after: most * Double.random(in: 0...1, using: &random), varied: round % 2 == 1)
      switch OutputFolder(folder.path + "/there/rate").contents(of: reports[1].keys.sorted()) {
      case .whole(let files):
        whole += 1
        #expect(reports.contains(files), "round \(round): \(files.keys.sorted())")
      case .halfWritten: halfWritten += 1
      case .nothing: break
      }
      if round % 8 == 7 {
        let outcome = try Tool.run(arguments("there", varied: round % 16 == 7), in: folder.path)
        #expect(outcome.status == 0)
        #expect(try report("there") == reports[round % 16 == 7 ? 1 : 0])
      }
    }
    #expect(whole > 0)
    #expect(halfWritten > 0)
  }

  @Test("is told by the next run, which writes it anew")
  func told() throws {
    try folder.write("{\"files\": [\"stale.csv\"]}", to: Self.marker)
    try folder.write("old", to: "there/rate/stale.csv")
    let run = arguments("there", varied: false).filter { $0 != "--quiet" }
    let told = "there/rate was left half-written by a run that was stopped; it is written anew\n"
    #expect(try Tool.run(run, in: folder.path).errors.contains(told))
    #expect(try folder.names(in: "there/rate").contains("stale.csv") == false)
    #expect(try Tool.run(run, in: folder.path).errors.contains(told) == false)
  }
}
