internal import CWashoutGSL

/// Turnbull's self-consistency equations, solved by expectation-maximisation with extrapolation, in turn
/// with steps of the iterative convex minorant, which take masses to 0 and back.
///
/// With f_i the mass that subject i covers and d_j the mean over subjects of 1 / f_i where i covers
/// interval j, one step replaces p_j by p_j d_j; the conditions of Kuhn and Tucker are d_j = 1 where
/// p_j > 0 and d_j <= 1 elsewhere. Covered intervals are stretches, so a step costs as many operations
/// as there are classes of subjects and intervals. Sources: Wellner and Zhan (1997), J. Am. Stat. Assoc.
/// 92, 945-959, for the alternation; Jongbloed (1998), J. Comput. Graph. Stat. 7, 310-321, for the line
/// search; Varadhan and Roland (2008), doi 10.1111/j.1467-9469.2007.00585.x, scheme S3, for the
/// extrapolation.
struct SelfConsistency {
  /// p_j.
  private(set) var shares: [Double]
  /// The largest violation of the conditions at `shares`.
  private(set) var violation = Double.infinity

  private let classes: [InnermostIntervals.Coverage]
  private let subjects: Double
  private var sums: [Double]
  private var ratios: [Double]

  init(_ innermost: InnermostIntervals) {
    let count = innermost.intervals.count
    classes = innermost.classes
    subjects = classes.reduce(0) { $0 + $1.count }
    shares = Array(repeating: 1 / Double(count), count: count)
    sums = Array(repeating: 0, count: count + 1)
    ratios = Array(repeating: 0, count: count + 1)
  }

  /// Iterates until the conditions hold, or for as long as anything sensible takes.
  mutating func run() {
    for round in 0..<Self.mostRounds {
      followMinorant()
      extrapolate()
      if round % 10 == 9 { prune() }
      fillRatios(shares)
      violation = conditions()
      if violation <= Turnbull.tolerance { break }
    }
  }

  private static let mostRounds = 20_000

  /// Two steps, a leap along their direction, and a step that makes good what the leap broke.
  private mutating func extrapolate() {
    let start = shares
    let one = step(start)
    let two = step(one)
    var (first, second) = (0.0, 0.0)
    for j in start.indices {
      let (move, bend) = (one[j] - start[j], two[j] - 2 * one[j] + start[j])
      first += move * move
      second += bend * bend
    }
    shares = two
    guard second > 0 else { return }
    let length = max(1, (first / second).squareRoot())
    var leap = start
    for j in start.indices {
      let (move, bend) = (one[j] - start[j], two[j] - 2 * one[j] + start[j])
      leap[j] = start[j] + 2 * length * move + length * length * bend
      if leap[j] < 0 || (leap[j] == 0 && two[j] > 0) { return }
    }
    let landed = step(leap)
    if logLikelihood(landed) >= logLikelihood(two) { shares = landed }
  }

  /// One Newton step with the diagonal of the Hessian for the cumulative shares, kept in order, and
  /// shortened until the likelihood gains what its slope promises.
  private mutating func followMinorant() {
    fillSums(shares)
    var gradient = Array(repeating: 0.0, count: sums.count)
    var curvature = gradient
    for each in classes {
      let mass = sums[each.last + 1] - sums[each.first]
      gradient[each.last + 1] += each.count / mass
      gradient[each.first] -= each.count / mass
      curvature[each.last + 1] += each.count / (mass * mass)
      curvature[each.first] += each.count / (mass * mass)
    }
    // The ends of all intervals are 0 and 1; each other one is the end of somebody's stretch.
    let inner = 1..<max(1, shares.count)
    if inner.isEmpty { return }
    let wish = Isotonic.fit(
      inner.map { sums[$0] + gradient[$0] / curvature[$0] }, weights: inner.map { curvature[$0] })
    var target = shares
    var before = 0.0
    for j in target.indices {
      let after = j + 1 < target.count ? min(1, max(0, wish[j])) : 1
      target[j] = after - before
      before = after
    }
    let slope = zip(inner, wish).reduce(0.0) { sum, each in
      sum + gradient[each.0] * (min(1, max(0, each.1)) - sums[each.0])
    }
    move(to: target, slope: slope)
  }

  private mutating func move(to target: [Double], slope: Double) {
    let start = logLikelihood(shares)
    var length = 1.0
    while length > 1e-6 {
      let next = zip(shares, target).map { (1 - length) * $0 + length * $1 }
      if logLikelihood(next) >= start + 0.25 * length * slope {
        shares = next
        return
      }
      length /= 2
    }
  }

  /// Takes a mass away where it fades and the conditions allow none, which steps would take forever to.
  private mutating func prune() {
    fillRatios(shares)
    for j in shares.indices where shares[j] > 0 && shares[j] < 1e-9 && ratios[j] < 1 {
      shares[j] = 0
    }
    // What was taken too early comes back.
    for j in shares.indices where shares[j] == 0 && ratios[j] > 1 + Turnbull.tolerance {
      shares[j] = 1e-6
    }
    let total = shares.reduce(0, +)
    for j in shares.indices { shares[j] /= total }
  }

  private mutating func step(_ shares: [Double]) -> [Double] {
    fillRatios(shares)
    var next = shares
    var total = 0.0
    for j in next.indices {
      next[j] *= ratios[j]
      total += next[j]
    }
    for j in next.indices { next[j] /= total }
    return next
  }

  /// d_j, from running sums of the shares and of what begins and ends at each interval.
  private mutating func fillRatios(_ shares: [Double]) {
    fillSums(shares)
    for j in ratios.indices { ratios[j] = 0 }
    for each in classes {
      let weight = each.count / (sums[each.last + 1] - sums[each.first]) / subjects
      ratios[each.first] += weight
      ratios[each.last + 1] -= weight
    }
    for j in 1..<ratios.count { ratios[j] += ratios[j - 1] }
  }

  private mutating func fillSums(_ shares: [Double]) {
    for j in shares.indices { sums[j + 1] = sums[j] + shares[j] }
  }

  private mutating func logLikelihood(_ shares: [Double]) -> Double {
    fillSums(shares)
    return classes.reduce(0) { sum, each in
      let mass = sums[each.last + 1] - sums[each.first]
      return mass > 0 ? sum + each.count * log(mass) : -.infinity
    }
  }

  private func conditions() -> Double {
    var worst = 0.0
    for j in shares.indices {
      let excess = ratios[j] - 1
      worst = max(worst, shares[j] > 0 ? abs(excess) : excess)
    }
    return worst
  }
}
