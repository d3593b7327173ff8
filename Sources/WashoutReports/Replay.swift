/// How the command line named what was simulated, so that a report can name it again.
public struct Replay: Sendable, Equatable {
  /// The scenario as a command takes it: a bare name or a path.
  public let scenario: String
  /// `path=value` options, in order.
  public let settings: [String]
  /// The seed in place of the scenario's; nil where its own was used.
  public let seed: UInt64?

  /// A command's scenario, settings and seed.
  public init(scenario: String, settings: [String] = [], seed: UInt64? = nil) {
    self.scenario = scenario
    self.settings = settings
    self.seed = seed
  }

  /// The command that shows the course of a person of a trial, as a shell takes it.
  public func trace(trial: Int, patient: Int) -> String {
    let words =
      ["washout", "trace", scenario] + settings.flatMap { ["--set", $0] }
      + (seed.map { ["--seed", String($0)] } ?? [])
      + ["--trial", String(trial), "--patient", String(patient)]
    return words.map(Self.quoted).joined(separator: " ")
  }

  /// A word in single quotes where a shell could read it as anything but itself.
  private static func quoted(_ word: String) -> String {
    let isPlain = !word.isEmpty && word.unicodeScalars.allSatisfy { plain.contains($0) }
    return isPlain ? word : "'" + word.replacing("'", with: "'\\''") + "'"
  }

  private static let plain = Set(
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-./=:,+@%".unicodeScalars)
}
