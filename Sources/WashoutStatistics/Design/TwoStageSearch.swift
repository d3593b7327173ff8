internal import WashoutNumerics

/// The search through all two-stage designs, size by size.
struct TwoStageSearch {
  /// The best design of a size.
  struct Found {
    var design: TwoStageDesign
    var expectedPeople: Double
  }

  /// The best design of each size that beats every smaller one.
  private(set) var found: [Found] = []

  private let alpha: Double
  private let power: Double
  private var null: CountTable
  private var alternative: CountTable
  /// For each n1 the largest r1 that leaves the power its chance; -1 where there is none.
  private var largestR1: [Int] = [-1]

  init(p0: Double, p1: Double, alpha: Double, beta: Double) {
    self.alpha = alpha
    power = 1 - beta
    null = CountTable(rate: p0)
    alternative = CountTable(rate: p1)
  }

  /// Looks at sizes up to a limit; true when no larger one can be better.
  mutating func run(upTo limit: Int) -> Bool {
    var best = Double.infinity
    addSize()
    for n in 2...limit {
      addSize()
      if leastExpected(of: n) >= best { return true }
      if found.isEmpty && !canReachPower(n) { continue }
      if let next = bestDesign(of: n, below: best) {
        found.append(next)
        best = next.expectedPeople
      }
    }
    return leastExpected(of: limit + 1) >= best
  }

  private mutating func addSize() {
    null.addSize()
    alternative.addSize()
    let n1 = null.largest
    largestR1.append((0..<n1).last { alternative.above($0, of: n1) >= power } ?? -1)
  }

  /// A bound below the expected size of every design of this size, which rises with the size: stage 2
  /// cannot be entered less often than the power allows.
  private func leastExpected(of n: Int) -> Double {
    (1..<min(n, largestR1.count)).map { expected(n1: $0, r1: largestR1[$0], n: n) }.min() ?? 0
  }

  private func expected(n1: Int, r1: Int, n: Int) -> Double {
    Double(n1) + null.above(r1, of: n1) * Double(n - n1)
  }

  /// False where even the best test of n people, randomised to the full level, has too little power
  /// (Neyman and Pearson); a two-stage test is one of those.
  private func canReachPower(_ n: Int) -> Bool {
    guard let r = (-1..<n).first(where: { null.above($0, of: n) <= alpha }) else { return false }
    let spare = alpha - null.above(r, of: n)
    let share = r < 0 ? 0 : min(1, spare / max(null.exactly(r, of: n), .leastNormalMagnitude))
    // Rounding must not rule out a size.
    return alternative.above(r, of: n) + share * alternative.exactly(r, of: n) >= power - 1e-9
  }

  /// The design of n people with the smallest expected size, where that is below a bound.
  private func bestDesign(of n: Int, below bound: Double) -> Found? {
    var best: Found?
    for n1 in 1..<n {
      let limit = best?.expectedPeople ?? bound
      if Double(n1) >= limit { break }
      for r1 in stride(from: largestR1[n1], through: 0, by: -1) {
        // Fewer responses to stop at let more trials go on.
        let expected = expected(n1: n1, r1: r1, n: n)
        if expected >= limit { break }
        guard let r = finalBoundary(r1: r1, n1: n1, n: n),
          let design = try? TwoStageDesign(r1: r1, n1: n1, r: r, n: n)
        else { continue }
        best = Found(design: design, expectedPeople: expected)
        break
      }
    }
    return best
  }

  /// The largest r that keeps the power, where it keeps the level too.
  private func finalBoundary(r1: Int, n1: Int, n: Int) -> Int? {
    var low = r1
    var high = n
    // Power falls with r: it is kept at `low`, and lost at `high`, where nothing rejects.
    while high - low > 1 {
      let middle = (low + high) / 2
      if rejection(alternative, r1, n1, middle, n) >= power { low = middle } else { high = middle }
    }
    return rejection(null, r1, n1, low, n) <= alpha ? low : nil
  }

  private func rejection(_ table: CountTable, _ r1: Int, _ n1: Int, _ r: Int, _ n: Int) -> Double {
    var sum = 0.0
    for x in stride(from: r1 + 1, through: n1, by: 1) {
      sum += table.exactly(x, of: n1) * table.above(r - x, of: n - n1)
    }
    return sum
  }
}

/// Binomial chances of one rate for all sizes up to a growing one.
private struct CountTable {
  private let rate: Double
  private var exact: [[Double]] = [[1]]
  private var tails: [[Double]] = [[0]]

  init(rate: Double) { self.rate = rate }

  var largest: Int { exact.count - 1 }

  mutating func addSize() {
    let n = largest + 1
    let count = BinomialDistribution(trials: n, probability: rate)
    let chances = (0...n).map(count.pmf)
    var above = [Double](repeating: 0, count: n + 1)
    for x in stride(from: n - 1, through: 0, by: -1) { above[x] = above[x + 1] + chances[x + 1] }
    exact.append(chances)
    tails.append(above)
  }

  /// P(X = x), 0 <= x <= n.
  func exactly(_ x: Int, of n: Int) -> Double { exact[n][x] }

  /// P(X > x).
  func above(_ x: Int, of n: Int) -> Double { x < 0 ? 1 : x >= n ? 0 : tails[n][x] }
}
