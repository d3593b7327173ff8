internal import WashoutNumerics

/// What a plan does at a true rate, by following every path of counts.
public struct MonitoringCharacteristics: Sendable, Equatable {
  /// The true rate of the event.
  public let rate: Double
  /// The chance to stop at each look, in the plan's order.
  public let looks: [Look]
  /// The chance to end the last look without a verdict.
  public let undecided: Double
  /// The mean of events over people at the end, whose distance from the rate is the bias of the naive
  /// estimate.
  public let expectedEstimate: Double

  /// The chances of one look.
  public struct Look: Sendable, Hashable {
    /// People whose outcome is known.
    public let people: Int
    /// The chance to stop here for futility.
    public let futility: Double
    /// The chance to stop here with success.
    public let success: Double
  }

  /// The chance to end in success: the level at the rate of no interest, the power at the rate hoped
  /// for.
  public var success: Double { looks.reduce(0) { $0 + $1.success } }

  /// The chance to end in futility, at any look.
  public var futility: Double { looks.reduce(0) { $0 + $1.futility } }

  /// The chance to stop before the last look.
  public var earlyStopping: Double {
    looks.dropLast().reduce(0) { $0 + $1.futility + $1.success }
  }

  /// The mean number of people at the end.
  public var expectedPeople: Double {
    let stopped = looks.reduce(0) { $0 + Double($1.people) * ($1.futility + $1.success) }
    return stopped + Double(looks.last?.people ?? 0) * undecided
  }
}

extension MonitoringPlan {
  /// What the plan does at a true rate, 0...1: exact to the rounding of sums.
  ///
  /// The chances of all counts of events among those still in the trial are carried from look to look.
  /// Paths of a probability below 1e-40 are left out. The work grows with the square of the people.
  public func characteristics(at rate: Double) -> MonitoringCharacteristics {
    precondition(rate >= 0 && rate <= 1, "not a probability")
    var paths = Chances(first: 0, values: [1])
    var looks: [MonitoringCharacteristics.Look] = []
    var estimate = 0.0
    for (index, look) in self.looks.enumerated() {
      let before = index == 0 ? 0 : self.looks[index - 1].people
      paths = paths.adding(Chances(binomial: look.people - before, rate))
      var (futility, success) = (0.0, 0.0)
      for (place, chance) in paths.values.enumerated() {
        let events = paths.first + place
        let verdict = verdict(events: events, at: index)
        if verdict == .open { continue }
        if verdict == .futility { futility += chance } else { success += chance }
        estimate += chance * Double(events) / Double(look.people)
        paths.values[place] = 0
      }
      looks.append(.init(people: look.people, futility: futility, success: success))
    }
    let people = Double(people)
    for (place, chance) in paths.values.enumerated() {
      estimate += chance * Double(paths.first + place) / people
    }
    return MonitoringCharacteristics(
      rate: rate, looks: looks, undecided: paths.values.reduce(0, +), expectedEstimate: estimate)
  }
}

/// The chances of neighbouring counts.
private struct Chances {
  /// The count of the first value.
  var first: Int
  var values: [Double]

  init(first: Int, values: [Double]) {
    self.first = first
    self.values = values
  }

  /// The binomial, without its tails of less than 1e-40 a count.
  init(binomial trials: Int, _ rate: Double) {
    let count = BinomialDistribution(trials: trials, probability: rate)
    let mode = min(trials, Int(Double(trials + 1) * rate))
    let low = stride(from: mode, through: 0, by: -1).prefix { count.pmf($0) >= 1e-40 }.last ?? mode
    let high = stride(from: mode, through: trials, by: 1).prefix { count.pmf($0) >= 1e-40 }.last
    self.init(first: low, values: (low...(high ?? mode)).map(count.pmf))
  }

  /// The chances of the sum of two independent counts.
  func adding(_ other: Chances) -> Chances {
    var sums = [Double](repeating: 0, count: values.count + other.values.count - 1)
    for (i, chance) in values.enumerated() where chance > 0 {
      for (j, step) in other.values.enumerated() { sums[i + j] += chance * step }
    }
    return Chances(first: first + other.first, values: sums).trimmed
  }

  /// Without ends of less than 1e-40 a count.
  private var trimmed: Chances {
    let low = values.firstIndex { $0 >= 1e-40 } ?? 0
    let high = values.lastIndex { $0 >= 1e-40 } ?? 0
    return Chances(first: first + low, values: Array(values[low...max(low, high)]))
  }
}
