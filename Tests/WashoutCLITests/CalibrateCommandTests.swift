import Foundation
import Testing

/// Who is right: a recurrence of 1 - p by week 24 where the recurrence-free share p is what is varied.
@Suite("washout calibrate")
struct CalibrateCommandTests {
  private let folder: TemporaryFolder
  private let path = "statistical.recurrence_free.probability"

  init() throws {
    folder = try TemporaryFolder()
    #expect(try Tool.run(["new", "rate.yaml"], in: folder.path).status == 0)
  }

  private func calibrate(_ arguments: [String]) throws -> Tool.Outcome {
    try Tool.run(
      ["calibrate", "rate.yaml", "--trials", "1000"] + arguments, in: folder.path)
  }

  private func found(_ rate: String, _ more: [String] = []) throws -> Tool.Outcome {
    try calibrate(
      ["--target", "recurrence=\(rate)", "--vary", path, "--from", "0.3", "--to", "0.95"] + more)
  }

  @Test("tells the scan, the root with its error and what other draws give")
  func root() throws {
    let outcome = try found("0.25", ["--quiet"])
    #expect(outcome.status == 0 && outcome.errors.isEmpty)
    #expect(outcome.output.hasPrefix("Scanned \(path) from 0.3 to 0.95, same 1,000 trials of 15"))
    let line = try #require(
      outcome.output.split(separator: "\n").first { $0.hasPrefix("\(path) = 0.7") })
    #expect(
      line.contains(" +- 0.00") && line.contains(" gives 25") && line.contains(" Other draws"))
    #expect(try found("0.25", ["--quiet", "--threads", "1"]).output == outcome.output)
    #expect(try found("0.25", ["--quiet", "--seed", "5"]).output != outcome.output)
    #expect(try folder.names() == ["rate.yaml"])
  }

  @Test("prints roots and scan for programs")
  func json() throws {
    let outcome = try found("0.40", ["--json", "--quiet"])
    let document = try #require(
      JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any])
    let root = try #require((document["roots"] as? [[String: Any]])?.first)
    let (value, error) = (root["value"] as? Double ?? 0, root["value_mcse"] as? Double ?? 0)
    #expect(error > 0 && abs(value - 0.6) < 4 * error)
    #expect(abs(root["check_distance_in_mcse"] as? Double ?? 9) < 4)
    #expect((document["scan"] as? [Any])?.count == 9 && document["is_found"] as? Bool == true)
  }

  @Test("writes the file anew with the value, comments and all, and never over another")
  func write() throws {
    let outcome = try found("0.25", ["--write", "new.yaml"])
    #expect(outcome.status == 0 && outcome.errors.contains("Wrote new.yaml with \(path)=0.7"))
    let (old, new) = (try #require(folder.text("rate.yaml")), try #require(folder.text("new.yaml")))
    let pairs = zip(old.split(separator: "\n"), new.split(separator: "\n")).filter { $0 != $1 }
    #expect(pairs.count == 1)
    #expect(pairs.first?.1.contains("probability: 0.7") == true)
    #expect(try Tool.run(["validate", "new.yaml"], in: folder.path).status == 0)
    let again = try found("0.25", ["--write", "new.yaml"])
    #expect(
      again.status == 73 && again.errors.contains("new.yaml") && folder.text("new.yaml") == new)
  }

  @Test("picks a root with --between, and says where others are")
  func between() throws {
    let here = try found("0.25", ["--quiet", "--between", "0.7,0.8"])
    #expect(here.status == 0 && here.output.contains("\n\(path) = 0.7"))
    let elsewhere = try found("0.25", ["--quiet", "--between", "0.5,0.6"])
    #expect(elsewhere.status == 1)
    #expect(
      elsewhere.output.contains("\nNo value of those asked for gives 25 %; outside of them 0.7"))
  }

  @Test("says what can be reached when no value gives the rate, exit code 1")
  func no() throws {
    let outcome = try calibrate(
      ["--target", "recurrence=0.9", "--vary", "leaving.lost", "--quiet", "--write", "new.yaml"])
    #expect(outcome.status == 1)
    #expect(outcome.output.contains("\nNO VALUE GIVES 90 %. Reachable: "))
    #expect(outcome.errors.contains("new.yaml was not written"))
    #expect(folder.text("new.yaml") == nil)
  }

  @Test(
    "says what to write instead",
    arguments: [
      (["--target", "recurrence=30", "--vary", "leaving.lost"], 64, "recurrence=0.30"),
      (["--target", "0.3", "--vary", "leaving.lost"], 64, "recurrence=0.30"),
      (["--target", "other=0.3", "--vary", "leaving.lost"], 65, "the file has recurrence"),
      (["--target", "recurrence=0.3", "--vary", "leaving.lots"], 65, "did you mean `lost`?"),
      (["--target", "recurrence=0.3", "--vary", "title"], 65, "holds no number"),
      (["--target", "recurrence=0.3", "--vary", "trial.sample_size"], 64, "whole numbers"),
      (
        ["--target", "recurrence=0.3", "--vary", "statistical.recurrence_free.probability"], 64,
        "--from and --to"
      ),
      (
        ["--target", "recurrence=0.3", "--vary", "leaving.lost", "--from", "0.2", "--to", "0.1"],
        64, "--from must lie below --to"
      ),
      (["--target", "recurrence=0.3", "--vary", "leaving.lost", "--between", "2"], 64, "0.5,3"),
    ])
  func usage(_ arguments: [String], _ status: Int32, _ words: String) throws {
    let outcome = try calibrate(arguments + ["--quiet"])
    #expect(outcome.status == status)
    #expect(outcome.errors.contains(words), "\(outcome.errors)")
    #expect(outcome.output.isEmpty)
  }
}
