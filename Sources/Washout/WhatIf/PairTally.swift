/// Trials of two models on the same draws: what a base and another scenario give together.
///
/// Two separate tallies hold no paired error; this one keeps the products. It is the same bits for any
/// number of threads when units are merged in order.
package struct PairTally: Sendable, Equatable {
  /// Trials.
  package private(set) var trials: Int64 = 0
  /// People with the same place in the same trial, and how many of them are the same person.
  package private(set) var people: Int64 = 0
  package private(set) var kept: Int64 = 0
  /// Trials of which only the base, or only the other scenario, makes the decision.
  package private(set) var onlyBase: Int64 = 0
  package private(set) var onlyOther: Int64 = 0
  /// The first of them, counted from 0.
  package private(set) var firstOnlyBase: [Int] = []
  package private(set) var firstOnlyOther: [Int] = []
  /// Element `outcome * OutcomeMoments.count + moment`.
  package private(set) var sums: [Double]

  /// As many flipped trials as these are kept by number.
  static let mostFlips = 5

  init(outcomes: Int) { sums = Array(repeating: 0, count: outcomes * OutcomeMoments.count) }

  /// Adds the same trial of both.
  mutating func add(
    _ base: ArraySlice<OutcomeTerm>, _ other: ArraySlice<OutcomeTerm>, _ pairs: [OutcomePair]
  ) {
    trials += 1
    for (i, pair) in pairs.enumerated() {
      OutcomeMoments.add(
        base[base.startIndex + pair.base], other[other.startIndex + pair.other], to: &sums,
        at: i * OutcomeMoments.count)
    }
  }

  /// Adds who was seated in the same trial of both.
  mutating func addPeople(_ base: ArraySlice<Int32>, _ other: ArraySlice<Int32>) {
    for (a, b) in zip(base, other) {
      people += 1
      kept += a == b ? 1 : 0
    }
  }

  /// Adds the decisions of the same trial of both.
  mutating func addDecision(trial: Int, base: Bool, other: Bool) {
    if base && !other {
      onlyBase += 1
      if firstOnlyBase.count < Self.mostFlips { firstOnlyBase.append(trial) }
    } else if other && !base {
      onlyOther += 1
      if firstOnlyOther.count < Self.mostFlips { firstOnlyOther.append(trial) }
    }
  }

  /// Takes over what was kept of a tally of the same pair.
  mutating func restore(
    counts: [Int64], firstOnlyBase: [Int], firstOnlyOther: [Int], sums: [Double]
  ) {
    (trials, people, kept) = (counts[0], counts[1], counts[2])
    (onlyBase, onlyOther) = (counts[3], counts[4])
    (self.firstOnlyBase, self.firstOnlyOther) = (firstOnlyBase, firstOnlyOther)
    self.sums = sums
  }

  /// Adds later trials of the same pair.
  package mutating func merge(_ later: PairTally) {
    trials += later.trials
    people += later.people
    kept += later.kept
    onlyBase += later.onlyBase
    onlyOther += later.onlyOther
    firstOnlyBase = Array((firstOnlyBase + later.firstOnlyBase).prefix(Self.mostFlips))
    firstOnlyOther = Array((firstOnlyOther + later.firstOnlyOther).prefix(Self.mostFlips))
    for i in sums.indices { sums[i] += later.sums[i] }
  }
}

/// The same outcome's places among those of two models.
struct OutcomePair: Sendable, Equatable {
  var base: Int
  var other: Int
}

/// Sums over trials of an outcome's numerators and denominators in both models, and of their products.
struct OutcomeMoments {
  /// a / b of the base, c / d of the other: a, b, c, d, then the ten products aa, ab, ac, ad, bb, bc, bd,
  /// cc, cd, dd.
  static let count = 14
  let values: ArraySlice<Double>

  init(_ sums: [Double], outcome: Int) {
    values = sums[outcome * Self.count..<(outcome + 1) * Self.count]
  }

  static func add(
    _ base: OutcomeTerm, _ other: OutcomeTerm, to sums: inout [Double], at first: Int
  ) {
    let (a, b, c, d) = (base.numerator, base.denominator, other.numerator, other.denominator)
    sums[first] += a
    sums[first + 1] += b
    sums[first + 2] += c
    sums[first + 3] += d
    sums[first + 4] += a * a
    sums[first + 5] += a * b
    sums[first + 6] += a * c
    sums[first + 7] += a * d
    sums[first + 8] += b * b
    sums[first + 9] += b * c
    sums[first + 10] += b * d
    sums[first + 11] += c * c
    sums[first + 12] += c * d
    sums[first + 13] += d * d
  }

  /// A sum by its place in the order above.
  subscript(i: Int) -> Double { values[values.startIndex + i] }
}
