internal import WashoutNumerics
internal import WashoutStatistics

/// Sums over trials of who has recurred by each day, and each trial's Kaplan-Meier curves.
struct RecurrenceFreeTally: Sendable {
  /// Trials.
  private(set) var trials: Int64 = 0
  /// Element `arm`: people who entered, and the sum over trials of their square.
  private(set) var people: [Int64]
  private(set) var peopleSquares: [Int64]
  /// Element `series * days + day`, series `(arm * definitions + definition) * 3 + layer`: people who entered and
  /// recurred by the day; the sum of its square, and of its product with those who entered.
  private(set) var recurred: [Int64]
  private(set) var recurredSquares: [Int64]
  private(set) var products: [Int64]
  /// Element `definition`.
  private(set) var curves: [TrialCurves]
  /// Study days, evenly spaced.
  let days: [Int]

  /// Curves of trials in which anybody entered.
  struct TrialCurves: Sendable {
    /// Numbers of the trials, from 0.
    var trials: [Int] = []
    /// Element `trial * days + day`.
    var shares: [Double] = []
  }

  init(days: [Int], arms: Int, definitions: Int) {
    self.days = days
    people = Array(repeating: 0, count: arms)
    peopleSquares = people
    recurred = Array(
      repeating: 0, count: arms * definitions * Layer.allCases.count * days.count)
    recurredSquares = recurred
    products = recurred
    curves = Array(repeating: TrialCurves(), count: definitions)
  }

  /// Adds a trial.
  mutating func add(_ trial: borrowing RecurrenceFreeTrial, number: Int) {
    trials += 1
    for arm in people.indices {
      people[arm] += trial.entered[arm]
      peopleSquares[arm] += trial.entered[arm] * trial.entered[arm]
    }
    let perArm = recurred.count / people.count
    var sum: Int64 = 0
    for i in recurred.indices {
      sum = i % days.count == 0 ? trial.recurred[i] : sum + trial.recurred[i]
      recurred[i] += sum
      recurredSquares[i] += sum * sum
      products[i] += sum * trial.entered[i / perArm]
    }
    for definition in curves.indices {
      let (times, areEvents) = trial.data[definition]
      var curve = KaplanMeier(capacity: times.count)
      curve.fit(times: times, isEvent: areEvents, count: times.count)
      let shares = days.compactMap { curve.survival(at: Double($0)) }
      guard !shares.isEmpty else { continue }
      curves[definition].trials.append(number)
      curves[definition].shares += shares
    }
  }

  /// Adds trials that come after these.
  mutating func merge(_ others: RecurrenceFreeTally) {
    trials += others.trials
    for arm in people.indices {
      people[arm] += others.people[arm]
      peopleSquares[arm] += others.peopleSquares[arm]
    }
    for i in recurred.indices {
      recurred[i] += others.recurred[i]
      recurredSquares[i] += others.recurredSquares[i]
      products[i] += others.products[i]
    }
    for definition in curves.indices {
      curves[definition].trials += others.curves[definition].trials
      curves[definition].shares += others.curves[definition].shares
    }
  }
}

/// One trial on its way, to be filled person by person.
struct RecurrenceFreeTrial: Sendable {
  /// Element `arm`: people who would enter, nobody lost.
  private(set) var entered: [Int64]
  /// Element `series * days + day`: people who entered and whose recurrence counts from that day on.
  private(set) var recurred: [Int64]
  /// Element `definition`: times and events of those in the data, on the assumed drug.
  private(set) var data: [(times: [Double], areEvents: [Bool])]
  /// Element `arm`: people who count towards the size.
  private(set) var counted: [Int]
  private let days: [Int]
  private let step: Double
  private let size: Int
  private let countsEntered: Bool

  init(days: [Int], arms: Int, definitions: Int, _ trial: TrialDesign) {
    self.days = days
    step = days.count > 1 ? Double(days[1] - days[0]) : 1
    size = trial.sampleSize
    countsEntered = trial.sizeCounts == .entered
    entered = Array(repeating: 0, count: arms)
    counted = Array(repeating: 0, count: arms)
    recurred = Array(
      repeating: 0, count: arms * definitions * Layer.allCases.count * days.count)
    data = Array(repeating: ([], []), count: definitions)
  }

  /// True once every drug's trial is full.
  var isFull: Bool { counted.allSatisfy { $0 >= size } }

  /// Empties the trial.
  mutating func removeAll() {
    for arm in entered.indices {
      entered[arm] = 0
      counted[arm] = 0
    }
    for i in recurred.indices { recurred[i] = 0 }
    for definition in data.indices {
      data[definition].times.removeAll(keepingCapacity: true)
      data[definition].areEvents.removeAll(keepingCapacity: true)
    }
  }

  /// Adds a person on one drug.
  mutating func add(_ reading: RecurrenceReading, arm: Int) {
    if reading.enters {
      entered[arm] += 1
      for (series, day) in reading.days.enumerated() where day <= Double(days[days.count - 1]) {
        let place = Int(((day - Double(days[0])) / step).rounded(.up))
        recurred[(arm * reading.days.count + series) * days.count + max(0, place)] += 1
      }
    }
    if counted[arm] >= size || countsEntered && !reading.entered { return }
    counted[arm] += 1
    guard arm == 0 else { return }
    for (definition, outcome) in reading.data.enumerated() where outcome.isInData {
      data[definition].times.append(outcome.day)
      data[definition].areEvents.append(outcome.status == .event)
    }
  }
}
