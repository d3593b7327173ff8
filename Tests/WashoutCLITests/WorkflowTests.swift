import Foundation
import Testing

/// The guide's workflow, command by command, on a throw-away repository of two commits: the pages that it
/// writes stand in `Tests/Golden/workflow`.
@Suite("The workflow of the guide", .serialized)
struct WorkflowTests {
  private let repository: GitFolder
  private var folder: TemporaryFolder { repository.folder }

  init() throws { repository = try GitFolder() }

  /// The commands of the workflow, in order.
  private static func commands() throws -> [String] {
    let guide = try String(
      contentsOfFile: Tool.root + "/Sources/Washout/Washout.docc/ManyMachines.md", encoding: .utf8)
    return guide.matches(of: /\n +run: (.+)/).map { String($0.1) }
  }

  private func kept(_ name: String) throws -> String {
    try String(contentsOfFile: Tool.root + "/Tests/Golden/workflow/" + name, encoding: .utf8)
  }

  private func run(_ command: String) throws -> Tool.Outcome {
    try Tool.runInShell(
      "set -o pipefail; export GITHUB_STEP_SUMMARY=step.md; washout() { \"$TOOL\" \"$@\"; }; "
        + command,
      in: folder.path)
  }

  /// A scenario with its committed output, then a pull request that changes a value and not the output.
  private func openPullRequest() throws {
    try folder.write(".washout.sqlite*\n", to: ".gitignore")
    _ = try Tool.run(["new", "scenarios/rate.yaml", "--recurrence", "0.3"], in: folder.path)
    let text = try #require(folder.text("scenarios/rate.yaml")).replacing(
      "trials: 20000", with: "trials: 400")
    try folder.write(text, to: "scenarios/rate.yaml")
    _ = try Tool.run(["run", "rate", "--quiet"], in: folder.path)
    try repository.commit("A scenario")
    try repository.git("update-ref", "refs/remotes/origin/main", "HEAD")
    let changed = text.replacing("share: 0.10", with: "share: 0.15", maxReplacements: 1)
    #expect(changed != text)
    try folder.write(changed, to: "scenarios/rate.yaml")
    try repository.commit("More loss")
  }

  @Test("says that output is stale, shows what the pull request changes, and leaves reports behind")
  func pullRequest() throws {
    try folder.write("", to: "scenarios/.keep")
    try openPullRequest()
    let commands = try Self.commands()
    #expect(commands.count == 3)
    let outcomes = try commands.map(run)
    #expect(outcomes.map(\.status) == [1, 0, 0])
    #expect(outcomes[0].output.contains("::error file=scenarios/rate.yaml,line=17,"))
    #expect(folder.text("changes.md") == (try kept("changes.md")))
    #expect(folder.text("step.md") == (try kept("step.md")))
    #expect(try folder.names(in: "reports/rate").contains("report.md"))
  }

  @Test("does not believe output that a run left half-written")
  func halfWritten() throws {
    try folder.write("", to: "scenarios/.keep")
    try openPullRequest()
    try FileManager.default.removeItem(atPath: folder.path + "/output/rate/summary.json")
    try folder.write("{\"files\": []}", to: "output/rate/.half-written.json")
    #expect(try run(Self.commands()[0]).status == 1)
    #expect(folder.text("step.md")?.contains("| rate | BROKEN | half-written: ") == true)
    #expect(try run(Self.commands()[1]).status == 0)
    let command = "`washout check --update scenarios/rate.yaml`"
    #expect(
      folder.text("changes.md")?.hasPrefix(
        "**washout: 1 scenario changed**; committed outputs **broken** (run \(command))\n") == true)
  }

  @Test("is content once the output was written anew")
  func updated() throws {
    try folder.write("", to: "scenarios/.keep")
    try openPullRequest()
    #expect(try run("washout check --update scenarios/*.yaml").status == 0)
    #expect(try run(Self.commands()[0]).status == 0)
    #expect(folder.text("step.md")?.contains("| rate | ok | identical |") == true)
  }
}
