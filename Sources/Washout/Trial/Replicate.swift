/// One simulated trial of the largest size, out of which every smaller one is the first people.
///
/// Allocated once for a unit of work; nothing is allocated for a subject.
struct Replicate: ~Copyable {
  /// Element i: total number i of `TotalsLayout` over everyone enrolled.
  private(set) var totals: OwnedArray<Int64>
  /// Element `size * arms + arm`.
  private(set) var trials: OwnedArray<TrialRecord>
  /// Element `(size * analyses + analysis) * arms + arm`.
  private(set) var estimates: OwnedArray<TrialEstimate>
  /// Element i: which candidate for place i of the trial took it; empty where nobody asks.
  private(set) var candidates: [Int32] = []
  private let notesCandidates: Bool
  private var sums: SubjectSums
  private var arms: OwnedArray<ArmProgress>
  /// Arms whose largest trial is not full.
  private var openArms = 0
  /// Element `(arm * largest + person) * estimands + estimand`: those who count towards the size.
  private var outcomes: OwnedArray<EstimandOutcome>
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
    var size = 0
    /// People of the trial that is full next; none once the largest is.
    var people: Int
    var record = TrialRecord()

    var isFull: Bool { people == 0 }

    mutating func reach(_ sizes: [Int]) {
      size += 1
      people = size == sizes.count ? 0 : sizes[size]
    }
  }

  /// Trials of the model's sizes, with its looks; or of one size alone, without looks.
  init(_ model: borrowing Model, alone size: Int? = nil, notesCandidates: Bool = false) {
    self.notesCandidates = notesCandidates
    layout = model.layout.totals
    sizes = size.map { [$0] } ?? model.sizes
    analyses = model.analyses
    countsEntered = model.scenario.trial.sizeCounts == .entered
    steps = zip(model.analyses, model.normalQuantiles).map {
      AnalysisStep($0, normalQuantile: $1)
    }
    totals = OwnedArray(repeating: 0, count: layout.count)
    sums = SubjectSums(layout)
    trials = OwnedArray(repeating: TrialRecord(), count: sizes.count * layout.arms)
    estimates = OwnedArray(
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
    arms = OwnedArray(repeating: ArmProgress(people: sizes[0]), count: layout.arms)
    outcomes = OwnedArray(
      repeating: EstimandOutcome(), count: layout.arms * largest * layout.estimands)
    progress = []
    for _ in 0..<layout.arms {
      for step in steps { progress.append(AnalysisProgress(step, largest: largest)) }
    }
  }

  /// Empties the trial.
  mutating func begin() {
    totals.fill(0)
    totals[0] = 1
    openArms = layout.arms
    candidates.removeAll(keepingCapacity: true)
    arms.fill(ArmProgress(people: sizes[0]))
    if lookedAt != nil {
      for arm in looks.indices { looks[arm]?.removeAll() }
    }
    for i in progress.indices { progress[i].removeAll() }
  }

  /// The looks at the trial of the planned size on one drug.
  func looks(arm: Int) -> LookProgress? { looks[arm] }

  /// True once the largest trial of every arm is full.
  var isFull: Bool { openArms == 0 }

  /// Adds up who took part; nobody is added afterwards.
  mutating func finish() { sums.finish(&totals) }

  /// People that count towards the size on one drug.
  func counted(arm: Int) -> Int { arms[arm].counted }

  /// The fewest people who have to be added until the largest trial of every arm is full.
  var missing: Int { arms.indices.reduce(0) { max($0, largest - arms[$1].counted) } }

  /// The fewest people that count towards the size, of all arms.
  var counted: Int { arms.indices.reduce(Int.max) { min($0, arms[$1].counted) } }

  /// Notes which candidate took the next place.
  mutating func seat(_ candidate: Int) {
    if notesCandidates { candidates.append(Int32(truncatingIfNeeded: candidate)) }
  }

  /// Adds a subject on one drug, first dosed on a day.
  ///
  /// The subject is only read: a borrowed one would be copied, and the processor would wait for what was just written.
  mutating func add(
    _ subject: inout ArmRecord, arm: Int, screened: Int, enrolmentDay: Double
  ) {
    sums.add(&subject, arm: arm, to: &totals)
    if arms[arm].isFull { return }
    arms[arm].record.add(&subject, screened: screened, enrolmentDay: enrolmentDay)
    if countsEntered && !subject.entered { return }
    let counted = arms[arm].counted
    arms[arm].counted = counted &+ 1
    keep(&subject, at: (arm &* largest &+ counted) &* layout.estimands)
    if let lookedAt {
      looks[arm]?.add(
        subject.outcomes[lookedAt], enrolmentDay: enrolmentDay, daysInTrial: subject.daysInTrial)
    }
    if counted &+ 1 == arms[arm].people { close(arm) }
  }

  @inline(__always) private mutating func keep(_ subject: inout ArmRecord, at first: Int) {
    let source = subject.outcomes.span
    for i in source.indices { outcomes[first &+ i] = source[i] }
  }

  /// Analyses the trial of the size that has just been reached.
  private mutating func close(_ arm: Int) {
    let size = arms[arm].size
    trials[size * layout.arms + arm] = arms[arm].record
    analyze((size == 0 ? 0 : sizes[size - 1])..<sizes[size], of: size, arm)
    arms[arm].reach(sizes)
    if arms[arm].isFull { openArms -= 1 }
  }

  private mutating func analyze(_ people: Range<Int>, of size: Int, _ arm: Int) {
    let first = arm * largest * layout.estimands
    for i in steps.indices {
      let place = arm * steps.count + i
      progress[place].add(outcomes, from: first, each: layout.estimands, people, steps[i])
      estimates[(size * steps.count + i) * layout.arms + arm] =
        progress[place].estimate(steps[i], analyses[i])
    }
  }
}

extension TrialRecord {
  /// Adds a subject.
  @inline(__always) fileprivate mutating func add(
    _ subject: inout ArmRecord, screened: Int, enrolmentDay: Double
  ) {
    self.screened &+= screened
    entered &+= subject.entered ? 1 : 0
    recurrences &+= subject.entered && subject.recurred ? 1 : 0
    days = max(days, enrolmentDay + subject.daysInTrial)
  }
}
