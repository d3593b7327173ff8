internal import CWashoutGSL
internal import WashoutNumerics

extension SingleStageDesign {
  /// A size from which on every larger one has the power; nil where `limit` enrolled prove nothing.
  ///
  /// Written for few events (for many, events and rates are mirrored), with KL(q, p) the relative
  /// entropy of two events. By Chernoff's inequality P(X <= qn) <= exp(-n KL(q, p0)) for q < p0, so all
  /// shares up to the q(n) at which that bound is the rule's alpha succeed; and a trial misses only
  /// beyond q(n), which at p1 < q(n) has at most the probability exp(-n KL(q(n), p1)). As n grows, q(n)
  /// approaches p0, so both factors of the exponent grow: the miss proven at one n holds at every larger
  /// one. With a random denominator M the miss is at most P(M < m) plus that bound at m; each takes half
  /// of what is allowed. Source: Hoeffding (1963), doi 10.1080/01621459.1963.10500830, theorem 1.
  func provenSize(power: Double, atMost limit: Int) -> Int? {
    let allowed = inclusion < 1 ? (1 - power) / 2 : 1 - power
    let people = SampleSize.smallest(atMost: limit) { missBound(of: $0) <= allowed }
    guard let people, inclusion < 1 else { return people }
    return SampleSize.smallest(atMost: limit) {
      BinomialDistribution(trials: $0, probability: inclusion).cdf(people - 1) <= allowed
    }
  }

  /// What a trial with so many in its denominator misses at most.
  private func missBound(of people: Int) -> Double {
    let n = Double(people)
    let mirrored = rule.direction == .atLeast
    let (p0, p1) = mirrored ? (1 - rule.value, 1 - alternative) : (rule.value, alternative)
    guard let share = certainShare(of: n, below: p0), share > p1 else { return 1 }
    return exp(-n * Self.relativeEntropy(share, p1))
  }

  /// A share of events up to which every result succeeds; nil where none is certain to.
  private func certainShare(of n: Double, below p0: Double) -> Double? {
    switch rule.evidence {
    case .test(let alpha): Self.tailShare(of: n, below: p0, alpha: alpha)
    case .interval(let method, let level):
      switch method {
      // The limit of Clopper-Pearson is the test's; the two others lie inside it.
      case .clopperPearson, .jeffreys, .midP:
        Self.tailShare(of: n, below: p0, alpha: (1 - level) / 2)
      case .wilson, .agrestiCoull, .wald: Self.normalShare(of: n, below: p0, level: level)
      }
    }
  }

  private static func tailShare(of n: Double, below p0: Double, alpha: Double) -> Double? {
    let needed = -log(alpha) / n
    guard relativeEntropy(0, p0) >= needed else { return nil }
    let beyond = smallestDouble(from: 0, to: p0) { relativeEntropy($0, p0) < needed }
    return beyond.nextDown
  }

  /// The upper limit of Agresti and Coull, which neither Wilson's nor Wald's exceeds, is below
  /// x/n + z^2/(2n) + z/(2 sqrt n).
  private static func normalShare(of n: Double, below p0: Double, level: Double) -> Double? {
    let z = StandardNormal.twoSided(level: level)
    let share = p0 - z * z / (2 * n) - z / (2 * n.squareRoot())
    return share > 0 ? share : nil
  }

  private static func relativeEntropy(_ q: Double, _ p: Double) -> Double {
    let events = q == 0 ? 0 : q * log(q / p)
    return events + (1 - q) * (log1p(-q) - log1p(-p))
  }
}
