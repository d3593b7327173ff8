import Foundation
import Testing

/// Two commits of three scenarios.
///
/// `mine` takes over a file and a CSV file that change between them, `steady` overrides what changes, `young`
/// is new. The page was read and judged before it was frozen.
@Suite("washout compare --since", .serialized)
struct CompareSinceTests {
  private let repository: GitFolder
  private var folder: TemporaryFolder { repository.folder }

  init() throws {
    repository = try GitFolder()
    try write(lost: "0.10", times: [5, 20, 40, 60, 80, 100])
    let expect = "expect: {recurrence: [0.2, 0.4]}\n"
    try folder.write("extends: parts/base.yaml\n" + expect, to: "scenarios/mine.yaml")
    try folder.write(
      """
      extends: parts/base.yaml
      statistical: {time_to_recurrence_weeks: {exponential: {mean: 60}}}
      leaving: {lost: {share: 0.05, by_week: 24}}
      """, to: "scenarios/steady.yaml")
    try repository.commit("first")
    try repository.git("tag", "first")
    try write(lost: "0.30", times: [5, 20, 22, 60, 80, 100])
    try folder.write("extends: parts/base.yaml\n", to: "scenarios/young.yaml")
    try repository.commit("second")
  }

  private func write(lost: String, times: [Int]) throws {
    let column = times.map { "\($0)\n" }.joined()
    try folder.write("weeks\n" + column, to: "scenarios/parts/times.csv")
    try folder.write(
      """
      washout: 1
      title: Withdrawal
      trial:
        sample_size: 15
        observation_off_drug: {from_week: 0, to_week: 24}
        visits: {every_weeks: 4}
      statistical:
        time_to_recurrence_weeks: {empirical: {csv: times.csv, column: weeks}}
      leaving:
        lost: {share: \(lost), by_week: 24, range: [0, 0.25], source: S_1}
      estimands:
        recurrence: {population: entered, variable: {by: end_of_observation}, events: {lost: hypothetical}}
      analyses:
        exact: {estimand: recurrence, method: kaplan_meier}
        left: {estimand: recurrence, method: proportion, lost_patients: left_out, interval: clopper_pearson}
      decision: {name: "low | <b>", analysis: left, upper_limit_below: 0.50}
      simulation: {trials: 500, seed: 1}
      sources: {S_1: A paper}
      """, to: "scenarios/parts/base.yaml")
  }

  private func compare(_ arguments: String..., in place: String = "") throws -> Tool.Outcome {
    try Tool.run(["compare", "--quiet"] + arguments, in: folder.path + "/" + place)
  }

  private static let page = #"""
    **washout: 1 scenario changed, 1 new, 1 unchanged**

    - `statistical.time_to_recurrence_weeks.empirical` `[5, 20, 40, 60, 80, 100]` -> `[5, 20, 22, 60, 80, 100]`
    - `leaving.lost` `0.1` -> `0.3`; **OUTSIDE its range 0 to 0.25**; *source S\_1 not changed: still valid?*

    500 trials, same patients.

    | mine, n = 15 | first | this | change | MCSE (paired) |
    | --- | ---: | ---: | ---: | ---: |
    | Enter observation, of 15 | 15.0 | 15.0 | 0.00 | 0.001 |
    | Recurrence recorded | 34 % | 51 % | **+17.3** | 0.4 |
    | the same at visits, without error | 34 % | 51 % | **+17.3** | 0.4 |
    | Decision "low \| \<b>" | 12 % | 1 % | **-11** | 1 |
    | Interval width | 0.50 | 0.57 | **+0.07** | 0.003 |

    Decision rule <= 2 of 14 -> <= 1 of 11; still no n up to 15 for 80 %; **`expect` not met**: recurrence 20 to 40 %; is 50.9 % (MCSE 0.6)

    In words: this adds 17 recurrences per 100 patients who enter; the decision is made in 1 % of trials in place of 12 %; one trial of 15 patients would not notice.

    - Warning: leaving.lost is 0.3, outside its range 0 to 0.25

    `young` is new: there is nothing to compare it with.

    - Warning: leaving.lost is 0.3, outside its range 0 to 0.25
    - Warning: analysis \`left\` and estimand \`recurrence\` do not match: early recurrences escape loss, so leaving lost patients out is biased up; kaplan\_meier is not

    """#

  @Test("writes the page of what changed, by the files as they were, and leaves the rest alone")
  func page() throws {
    let files = ["mine", "steady", "young"].map { "scenarios/\($0).yaml" }
    let outcome = try compare(
      "--since", "first", files[0], files[1], files[2], "--markdown", "page.md")
    #expect(outcome.status == 0 && outcome.errors.isEmpty)
    #expect(folder.text("page.md") == Self.page)
    #expect(outcome.output.hasPrefix("1 scenario changed, 1 new, 1 unchanged since first\n"))
    let printed = try compare("--since", "first", files[0], files[1], files[2], "--markdown", "-")
    #expect(printed.output == Self.page)
    let none = try compare("--since", "main", files[0], files[1], files[2])
    #expect(none.output == "0 scenarios changed, 3 unchanged since main\n")
  }

  @Test("has the numbers of a comparison with the old files, wherever it is asked")
  func numbers() throws {
    func outcomes(_ outcome: Tool.Outcome) throws -> NSArray {
      let document = try JSONSerialization.jsonObject(with: Data(outcome.output.utf8))
      let first = try #require((document as? [[String: Any]])?.first)
      return try #require(first["outcomes"] as? NSArray)
    }
    try repository.git("worktree", "add", "-q", "old", "first")
    let files = try compare("old/scenarios/mine.yaml", "scenarios/mine.yaml", "--json")
    let since = try compare("--since", "first", "scenarios/mine.yaml", "--json")
    #expect(try outcomes(since) == outcomes(files))
    let below = try compare("--since", "first", "mine.yaml", "--json", in: "scenarios")
    #expect(below.output == since.output)
    let other = try compare("--since", "first", "scenarios/mine.yaml", "--json", "--seed", "9")
    #expect(try outcomes(other) != outcomes(files))
  }

  @Test(
    "says what to do",
    arguments: [
      (["--since", "nowhere", "scenarios/mine.yaml"], 66, "has no commit 'nowhere'"),
      (["--since", "--output=x", "scenarios/mine.yaml"], 64, "was given '--output=x'"),
      (["--since", "first", "--set", "a=b", "scenarios/mine.yaml"], 64, "leave out --set"),
      (["--since", "first", "scenarios/mine.yaml", "--markdown", "-", "--json"], 64, "--json"),
      (["--since", "first", "scenarios/none.yaml"], 66, "no such file: scenarios/none.yaml"),
    ])
  func usage(_ arguments: [String], _ status: Int32, _ words: String) throws {
    let outcome = try Tool.run(["compare"] + arguments, in: folder.path)
    #expect(outcome.status == status && outcome.errors.contains(words), "\(outcome.errors)")
    #expect(outcome.output.isEmpty)
  }

  @Test("outside of a repository says so, and names faults of old files by their commit")
  func faults() throws {
    let outside = try TemporaryFolder()
    #expect(try Tool.run(["new", "a.yaml"], in: outside.path).status == 0)
    let lost = try Tool.run(["compare", "--since", "first", "a.yaml"], in: outside.path)
    #expect(lost.status == 66 && lost.errors.contains("not a git repository"))
    try folder.write("extends: nowhere.yaml\n", to: "scenarios/mine.yaml")
    try repository.commit("broken")
    try folder.write("extends: parts/base.yaml\n", to: "scenarios/mine.yaml")
    let broken = try compare("--since", "main", "scenarios/mine.yaml")
    #expect(broken.status == 66)
    #expect(
      broken.errors.hasPrefix(
        "main:scenarios/mine.yaml:1:10: no such file: main:scenarios/nowhere.yaml\n"),
      "\(broken.errors)")
  }
}
