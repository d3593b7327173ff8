/// One simulated trial of the largest size, out of which every smaller one is the first people.
///
/// Allocated once for a unit of work; nothing is allocated for a subject.
struct Replicate {
  /// Element i: total number i of `TotalsLayout` over everyone enrolled.
  private(set) var totals: [Int64]
  /// Element `size * arms + arm`.
  private(set) var trials: [TrialRecord]
  /// Element `(size * analyses + analysis) * arms + arm`.
  private(set) var estimates: [TrialEstimate]
  /// Element i: which candidate for place i of the trial took it.
  private(set) var candidates: [Int32] = []
  private var arms: [ArmProgress]
  /// Element `(arm * largest + person) * estimands + estimand`: those who count towards the size.
  private var outcomes: [EstimandOutcome]
  /// Element `arm * analyses + analysis`.
  private var progress: [AnalysisProgress]
  /// Element `arm`.
  private var looks: [LookProgress?]
  private let sizes: [Int]
  private let largest: Int
  private let steps: [AnalysisStep]
  private let analyses: [CompiledAnalysis]
  private let layout: TotalsLayout
  private let countsEntered: Bool
  /// The estimand of the looks.
  private let lookedAt: Int?

  private struct ArmProgress {
    var counted = 0
    var nextSize = 0
    var record = TrialRecord()
  }

  /// Trials of the model's sizes, with its looks; or of one size alone, without looks.
  init(_ model: Model, alone size: Int? = nil) {
    layout = model.layout.totals
    sizes = size.map { [$0] } ?? model.sizes
    analyses = model.analyses
    countsEntered = model.scenario.trial.sizeCounts == .entered
    steps = zip(model.analyses, model.normalQuantiles).map {
      AnalysisStep($0, normalQuantile: $1)
    }
    totals = Array(repeating: 0, count: layout.count)
    trials = Array(repeating: TrialRecord(), count: sizes.count * layout.arms)
    estimates = Array(
      repeating: TrialEstimate(), count: sizes.count * analyses.count * layout.arms)
    largest = sizes[sizes.count - 1]
    var looks: LookProgress?
    var lookedAt: Int?
    if let compiled = model.looks, size == nil {
      lookedAt = steps[compiled.analysis].estimand
      looks = LookProgress(
        compiled, steps[compiled.analysis], size: model.scenario.trial.sampleSize)
    }
    self.lookedAt = lookedAt
    self.looks = Array(repeating: looks, count: layout.arms)
    arms = Array(repeating: ArmProgress(), count: layout.arms)
    outcomes = Array(
      repeating: EstimandOutcome(), count: layout.arms * largest * layout.estimands)
    progress = []
    for _ in 0..<layout.arms {
      for step in steps { progress.append(AnalysisProgress(step, largest: largest)) }
    }
  }

  /// Empties the trial.
  mutating func begin() {
    for i in totals.indices { totals[i] = 0 }
    totals[0] = 1
    candidates.removeAll(keepingCapacity: true)
    for arm in arms.indices {
      arms[arm] = ArmProgress()
      looks[arm]?.removeAll()
    }
    for i in progress.indices { progress[i].removeAll() }
  }

  /// The looks at the trial of the planned size on one drug.
  func looks(arm: Int) -> LookProgress? { looks[arm] }

  /// True once the largest trial of every arm is full.
  var isFull: Bool {
    let arms = arms.span
    for arm in arms.indices where arms[arm].nextSize < sizes.count { return false }
    return true
  }

  /// People that count towards the size on one drug.
  func counted(arm: Int) -> Int { arms[arm].counted }

  /// The fewest people that count towards the size, of all arms.
  var counted: Int { arms.reduce(Int.max) { min($0, $1.counted) } }

  /// Notes which candidate took the next place.
  mutating func seat(_ candidate: Int) {
    candidates.append(Int32(truncatingIfNeeded: candidate))
  }

  /// Adds a subject on one drug, first dosed on a day.
  mutating func add(
    _ subject: borrowing ArmRecord, arm: Int, screened: Int, enrolmentDay: Double
  ) {
    addTotals(subject, arm)
    var progress = arms[arm]
    if progress.nextSize == sizes.count { return }
    progress.record.add(subject, screened: screened, enrolmentDay: enrolmentDay)
    let counts = !countsEntered || subject.entered
    if counts {
      keep(subject, at: (arm * largest + progress.counted) * layout.estimands)
      progress.counted += 1
    }
    arms[arm] = progress
    if !counts { return }
    if let lookedAt {
      looks[arm]?.add(
        subject.outcomes[lookedAt], enrolmentDay: enrolmentDay, daysInTrial: subject.daysInTrial)
    }
    if progress.counted == sizes[progress.nextSize] { close(arm) }
  }

  private mutating func keep(_ subject: borrowing ArmRecord, at first: Int) {
    let source = subject.outcomes.span
    var outcomes = outcomes.mutableSpan
    for i in source.indices { outcomes[first + i] = source[i] }
  }

  private mutating func addTotals(_ subject: borrowing ArmRecord, _ arm: Int) {
    let first = layout.first(arm: arm)
    let indicators = subject.indicators.span
    let outcomes = subject.outcomes.span
    var totals = totals.mutableSpan
    // Every index below lies between the first and the last of these.
    precondition(
      first >= 0 && first + indicators.count + 1 + 4 * outcomes.count <= totals.count)
    for i in indicators.indices {
      totals[unchecked: first &+ i] &+= Int64(indicators[unchecked: i])
    }
    var place = first &+ indicators.count
    totals[unchecked: place] &+= subject.entered ? 1 : 0
    place &+= 1
    for i in outcomes.indices {
      if outcomes[unchecked: i].isInTruth {
        totals[unchecked: place] &+= 1
        totals[unchecked: place &+ 1] &+= outcomes[unchecked: i].latent ? 1 : 0
        totals[unchecked: place &+ 2] &+= outcomes[unchecked: i].atVisits ? 1 : 0
        totals[unchecked: place &+ 3] &+= outcomes[unchecked: i].assessed ? 1 : 0
      }
      place &+= 4
    }
  }

  /// Analyses the trial of the size that has just been reached.
  private mutating func close(_ arm: Int) {
    let size = arms[arm].nextSize
    trials[size * layout.arms + arm] = arms[arm].record
    let people = (size == 0 ? 0 : sizes[size - 1])..<sizes[size]
    for i in steps.indices {
      let place = arm * steps.count + i
      progress[place].add(
        outcomes, from: arm * largest * layout.estimands, each: layout.estimands, people, steps[i])
      estimates[(size * steps.count + i) * layout.arms + arm] =
        progress[place].estimate(steps[i], analyses[i])
    }
    arms[arm].nextSize += 1
  }
}

extension TrialRecord {
  /// Adds a subject.
  fileprivate mutating func add(
    _ subject: borrowing ArmRecord, screened: Int, enrolmentDay: Double
  ) {
    self.screened += screened
    entered += subject.entered ? 1 : 0
    recurrences += subject.entered && subject.recurred ? 1 : 0
    days = max(days, enrolmentDay + subject.daysInTrial)
  }
}
