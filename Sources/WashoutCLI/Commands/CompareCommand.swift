internal import ArgumentParser
internal import Washout
internal import WashoutReports
internal import WashoutScenarios

/// `washout compare`.
struct CompareCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "compare",
    abstract: "Show what differs between scenarios, on the same draws.",
    discussion: """
      Compares a scenario with others, with itself after --set, or with itself as it was at a commit. Both \
      are simulated together, trial by trial on the same random numbers, so that each difference has the \
      small error of pairs. Inputs that differ are listed with their ranges, and with sources that did not \
      change with them.

      --since reads each file, the files that it extends and its CSV files as they were at a branch, a tag \
      or a commit. --markdown writes the page that a pull request shows, --overview \
      a page of its own with pictures.

      Every finished block of 1,024 trials is kept in output/.washout.sqlite, so that a comparison that was \
      interrupted goes on there, and the same one again simulates nothing.

      Example: washout compare cstar012 --set drug.effect.ic50_mg_per_l=5
      Example: washout compare --since origin/main scenarios/*.yaml --markdown page.md
      """)

  @Argument(help: "The base: a scenario file, or the bare name of one in scenarios/.")
  var base: String

  @Argument(
    help: "Scenarios to compare with it; with --since, further ones to compare with themselves.")
  var others: [String] = []

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Compare each file with itself at this branch, tag or commit.", valueName: "git-ref"))
  var since: String?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Write the page for a pull request to this file; - prints it in place of the screen.",
      valueName: "file"))
  var markdown: String?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Write comparison.html, with small pictures and links to reports, and comparison.md to this folder.",
      valueName: "dir"))
  var overview: String?

  @OptionGroup var setting: SettingOptions

  @OptionGroup var drawing: DrawingOptions

  @Option(
    help: ArgumentHelp(
      "Keep finished blocks in the store of this folder, not of output/.", valueName: "dir"))
  var output = "output"

  @Flag(help: "Print JSON in place of the screen.")
  var json = false

  func validate() throws {
    if others.isEmpty && setting.settings.isEmpty && since == nil {
      throw ValidationError(
        "Name a scenario to compare with, change the base with --set, or name a commit with --since."
      )
    }
    if !others.isEmpty && !setting.settings.isEmpty {
      throw ValidationError("--set compares the base with itself; leave out the other scenarios.")
    }
    if since != nil && !setting.settings.isEmpty {
      throw ValidationError("--since compares files as they are written; leave out --set.")
    }
    if markdown?.isEmpty == true {
      throw ValidationError("--markdown takes the name of a file, or - for standard output.")
    }
    if markdown == "-" && json {
      throw ValidationError("--markdown - and --json both print; leave out one of them.")
    }
    if output.isEmpty { throw ValidationError("--output takes the name of a folder.") }
    if overview?.isEmpty == true {
      throw ValidationError("--overview takes the name of a folder.")
    }
  }

  func run() async throws {
    try await Interruption.watched {
      do {
        let simulation = ComparisonRun(root: output, drawing: drawing)
        let entries =
          if let since {
            try await simulation.entries(since: since, [base] + others)
          } else {
            try await simulation.entries(base, beside: others, setting.settings)
          }
        let page = ComparisonPage(entries)
        try show(page)
        if let overview {
          try await ComparisonOverview(in: overview, besides: output, isQuiet: drawing.quiet)
            .write(page)
        }
      } catch {
        throw Failure.told(error)
      }
    }
  }

  private func show(_ page: ComparisonPage) throws {
    if let markdown, markdown != "-" { try PartialFile.write(page.markdown, to: markdown) }
    if markdown == "-" { return try Console.write(page.markdown) }
    try json
      ? Console.write(Comparison.document(page.comparisons))
      : Console.show(page.screen(width: Console.width, since: since))
  }
}
