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
  private let sizes: [Int]
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
    var analyses: [AnalysisProgress]
    var looks: LookProgress?
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
    let largest = sizes[sizes.count - 1]
    var looks: LookProgress?
    var lookedAt: Int?
    if let compiled = model.looks, size == nil {
      lookedAt = steps[compiled.analysis].estimand
      looks = LookProgress(
        compiled, steps[compiled.analysis], size: model.scenario.trial.sampleSize)
    }
    self.lookedAt = lookedAt
    let blank = ArmProgress(
      analyses: steps.map { AnalysisProgress($0, largest: largest) }, looks: looks)
    arms = Array(repeating: blank, count: layout.arms)
  }

  /// Empties the trial.
  mutating func begin() {
    for i in totals.indices { totals[i] = 0 }
    totals[0] = 1
    candidates.removeAll(keepingCapacity: true)
    for arm in arms.indices {
      arms[arm].counted = 0
      arms[arm].nextSize = 0
      arms[arm].record = TrialRecord()
      arms[arm].looks?.removeAll()
      for i in steps.indices { arms[arm].analyses[i].removeAll() }
    }
  }

  /// The looks at the trial of the planned size on one drug.
  func looks(arm: Int) -> LookProgress? { arms[arm].looks }

  /// True once the largest trial of every arm is full.
  var isFull: Bool { arms.allSatisfy { $0.nextSize == sizes.count } }

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
    if arms[arm].nextSize == sizes.count { return }
    arms[arm].record.add(subject, screened: screened, enrolmentDay: enrolmentDay)
    if countsEntered && !subject.entered { return }
    for i in steps.indices {
      arms[arm].analyses[i].add(subject.outcomes[steps[i].estimand], steps[i])
    }
    if let lookedAt {
      arms[arm].looks?.add(
        subject.outcomes[lookedAt], enrolmentDay: enrolmentDay, daysInTrial: subject.daysInTrial)
    }
    arms[arm].counted += 1
    if arms[arm].counted == sizes[arms[arm].nextSize] { close(arm) }
  }

  private mutating func addTotals(_ subject: borrowing ArmRecord, _ arm: Int) {
    let first = layout.first(arm: arm)
    let indicators = layout.indicators.count
    for i in 0..<indicators { totals[first + i] += Int64(subject.indicators[i]) }
    totals[first + indicators] += subject.entered ? 1 : 0
    var place = first + indicators + 1
    for i in 0..<layout.estimands {
      let outcome = subject.outcomes[i]
      if outcome.isInTruth {
        totals[place] += 1
        totals[place + 1] += outcome.latent ? 1 : 0
        totals[place + 2] += outcome.atVisits ? 1 : 0
        totals[place + 3] += outcome.assessed ? 1 : 0
      }
      place += 4
    }
  }

  /// Analyses the trial of the size that has just been reached.
  private mutating func close(_ arm: Int) {
    let size = arms[arm].nextSize
    trials[size * layout.arms + arm] = arms[arm].record
    for i in steps.indices {
      estimates[(size * steps.count + i) * layout.arms + arm] =
        arms[arm].analyses[i].estimate(steps[i], analyses[i])
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
