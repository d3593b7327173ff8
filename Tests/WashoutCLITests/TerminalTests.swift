import Foundation
import Testing

/// A pseudo-terminal of `script`, which Debian has everywhere.
@Suite("A terminal", .serialized)
struct TerminalTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    for name in ["cstar012", "exponential"] {
      let shipped = try String(
        contentsOfFile: Tool.root + "/scenarios/\(name).yaml", encoding: .utf8)
      try folder.write(shipped, to: "scenarios/\(name).yaml")
    }
  }

  /// What a command shows on a terminal with so many columns, without the moving lines of its progress.
  private func shown(
    _ command: String, columns: Int, environment: String = "TERM=xterm"
  ) throws -> String {
    let outcome = try Tool.runInShell(
      "script -qec 'stty cols \(columns); env \(environment) '$TOOL' \(command)' /dev/null",
      in: folder.path)
    return outcome.output.replacing("\r\n", with: "\n")
  }

  private func plain(_ text: String) -> String { text.replacing(#/\u{1B}\[[0-9;]*[mK]/#, with: "") }

  private static let screens = [
    "run cstar012 --trials 64 --output there --quiet", "run exponential --quick --quiet",
    "trace cstar012 --find missed_flare --quiet",
    "compare exponential --set leaving.lost=0.2 --trials 64 --quiet",
    "size exponential --decision 0.5 --trials 64 --quiet --to 20",
    "stats interval --events 3 --subjects 15", "stats simon --p0 0.40 --p1 0.20",
    "export exponential --trial 2 --quiet", "validate exponential --quiet",
  ]

  @Test("shows nothing wider than itself", arguments: screens, [60, 80])
  func width(command: String, columns: Int) throws {
    let text = plain(try shown(command, columns: columns))
    #expect(command.hasPrefix("validate") || text.split(separator: "\n").count > 2)
    for line in text.split(separator: "\n") {
      #expect(line.count <= columns, "\(command): \(line)")
    }
  }

  @Test("is painted, and says the same without colours")
  func colours() throws {
    let command = "run exponential --trials 64 --output there --quiet"
    let painted = try shown(command, columns: 100)
    #expect(painted.contains("\u{1B}[1mWithdrawal") && painted.contains("\u{1B}[33m! "))
    for environment in ["TERM=xterm NO_COLOR=1", "TERM=dumb"] {
      let unpainted = try shown(command, columns: 100, environment: environment)
      #expect(!unpainted.contains("\u{1B}[1m") && !unpainted.contains("\u{1B}[33m"))
      #expect(first(unpainted) == first(plain(painted)))
    }
  }

  /// The lines before those that tell how long it took.
  private func first(_ text: String) -> [Substring] {
    text.split(separator: "\n").filter { !$0.contains("Decision known") }
  }

  @Test("changes nothing of what goes elsewhere, whatever the environment says")
  func elsewhere() throws {
    let command = "trace cstar012 --trial 1 --patient 1 --quiet"
    let plain = try Tool.run(command.split(separator: " ").map(String.init), in: folder.path)
    let other = try Tool.runInShell(
      "COLUMNS=40 TERM=xterm-256color CLICOLOR_FORCE=1 $TOOL \(command)", in: folder.path)
    #expect(plain.status == 0 && other.output == plain.output)
    #expect(!plain.output.contains("\u{1B}"))
    let widest = plain.output.split(separator: "\n").map(\.count).max() ?? 0
    #expect(widest <= 100 && widest > 80)
    #expect(self.plain(try shown(command, columns: 100)) == plain.output)
    #expect(self.plain(try shown(command, columns: 70)) != plain.output)
  }

  @Test("has one line of progress that stays on its line")
  func progress() throws {
    let text = try shown("run cstar012 --trials 3000 --output there", columns: 30)
    let moving = text.split(separator: "\r").filter { $0.hasSuffix("\u{1B}[K") }
    #expect(moving.contains { $0.contains("cstar012") })
    for line in moving { #expect(plain(String(line)).count < 30, "\(line)") }
  }
}
