internal import ArgumentParser
internal import Foundation
internal import WashoutScenarios

/// `washout new`.
struct NewCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "new",
    abstract: "Write a scenario to start from.",
    discussion: """
      With --like, a file that takes over everything from another scenario and says where to change it; a \
      copy where that scenario lies elsewhere than beside the new file or below it. Else a scenario that \
      knows only a rate: the share with a recurrence by a week. An existing file is never overwritten.

      Example: washout new rate30.yaml --recurrence 0.30 --by-week 24
      """)

  @Argument(help: "The file to write.")
  var file: String

  @Option(help: ArgumentHelp("Start from this scenario, a file or a bare name.", valueName: "name"))
  var like: String?

  @Option(
    parsing: .unconditional,
    help: "Share with a recurrence by that week, between 0 and 1. (default: 0.30)")
  var recurrence: Double?

  @Option(
    parsing: .unconditional,
    help: "Weeks from withdrawal to the end of observation. (default: 24)")
  var byWeek: Int?

  func validate() throws {
    if like != nil && (recurrence != nil || byWeek != nil) {
      throw ValidationError(
        "--like starts from another scenario; leave out --recurrence and --by-week.")
    }
    if let recurrence, !(recurrence > 0 && recurrence < 1) {
      throw ValidationError("--recurrence takes a share between 0 and 1; for 30 % write 0.30.")
    }
    if let byWeek, !(1...5200).contains(byWeek) {
      throw ValidationError("--by-week takes a number of weeks from 1 on.")
    }
  }

  func run() throws {
    do {
      let text = try like.map(text(like:)) ?? starter
      try PartialFile.write(text, to: file, mustBeNew: true)
    } catch {
      throw Failure.told(error)
    }
    Console.report("Wrote \(file). Check it with: washout validate \(file)")
  }

  private var starter: String {
    NewScenario.statistical(recurrence: recurrence ?? 0.30, byWeek: byWeek ?? 24)
  }

  /// A file that takes over another one where that lies beside or below it, else a copy.
  private func text(like scenario: String) throws -> String {
    let path = ScenarioPath(scenario).path
    guard let text = try? String(contentsOfFile: path, encoding: .utf8) else {
      Console.report("washout: \(path) cannot be read.")
      throw ExitStatus.missingFile
    }
    let folder = URL(fileURLWithPath: file).deletingLastPathComponent().standardizedFileURL.path
    let source = URL(fileURLWithPath: path).standardizedFileURL.path
    let start = folder.hasSuffix("/") ? folder : folder + "/"
    return source.hasPrefix(start) ? NewScenario.like(String(source.dropFirst(start.count))) : text
  }
}
