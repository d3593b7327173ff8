/// Spearman's rank correlation of a drawn value with the estimate of its trial.
///
/// The rank of a draw is known: it is the uniform U of which the draw is the quantile, with mean 1/2 and
/// variance 1/12. The rank V of an estimate is its mid-rank among all estimates. With T = mean((U - 1/2)
/// (V - 1/2)) and W = var(V) = (1 - sum p_b^3) / 12 over classes b of the estimate with shares p_b,
/// rho = T / sqrt(W / 12). Its error is that of the mean of its influence function, in which V is estimated
/// too: for T it is (u - 1/2)(V_b - 1/2) + sum over b' > b of C_b' + C_b / 2 - 2 T - mean(U - 1/2) / 2 with C_b
/// the share of U - 1/2 in class b, for W it is -(p_b^2 - sum p^3) / 4. Source: Hoeffding (1948), doi
/// 10.1214/aoms/1177730196, for the influence of a rank; Kendall (1945), doi 10.1093/biomet/33.3.239, for
/// ties.
struct RankCorrelation {
  private let classes: [Class]
  private let count: Double

  /// Draws whose trials have an estimate of a class.
  private struct Class {
    /// Trials.
    let count: Double
    /// Sums of U - 1/2 and of its square.
    let sum: Double
    let squares: Double
  }

  /// `counts` has the trials of each class, `sums` for each class the sum of U and that of its square.
  init(_ counts: [Double], _ sums: ArraySlice<Double>) {
    let first = sums.startIndex
    classes = counts.indices.map { b in
      let (sum, squares) = (sums[first + 2 * b], sums[first + 2 * b + 1])
      return Class(
        count: counts[b], sum: sum - counts[b] / 2, squares: squares - sum + counts[b] / 4)
    }
    count = counts.reduce(0, +)
  }

  /// The correlation with its error; undefined where every estimate is of one class.
  func finding(_ replicates: Int64) -> Finding {
    let cubes = classes.reduce(0) { $0 + share($1) * share($1) * share($1) }
    let variance = (1 - cubes) / 12
    guard count >= 2, variance > 1e-12 else { return Finding(nil, replicates: replicates) }
    let ranks = midRanks
    let product = zip(classes, ranks).reduce(0) { $0 + $1.0.sum * $1.1 } / count
    let scale = 1 / (variance / 12).squareRoot()
    let rho = product * scale
    let above = sumsAbove
    let mean = classes.reduce(0) { $0 + $1.sum } / count
    var squares = 0.0
    for (b, part) in classes.enumerated() {
      let slope = ranks[b] * scale
      let level =
        (above[b] - 2 * product - mean / 2) * scale
        + rho * (share(part) * share(part) - cubes) / (8 * variance)
      squares +=
        slope * slope * part.squares + 2 * slope * level * part.sum + part.count * level * level
    }
    return Finding(
      min(1, max(-1, rho)), mcse: MonteCarloError.mean(squares: squares, count),
      replicates: replicates)
  }

  private func share(_ part: Class) -> Double { part.count / count }

  /// Element b: the mid-rank of class b less 1/2.
  private var midRanks: [Double] {
    var below = 0.0
    return classes.map { part in
      defer { below += part.count }
      return (below + part.count / 2) / count - 0.5
    }
  }

  /// Element b: the mean of U - 1/2 over trials of higher classes, half of class b's own included.
  private var sumsAbove: [Double] {
    var above = classes.reduce(0) { $0 + $1.sum }
    return classes.map { part in
      above -= part.sum
      return (above + part.sum / 2) / count
    }
  }
}
