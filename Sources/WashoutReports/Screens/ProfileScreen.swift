public import Washout

/// What a run took, stage by stage, in a terminal.
public struct ProfileScreen: Sendable {
  private let profile: StageProfile
  private let parts: [Part]

  /// A part of the whole run.
  public struct Part: Sendable {
    let name: String
    let seconds: Double

    /// A part that took some seconds.
    public init(_ name: String, seconds: Double) {
      self.name = name
      self.seconds = seconds
    }
  }

  /// The stages of a person, and the parts of the run that they were measured beside.
  public init(_ profile: StageProfile, parts: [Part]) {
    self.profile = profile
    self.parts = parts
  }

  /// One line a stage, then the parts of the run in one; ends without a newline.
  public var text: String {
    let title =
      "Microseconds a patient on one thread (\(NumberText.grouped(profile.people)) patients beside "
      + "the results; floor: random words alone)"
    let header = row("", "time", "share", "words", "floor", "x floor")
    let whole = profile.stages.reduce(0) { $0 + $1.seconds }
    let rows = profile.stages.map { line($0, of: whole) }
    let blocks = profile.stages.reduce(0) { $0 + $1.blocks }
    let sum = StageProfile.Row(stage: .tally, seconds: whole, blocks: blocks)
    return ([title, header] + rows + [line(sum, named: "all", of: whole), wholeRun])
      .joined(separator: "\n")
  }

  private func line(
    _ stage: StageProfile.Row, named name: String? = nil, of whole: Double
  ) -> String {
    let floor = profile.floor(of: stage)
    return row(
      name ?? stage.stage.rawValue, NumberText.fixed(1e6 * stage.seconds, decimals: 2),
      NumberText.fixed(100 * stage.seconds / whole, decimals: 0) + " %",
      NumberText.fixed(4 * stage.blocks, decimals: 1),
      NumberText.fixed(1e6 * floor, decimals: 2),
      floor > 0 ? NumberText.fixed(stage.seconds / floor, decimals: 1) : "-")
  }

  private func row(_ name: String, _ cells: String...) -> String {
    Paragraph.left("  " + name, 38) + cells.map { Paragraph.right($0, 9) }.joined()
  }

  private var wholeRun: String {
    "Whole run: "
      + parts.map { "\($0.name) \(NumberText.fixed($0.seconds, decimals: 2)) s" }
      .joined(separator: ", ")
  }
}
