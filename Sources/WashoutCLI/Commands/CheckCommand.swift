internal import ArgumentParser
internal import WashoutReports

/// `washout check`.
struct CheckCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Say whether what is committed in output/ is what the scenarios still give.",
    discussion: """
      Simulates anew, without the store, and compares headline.csv and summary.json as numbers. STALE: the \
      scenario changed since. ENGINE: the engine changed. FAILED: same scenario, same engine, other \
      numbers, which is a bug. BROKEN: no whole report, since a run was stopped while it wrote. Numbers \
      that moved are listed in units of their Monte Carlo errors. Limits under `expect` are held against the results. The exit code is 0 \
      where all is well, else 1.

      Example: washout check scenarios/*.yaml
      """)

  @Argument(help: "Scenario files, or bare names of scenarios in scenarios/.")
  var scenarios: [String]

  @Flag(help: "Write the output of scenarios that are STALE, ENGINE or BROKEN anew.")
  var update = false

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Numbers of an unchanged scenario may move by this many of their Monte Carlo errors; those without "
        + "an error, such as counts that decide, not at all.", valueName: "mcse"))
  var tolerance: Double = 0

  @Flag(help: "Simulate nothing where scenario and engine are unchanged.")
  var fast = false

  @Flag(help: "Show every number that moved.")
  var all = false

  @Flag(
    help: "Also write annotations for GitHub Actions, and $GITHUB_STEP_SUMMARY where it is set.")
  var github = false

  @Option(
    help: ArgumentHelp("What is committed lies below this folder, not output/.", valueName: "dir"))
  var output = "output"

  @Option(
    parsing: .unconditional,
    help: "Threads; they change speed, never results. (default: all processors it may use)")
  var threads: Int?

  @Flag(help: "No progress and no warnings.")
  var quiet = false

  @Flag(help: "Print JSON in place of the screen.")
  var json = false

  func validate() throws {
    _ = try ScenarioPath.all(scenarios)
    try DrawingOptions.check(trials: nil, threads: threads)
    if !(tolerance >= 0 && tolerance.isFinite) {
      throw ValidationError("--tolerance takes a number of Monte Carlo errors, 0 or more.")
    }
    if json && github {
      throw ValidationError("--json and --github both print; leave out one of them.")
    }
    if output.isEmpty { throw ValidationError("--output takes the name of a folder.") }
  }

  func run() async throws {
    let paths = try ScenarioPath.all(scenarios)
    let command = self
    try await Interruption.watched {
      do {
        try await command.check(paths)
      } catch {
        throw Failure.told(error)
      }
    }
  }

  private func check(_ paths: [ScenarioPath]) async throws {
    let parsed = try paths.map { try ScenarioReading.parsed($0, [], true) }
    let nameWidth = paths.map(\.name.count).max() ?? 0
    var checks: [OutputCheck] = []
    for (path, parsed) in zip(paths, parsed) {
      let start = ContinuousClock.now
      let run = CheckRun(path, parsed, self)
      let check = try await run.check()
      checks.append(check)
      if json { continue }
      let seconds = start.duration(to: .now) / .seconds(1)
      try Console.show(
        check.screen(
          seconds: seconds, nameWidth: nameWidth, showsAll: all, width: Console.width) + "\n")
      if github, let annotation = check.annotation(file: path.path) {
        try Console.write(annotation)
      }
    }
    try Console.write(
      json
        ? OutputCheck.document(checks, isFine: isFine)
        : checks.conclusion(paths: paths.map(\.path), isUpdated: update))
    if github { try StepSummary.append(OutputCheck.markdown(checks)) }
    if !checks.allSatisfy(isFine) { throw ExitStatus.no }
  }

  /// Nothing is left to be done.
  private func isFine(_ check: OutputCheck) -> Bool {
    check.isFine || (update && check.isFineOnceUpdated)
  }
}
