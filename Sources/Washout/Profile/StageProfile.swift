/// What each stage of a simulated person costs, and the least that it could.
public struct StageProfile: Sendable {
  /// The stages in the order in which a person goes through them.
  public let stages: [Row]
  /// People that were followed to measure it.
  public let people: Int
  /// Seconds that a block of four random words takes where blocks do not wait for each other.
  public let secondsPerBlock: Double

  /// What was measured.
  package init(stages: [Row], people: Int, secondsPerBlock: Double) {
    self.stages = stages
    self.people = people
    self.secondsPerBlock = secondsPerBlock
  }

  /// One stage.
  public struct Row: Sendable, Equatable {
    /// Which.
    public let stage: Stage
    /// Seconds a person; a stage too short to be measured can come out a little below 0.
    public let seconds: Double
    /// Blocks of random words a person.
    public let blocks: Double

    /// What was measured of a stage.
    package init(stage: Stage, seconds: Double, blocks: Double) {
      self.stage = stage
      self.seconds = seconds
      self.blocks = blocks
    }
  }

  /// A stage.
  public enum Stage: String, Sendable, CaseIterable {
    case screening
    case drug = "drug and clocks"
    case plan = "visits planned, assessor's errors"
    case flares = "doses and flares"
    case items
    case visits
    case definitions
    case estimands = "estimands and counts"
    case twin = "no-effect twin"
    case times = "times"
    case analyses = "accrual and analyses"
    case tally
  }

  /// The time in which a stage's random words alone could be drawn.
  public func floor(of row: Row) -> Double { row.blocks * secondsPerBlock }
}
