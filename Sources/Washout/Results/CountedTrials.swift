internal import WashoutStatistics

/// How trials of the planned size turn out on one drug, as counts of people.
public struct CountedTrials: Sendable, Equatable {
  /// On which drug.
  public let drug: DrugAssumption
  /// Element k: trials in which k recurrences are recorded by the primary definition among those who enter.
  public let recurrences: [Int]
  /// What the deciding analysis counts, or the first one of counts; empty without any.
  public let cells: [Cell]

  /// Trials with the same counts.
  public struct Cell: Sendable, Equatable {
    /// Events.
    public let events: Int
    /// People in the denominator, at least one.
    public let denominator: Int
    /// Trials.
    public let trials: Int
    /// Whether these counts make the decision; nil where counts do not decide.
    public let decided: Bool?

    /// Trials with the same counts.
    public init(events: Int, denominator: Int, trials: Int, decided: Bool? = nil) {
      self.events = events
      self.denominator = denominator
      self.trials = trials
      self.decided = decided
    }
  }

  /// Counts on one drug.
  public init(drug: DrugAssumption, recurrences: [Int], cells: [Cell] = []) {
    self.drug = drug
    self.recurrences = recurrences
    self.cells = cells
  }
}

extension Model {
  /// The counts of trials of the planned size, by drug.
  func countedTrials(_ reader: TallyReader) -> [CountedTrials] {
    (0..<arms).map { arm in
      let places = layout.trial(size: plannedSize, arm: arm)
      let recurrences = reader.cells(places.recurrences, sizes[plannedSize] + 1)
      return CountedTrials(
        drug: TallyReader.drug(arm: arm), recurrences: recurrences.map(Int.init),
        cells: cells(reader, arm: arm))
    }
  }

  private func cells(_ reader: TallyReader, arm: Int) -> [CountedTrials.Cell] {
    guard let analysis = analysisOfInterest else { return [] }
    let table = decision?.analysis == analysis ? decisionTable : nil
    return EstimateReader(reader, size: plannedSize, analysis: analysis, arm: arm).cells.map {
      let (events, denominator) = ($0.estimate.events, $0.estimate.denominator)
      return CountedTrials.Cell(
        events: events, denominator: denominator, trials: Int($0.count),
        decided: table.map { $0.succeeds(events: events, of: denominator) })
    }
  }
}
