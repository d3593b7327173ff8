import Foundation
import Testing

/// The codes are those that the help text of `washout` promises.
@Suite("The exit code of the tool", .serialized)
struct ExitCodeTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    _ = try Tool.run(["new", "rate.yaml", "--recurrence", "0.3"], in: folder.path)
  }

  private func run(_ arguments: String...) throws -> Tool.Outcome {
    try Tool.run(arguments, in: folder.path)
  }

  @Test("is 0 for what is asked for and done")
  func done() throws {
    #expect(try run("--version").output == "0.1.0\n")
    #expect(try run("validate", "rate.yaml").status == 0)
    #expect(try run("run", "rate.yaml", "--quick").status == 0)
  }

  @Test(
    "is 64 for a wrong usage",
    arguments: [
      ["run"], ["run", "rate.yaml", "--trials", "0"], ["run", "rate.yaml", "--threads", "0"],
      ["run", "rate.yaml", "--trials", "9223372036854775807"], ["run", "...yaml"],
      ["run", "rate.yaml", "--quick", "--trials", "5"], ["run", "rate.yaml", "--set", "novalue"],
      ["run", "rate.yaml", "--quick", "--output", "x"], ["run", "rate.yaml", "RATE.yml"],
      ["run", "rate.yaml", "--seed", "-1"], ["validate", "--no-such-option"], ["walk"],
      ["trace", "rate.yaml"], ["trace", "rate.yaml", "--find", "nothing"],
      ["trace", "rate.yaml", "--find", "lost", "--trial", "1"],
      ["new", "x.yaml", "--recurrence", "30"], ["new", "x.yaml", "--like", "a", "--by-week", "4"],
    ])
  func usage(arguments: [String]) throws {
    let outcome = try Tool.run(arguments, in: folder.path)
    #expect(outcome.status == 64)
    #expect(outcome.output == "")
    #expect(outcome.errors.hasPrefix("Error: "))
  }

  @Test("is 65 for a bad scenario, with every fault told and nothing on standard output")
  func badScenario() throws {
    let text = try #require(folder.text("rate.yaml"))
    try folder.write(
      text.replacing("sample_size", with: "sample_sise").replacing(
        "share: 0.10,", with: "share: 10,"),
      to: "bad.yaml")
    for command in ["validate", "run"] {
      let outcome = try run(command, "bad.yaml")
      #expect(outcome.status == 65)
      #expect(outcome.output == "")
      #expect(outcome.errors.contains("bad.yaml:"))
      #expect(outcome.errors.contains("sample_sise"))
      #expect(outcome.errors.contains("faults, nothing was run."))
    }
  }

  @Test("is 1 when a trace finds nobody of a kind")
  func nobodyFound() throws {
    let arguments = ["trace", "cstar012", "--find", "lost", "--quiet"]
    let outcome = try Tool.run(arguments + ["--set", "leaving.lost=0"], in: Tool.root)
    #expect(outcome.status == 1)
    #expect(outcome.output == "")
    #expect(
      outcome.errors == "scenarios/cstar012.yaml: nobody of that kind in the first 100 trials.\n")
    #expect(try Tool.run(arguments, in: Tool.root).status == 0)
  }

  @Test(
    "is 64 for a number out of range, which is told",
    arguments: [
      (
        ["run", "rate.yaml", "--seed", "-1"], "write a whole number from 0 to 18446744073709551615."
      ),
      (["run", "rate.yaml", "--threads", "-3"], "--threads takes a number from 1 to 1,024."),
      (["run", "rate.yaml", "--trials", "-3"], "--trials takes a number from 1 to 1,000,000,000."),
      (["new", "x.yaml", "--by-week", "-3"], "--by-week takes a number of weeks from 1 on."),
      (
        ["trace", "rate.yaml", "--trial", "-1", "--patient", "1"],
        "Trials and patients are counted from 1."
      ),
    ])
  func range(arguments: [String], words: String) throws {
    let outcome = try Tool.run(arguments, in: folder.path)
    #expect(outcome.status == 64)
    #expect(outcome.errors.split(separator: "\n").first?.hasSuffix(words) == true)
  }

  @Test("is 65 when a trace is asked of a scenario without courses")
  func noCourses() throws {
    let outcome = try run("trace", "rate.yaml", "--trial", "1", "--patient", "1")
    #expect(outcome.status == 65)
    #expect(outcome.errors.contains("statistical"))
  }

  @Test("is 65 when nobody is eligible, with the criterion to blame")
  func nobodyEligible() throws {
    let outcome = try Tool.run(
      [
        "run", "cstar012", "--set", "eligibility.exclude.E3.share=1", "--trials", "64", "--output",
        folder.path, "--quiet",
      ], in: Tool.root)
    #expect(outcome.status == 65)
    #expect(outcome.output == "")
    #expect(
      outcome.errors.contains("none of 10000 candidates for one place in the trial is eligible"))
    #expect(outcome.errors.contains("\n  E3  "))
  }

  @Test("is 66 for a missing file")
  func missingFile() throws {
    #expect(try run("run", "nowhere.yaml").status == 66)
    #expect(try run("validate", "nowhere").status == 66)
    #expect(try run("new", "x.yaml", "--like", "nowhere").status == 66)
  }

  @Test("is 73 where the output folder cannot be made")
  func cannotCreate() throws {
    try folder.write("a file", to: "out")
    let outcome = try run("run", "rate.yaml", "--trials", "64", "--output", "out", "--quiet")
    #expect(outcome.status == 73)
    #expect(outcome.errors.hasPrefix("washout: cannot create out/rate: "))
    #expect(folder.text("out") == "a file")
  }

  @Test("is 73 where `new` finds a file, which it leaves as it is")
  func neverOverwrites() throws {
    try folder.write("mine", to: "mine.yaml")
    let outcome = try run("new", "mine.yaml")
    #expect(outcome.status == 73)
    #expect(outcome.errors == "washout: cannot create mine.yaml: File exists\n")
    #expect(folder.text("mine.yaml") == "mine")
  }

  @Test("is 74 when standard output is full")
  func cannotWrite() throws {
    let full = try #require(FileHandle(forWritingAtPath: "/dev/full"))
    let outcome = try Tool.run(
      ["run", "rate.yaml", "--quick", "--quiet"], in: folder.path, output: full)
    #expect(outcome.status == 74)
    #expect(outcome.errors.contains("cannot write standard output"))
  }

  @Test(
    "is 130 or 143 when a signal ends it, at once and with no report written",
    arguments: [(SIGINT, Int32(130)), (SIGTERM, Int32(143))])
  func interrupted(signal: Int32, status: Int32) throws {
    let process = try Tool.start(
      ["run", "rate.yaml", "--trials", "500000000", "--quiet"], in: folder.path)
    let store = folder.path + "/output/.washout.sqlite"
    while try StoreReading.blocks(in: store) == 0 { usleep(20_000) }
    let start = Date()
    kill(process.processIdentifier, signal)
    process.waitUntilExit()
    #expect(process.terminationReason == .exit)
    #expect(process.terminationStatus == status)
    #expect(Date().timeIntervalSince(start) < 60)
    #expect(try folder.names(in: "output") == [".washout.sqlite"])
  }
}
