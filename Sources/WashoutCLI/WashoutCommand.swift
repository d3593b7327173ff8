package import ArgumentParser
internal import Washout

/// The tool, which says what a single-arm dosing-and-withdrawal trial can show.
@main
package struct WashoutCommand: AsyncParsableCommand {
  package static let configuration = CommandConfiguration(
    commandName: "washout",
    abstract: "Simulate single-arm dosing-and-withdrawal trials.",
    discussion: """
      One scenario file goes in; recurrence rates, operating characteristics and what the trial can \
      conclude come out, each number with its Monte Carlo standard error.

      Exit codes: 0 done; 1 the answer is no; 64 usage; 65 a bad scenario or bad data; 66 a missing \
      file; 73 or 74 cannot write; 130 or 143 interrupted.

      Example: washout run cstar012
      """,
    version: EngineVersion.current,
    subcommands: [
      RunCommand.self, CompareCommand.self, SizeCommand.self, CalibrateCommand.self,
      AnalyzeCommand.self, TraceCommand.self, ExportCommand.self, FiguresCommand.self,
      ValidateCommand.self,
      CheckCommand.self,
      NewCommand.self, MergeCommand.self, StatsCommand.self, SchemaCommand.self,
      SelftestCommand.self,
    ])

  package init() {}
}
