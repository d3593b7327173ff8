/// What one subject contributes to a trial: with the assumed drug and with one that does nothing.
///
/// Allocated once for each task and overwritten for each subject.
public struct SubjectRecord: Sendable {
  /// People screened to seat this one, itself included.
  public var screened = 0
  /// Its number among the candidates for its place, from 0.
  public var candidate = 0
  /// The assumed drug.
  public var assumed: ArmRecord
  /// The same person on a drug that does nothing; meaningless where the model has no such arm.
  public var noEffect: ArmRecord

  /// An empty record.
  public init(estimands: Int) {
    assumed = ArmRecord(estimands: estimands)
    noEffect = assumed
  }
}

/// One subject on one drug.
public struct ArmRecord: Sendable {
  /// Element `i` belongs to estimand `i` of the scenario.
  public var outcomes: [EstimandOutcome]
  /// What is counted of the subject.
  public var indicators = IndicatorSet()
  /// Entered observation off drug in the trial as it happens, with loss.
  public var entered = false
  /// Recurrence by the primary definition was recorded in the trial as it happens.
  public var recurred = false
  /// Days from first dose until this person's last contact.
  public var daysInTrial = 0.0

  /// An empty record.
  public init(estimands: Int) {
    outcomes = Array(repeating: EstimandOutcome(), count: estimands)
  }

  /// Takes over another subject's record of the same model, in place.
  mutating func copy(_ other: ArmRecord) {
    for i in outcomes.indices { outcomes[i] = other.outcomes[i] }
    indicators = other.indicators
    entered = other.entered
    recurred = other.recurred
    daysInTrial = other.daysInTrial
  }
}

/// One subject as one estimand sees it: the truth in W(A) and what the data show.
public struct EstimandOutcome: Sendable, Equatable, BitwiseCopyable {
  /// In the population, and in every stratum, in W(A).
  public var isInTruth = false
  /// The variable in W(A): no error, every instant.
  public var latent = false
  /// The variable in W(A): no error, at the visits made.
  public var atVisits = false
  /// The variable in W(A): with error, at the visits made.
  public var assessed = false
  /// In the population in the data of the trial.
  public var isInData = false
  /// What the data say.
  public var status = Status.noEvent
  /// Nominal day of the event; of the last contact when the outcome is missing; else of the end.
  public var day = 0.0
  /// Nominal day on which an intercurrent event of the strategy `while_on` ended the counting before the variable
  /// was decided; infinity where none did.
  public var countingEndedDay = Double.infinity

  /// A blank outcome, in nobody's population.
  public init() {}

  /// What the data say of the variable.
  public enum Status: UInt8, Sendable, BitwiseCopyable {
    /// Followed to the end without an event.
    case noEvent
    /// An event.
    case event
    /// Contact ended before an event or the end.
    case missing
  }

  /// The variable in W(A) in a layer.
  public func truth(in layer: Layer) -> Bool {
    switch layer {
    case .latent: latent
    case .atVisits: atVisits
    case .assessed: assessed
    }
  }
}

/// A quantity summed over subjects; ratios of two of them are the results per patient.
///
/// "Nobody lost" means the course with the loss process switched off. Recurrences of a definition are
/// counted as if that definition were the one that removes.
public enum Indicator: Hashable, Sendable {
  /// Every subject.
  case dosed
  /// Entered observation off drug, had nobody been lost.
  case entered
  /// Left before observation off drug for whatever reason, loss included.
  case leftBefore
  /// Lost before the end without a recorded recurrence.
  case lost
  /// Responded at the response visit, assessed, had nobody been lost.
  case response
  /// Drug concentration above the person's own IC50 at the end of observation; of all dosed.
  case aboveIC50AtEnd
  /// Of those who entered: a flare between withdrawal and the end.
  case flare
  /// Of those who entered: recurrence by definition number `definition` in a layer, nobody lost.
  case recurrence(definition: Int, layer: Layer)
  /// Of those who entered: recurrence recorded although no flare had happened since withdrawal.
  case falseRecurrence(definition: Int)
  /// Of those who entered: a flare between withdrawal and the end, but no recurrence recorded.
  case missedFlare(definition: Int)
  /// Of those who entered: recurrence recorded before the primary definition removed the person.
  case asObserved(definition: Int)
}

/// Why a simulation ended without a result.
public enum SimulationError: Error, Equatable, Sendable {
  /// The scenario asks for something that the model cannot do; the text says what and what to write.
  case invalid(path: String, reason: String)
  /// Nobody among `candidates` passed screening; `criterion` failed most of them first, by its place in
  /// the protocol, as `failedFirst` counts.
  case nobodyEligible(candidates: Int, criterion: Int, failedFirst: [Int])
  /// Nobody of the kind that `find` looks for is among so many trials.
  case nobodyFound(trials: Int)
  /// The task was cancelled.
  case cancelled
}

/// How candidates fared at screening.
public struct Funnel: Sendable, Equatable {
  /// Everyone screened.
  public var screened: Int64 = 0
  /// Element `i`: failed criterion `i` of the scenario and none before it.
  public var failedFirst: [Int64]
  /// Element `i`: failed criterion `i`, of `screenedInFull` people for whom every criterion was asked.
  public var failedAtAll: [Int64]
  /// People for whom every criterion was asked (the first block of trials).
  public var screenedInFull: Int64 = 0
  /// Sum of the true scores of everyone screened in full.
  public var scoreSum: Int64 = 0
  /// Sum of their squares.
  public var scoreSquareSum: Int64 = 0

  /// An empty funnel.
  public init(criteria: Int) {
    failedFirst = Array(repeating: 0, count: criteria)
    failedAtAll = Array(repeating: 0, count: criteria)
  }

  /// Adds another funnel.
  public mutating func merge(_ other: Funnel) {
    screened += other.screened
    screenedInFull += other.screenedInFull
    scoreSum += other.scoreSum
    scoreSquareSum += other.scoreSquareSum
    for i in failedFirst.indices {
      failedFirst[i] += other.failedFirst[i]
      failedAtAll[i] += other.failedAtAll[i]
    }
  }
}
