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
    var sums = sums.mutableSpan
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

/// Sums over trials of the people observed m, events x and missing outcomes l, and of their products.
package struct RateSums: Sendable {
  /// Number of sums.
  package static let count = 9
  package var m = 0.0
  package var x = 0.0
  package var l = 0.0
  package var mm = 0.0
  package var mx = 0.0
  package var xx = 0.0
  package var ml = 0.0
  package var xl = 0.0
  package var ll = 0.0

  package init() {}

  /// The sums that stand in a tally.
  package init(_ counts: [Int64], at first: Int) {
    let sums = (first..<first + Self.count).map { Double(counts[$0]) }
    (m, x, l) = (sums[0], sums[1], sums[2])
    (mm, mx, xx) = (sums[3], sums[4], sums[5])
    (ml, xl, ll) = (sums[6], sums[7], sums[8])
  }

  /// Adds some trials with the same counts.
  mutating func add(_ estimate: TrialEstimate, times count: Double) {
    let (m, x) = (Double(estimate.observed), Double(estimate.events))
    let l = Double(estimate.missing)
    self.m += count * m
    self.x += count * x
    self.l += count * l
    mm += count * m * m
    mx += count * m * x
    xx += count * x * x
    ml += count * m * l
    xl += count * x * l
    ll += count * l * l
  }

  /// Adds one trial to the sums that stand in a tally.
  static func add(_ trial: TrialEstimate, to counts: inout [Int64], at first: Int) {
    let (m, x, l) = (trial.observed, trial.events, trial.missing)
    var counts = counts.mutableSpan
    counts[first] += Int64(m)
    counts[first + 1] += Int64(x)
    counts[first + 2] += Int64(l)
    counts[first + 3] += Int64(m * m)
    counts[first + 4] += Int64(m * x)
    counts[first + 5] += Int64(x * x)
    counts[first + 6] += Int64(m * l)
    counts[first + 7] += Int64(x * l)
    counts[first + 8] += Int64(l * l)
  }
}

/// Products of estimates e and widths w of both arms, over trials in which both have one.
package enum PairSums {
  /// Number of sums: e e', e, e', w w', w, w'.
  package static let count = 6

  static func add(
    _ assumed: TrialEstimate, _ noEffect: TrialEstimate, to sums: inout [Double], at first: Int
  ) {
    var sums = sums.mutableSpan
    sums[first] += assumed.value * noEffect.value
    sums[first + 1] += assumed.value
    sums[first + 2] += noEffect.value
    sums[first + 3] += assumed.width * noEffect.width
    sums[first + 4] += assumed.width
    sums[first + 5] += noEffect.width
  }
}
