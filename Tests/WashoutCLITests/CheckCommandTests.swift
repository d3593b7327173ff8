import Foundation
import Testing

@Suite("A check of what is committed", .serialized)
struct CheckCommandTests {
  private let folder: TemporaryFolder
  private static let summary = "output/rate/summary.json"
  private static let headline = "output/rate/headline.csv"

  init() throws {
    folder = try TemporaryFolder()
    _ = try Tool.run(["new", "rate.yaml", "--recurrence", "0.3"], in: folder.path)
    try edit("rate.yaml", "trials: 20000", "trials: 300")
    _ = try Tool.run(["run", "rate.yaml", "--quiet"], in: folder.path)
  }

  private func edit(_ file: String, _ old: String, _ new: String) throws {
    let text = try #require(folder.text(file))
    #expect(text.contains(old), "\(file) has \(old)")
    try folder.write(text.replacing(old, with: new, maxReplacements: 1), to: file)
  }

  private func check(_ options: String...) throws -> Tool.Outcome {
    try Tool.run(["check", "rate.yaml", "--quiet"] + options, in: folder.path)
  }

  /// Exit code, and the first lines of the finding without the time that it took.
  private func expect(
    _ status: Int32, _ lines: [String], _ outcome: Tool.Outcome, _ place: SourceLocation
  ) {
    let printed = outcome.output.split(separator: "\n").map {
      String($0).replacing(#/  \([0-9.]+ s\)$/#, with: "")
    }
    #expect(outcome.status == status, sourceLocation: place)
    #expect(
      Array(printed.prefix(lines.count)) == lines, "\(outcome.output)", sourceLocation: place)
    #expect(outcome.errors == "", sourceLocation: place)
  }

  private func expect(
    _ status: Int32, _ lines: String..., from outcome: Tool.Outcome,
    place: SourceLocation = #_sourceLocation
  ) {
    expect(status, lines, outcome, place)
  }

  @Test("is fine when the same comes out, and does not read the store")
  func identical() throws {
    expect(0, "ok     rate  identical", "1 ok.", from: try check())
    try folder.write("my notes", to: "output/.washout.sqlite")
    expect(0, "ok     rate  identical", from: try check())
    #expect(folder.text("output/.washout.sqlite") == "my notes")
  }

  @Test("says so where nothing is committed, which is no fault")
  func nothing() throws {
    try folder.write(try #require(folder.text("rate.yaml")), to: "new.yaml")
    let outcome = try Tool.run(["check", "new.yaml"], in: folder.path)
    expect(
      0,
      "none   new  nothing is committed yet: `washout validate` checks the file, `washout run`",
      "            writes output/new", "1 not committed.", from: outcome)
  }

  @Test("is stale after a value changed, and fine after an update, which is what a run writes")
  func stale() throws {
    try edit("rate.yaml", "share: 0.10", "share: 0.15")
    let outcome = try check()
    expect(
      1, "STALE  rate  scenario changed since output/ was written",
      "         leaving.lost  0.1 -> 0.15   (rate.yaml:17)", from: outcome)
    #expect(outcome.output.contains(" headline numbers moved "))
    #expect(
      outcome.output.hasSuffix(
        "1 stale.   Accept it: washout check --update rate.yaml && git add output\n"))
    let before = folder.text(Self.summary)
    let updated = try check("--update")
    #expect(updated.status == 0)
    #expect(updated.output.hasSuffix("1 stale.   Written anew: git add output\n"))
    let after = folder.text(Self.summary)
    #expect(after != before)
    expect(0, "ok     rate  identical", from: try check())
    _ = try Tool.run(["run", "rate.yaml", "--quiet"], in: folder.path)
    #expect(folder.text(Self.summary) == after)
  }

  @Test("is stale after the number of trials, a title or a range changed")
  func otherChanges() throws {
    try edit("rate.yaml", "trials: 300", "trials: 400")
    expect(
      1, "STALE  rate  scenario changed since output/ was written",
      "         simulation.trials  300 -> 400   (rate.yaml:31)", from: try check())
    try edit("rate.yaml", "trials: 400", "trials: 300")
    try edit("rate.yaml", "title: ", "title: Another ")
    let outcome = try check()
    #expect(outcome.status == 1)
    // Both titles have no room beside it.
    #expect(outcome.output.contains("\n         scenario title\n           "))
    let isNarrow = outcome.output.split(separator: "\n").allSatisfy { $0.count <= 100 }
    #expect(isNarrow, "\(outcome.output)")
    #expect(!outcome.output.contains("moved"))
  }

  @Test("fails where the same scenario and engine gave other numbers, and no update hides that")
  func notReproduced() throws {
    let row = try #require(folder.text(Self.headline)?.split(separator: "\n")[1])
    let value = String(row.split(separator: ",", omittingEmptySubsequences: false)[5])
    try edit(Self.headline, value, "0.25")
    let place = "\"layer\": \"assessed\", \"value\": "
    try edit(Self.summary, place + value, place + "0.25")
    let damaged = folder.text(Self.summary)
    let outcome = try check("--update")
    expect(
      1,
      "FAILED rate  NOT REPRODUCED: same scenario, same engine, 1 number differs; this is a bug",
      from: outcome)
    #expect(outcome.output.contains("\n       1 of "))
    #expect(outcome.output.hasSuffix("1 failed.\n"))
    #expect(folder.text(Self.summary) == damaged)
    #expect(try check("--tolerance", "0.01").output.hasPrefix("FAILED"))
    expect(0, "ok     rate  moved within the tolerance", from: try check("--tolerance", "20"))
  }

  @Test("does not believe a report that is half-written or damaged, and repairs it with --update")
  func broken() throws {
    let whole = try #require(folder.text(Self.summary))
    try FileManager.default.removeItem(atPath: folder.path + "/" + Self.summary)
    try folder.write("{\"files\": [\"summary.json\"]}", to: "output/rate/.half-written.json")
    for options in [[], ["--fast"]] {
      expect(
        1, "BROKEN rate  half-written: a run was stopped while it wrote",
        "1 broken.   Repair it: washout check --update rate.yaml && git add output",
        from: try Tool.run(["check", "rate.yaml", "--quiet"] + options, in: folder.path))
    }
    #expect(try check("--update").status == 0)
    #expect(folder.text(Self.summary) == whole)
    expect(0, "ok     rate  identical", from: try check())
    try folder.write(String(whole.prefix(whole.count / 2)), to: Self.summary)
    expect(1, "BROKEN rate  its summary.json cannot be read", from: try check())
    #expect(try check("--update").status == 0)
    #expect(folder.text(Self.summary) == whole)
  }

  @Test("tells another engine by its version and by what it counts")
  func engine() throws {
    try edit(Self.summary, "\"engine\": \"0.1.0\"", "\"engine\": \"0.0.9\"")
    expect(
      1, "ENGINE rate  engine changed since output/ was written: 0.0.9 -> 0.1.0", from: try check())
    expect(0, "ok     rate  identical", from: try check("--tolerance", "3"))
    #expect(try check("--update").status == 0)
    try edit(Self.summary, "\"probe\": \"", "\"probe\": \"f")
    expect(
      1, "ENGINE rate  another build of engine 0.1.0 wrote output/, and it counts otherwise",
      from: try check())
  }

  @Test("decides that a changed scenario is stale before it looks at engine and tolerance")
  func order() throws {
    try edit(Self.summary, "\"engine\": \"0.1.0\"", "\"engine\": \"0.0.9\"")
    try edit("rate.yaml", "share: 0.10", "share: 0.100001")
    #expect(try check("--tolerance", "1000").output.hasPrefix("STALE  rate  scenario changed"))
  }

  @Test("with --fast simulates only what changed")
  func fast() throws {
    try edit(Self.headline, "recurrence_rate,assumed", "recurrence_rate,forged")
    expect(
      0, "ok     rate  scenario and engine unchanged, not simulated", from: try check("--fast"))
    #expect(try check().output.hasPrefix("FAILED"))
    try edit("rate.yaml", "share: 0.10", "share: 0.15")
    #expect(try check("--fast").output.hasPrefix("STALE"))
  }

  @Test("holds results to the limits of `expect`")
  func expectations() throws {
    let text = try #require(folder.text("rate.yaml"))
    try folder.write(text + "expect: {recurrence: {at_most: 0.01}}\n", to: "rate.yaml")
    _ = try Tool.run(["run", "rate.yaml", "--quiet"], in: folder.path)
    let outcome = try check()
    #expect(outcome.status == 1)
    #expect(outcome.output.hasPrefix("ok     rate  identical"))
    #expect(outcome.output.contains("\n       Expected: recurrence at most 1 %; is "))
    #expect(outcome.output.hasSuffix("1 ok, 1 outside of expect.\n"))
  }

  @Test("writes annotations and the page of a step for GitHub Actions")
  func gitHub() throws {
    try folder.write("before\n", to: "step.md")
    let fine = try Tool.runInShell(
      "GITHUB_STEP_SUMMARY=step.md \"$TOOL\" check rate.yaml --quiet --github", in: folder.path)
    #expect(fine.status == 0)
    #expect(!fine.output.contains("::"))
    try edit("rate.yaml", "share: 0.10", "share: 0.15")
    let stale = try Tool.runInShell(
      "GITHUB_STEP_SUMMARY=step.md \"$TOOL\" check rate.yaml --quiet --github", in: folder.path)
    #expect(stale.status == 1)
    #expect(
      stale.output.contains(
        "\n::error file=rate.yaml,line=17,title=washout check::rate STALE: scenario changed since "
          + "output/ was written; leaving.lost 0.1 -> 0.15; "))
    let page = try #require(folder.text("step.md"))
    #expect(page.hasPrefix("before\n### washout check\n\n| scenario | status | finding |\n"))
    #expect(page.contains("\n| rate | ok | identical |\n"))
    #expect(page.contains("\n| rate | STALE | scenario changed since output/ was written; "))
    #expect(try check("--github").output.contains("::error"))
  }
}
