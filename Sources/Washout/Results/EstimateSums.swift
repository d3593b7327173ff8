/// Sums over trials with an estimate e, limits l and u and a squared standard error v, in fixed order.
package struct EstimateSums: Sendable {
  /// Number of sums.
  package static let count = 13
  package var e = 0.0
  package var e2 = 0.0
  package var e3 = 0.0
  package var e4 = 0.0
  package var v = 0.0
  package var v2 = 0.0
  package var ve = 0.0
  package var ve2 = 0.0
  package var l = 0.0
  package var l2 = 0.0
  package var u = 0.0
  package var u2 = 0.0
  package var lu = 0.0

  package init() {}

  /// The sums that stand in a tally.
  package init(_ sums: [Double], at first: Int) {
    e = sums[first]
    e2 = sums[first + 1]
    e3 = sums[first + 2]
    e4 = sums[first + 3]
    v = sums[first + 4]
    v2 = sums[first + 5]
    ve = sums[first + 6]
    ve2 = sums[first + 7]
    l = sums[first + 8]
    l2 = sums[first + 9]
    u = sums[first + 10]
    u2 = sums[first + 11]
    lu = sums[first + 12]
  }

  /// Adds one trial to the sums that stand in a tally.
  static func add(_ trial: TrialEstimate, to sums: inout [Double], at first: Int) {
    let (e, v, l, u) = (trial.value, trial.variance, trial.lower, trial.upper)
    sums[first] += e
    sums[first + 1] += e * e
    sums[first + 2] += e * e * e
    sums[first + 3] += e * e * e * e
    sums[first + 4] += v
    sums[first + 5] += v * v
    sums[first + 6] += v * e
    sums[first + 7] += v * e * e
    sums[first + 8] += l
    sums[first + 9] += l * l
    sums[first + 10] += u
    sums[first + 11] += u * u
    sums[first + 12] += l * u
  }
}

/// Products of estimates e and widths w of both arms, over trials in which both have one.
package enum PairSums {
  /// Number of sums: e e', e, e', w w', w, w'.
  package static let count = 6

  static func add(
    _ assumed: TrialEstimate, _ noEffect: TrialEstimate, to sums: inout [Double], at first: Int
  ) {
    sums[first] += assumed.value * noEffect.value
    sums[first + 1] += assumed.value
    sums[first + 2] += noEffect.value
    sums[first + 3] += assumed.width * noEffect.width
    sums[first + 4] += assumed.width
    sums[first + 5] += noEffect.width
  }
}
