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

  /// Runs what the arguments ask for and ends the process with its exit code.
  package static func main() async {
    StandardStreams.hold()
    if let shortage = ProcessLimits.shortage() {
      Console.report("washout: " + shortage)
      exit(withError: ExitStatus.cannotCreate)
    }
    do {
      var command = try parseAsRoot()
      if var command = command as? any AsyncParsableCommand {
        try await command.run()
      } else {
        try command.run()
      }
    } catch {
      end(error)
    }
  }

  /// Ends the process; a help that cannot be written is a failure, as any other output is.
  private static func end(_ error: any Error) -> Never {
    let help = exitCode(for: error).isSuccess ? fullMessage(for: error) : ""
    guard !help.isEmpty else { exit(withError: error) }
    do throws(OutputError) {
      try Console.write(help + "\n")
    } catch {
      Console.report("washout: " + error.message)
      exit(withError: error.exitStatus)
    }
    exit(withError: ExitCode.success)
  }
}
