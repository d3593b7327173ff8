internal import Glibc
internal import WashoutNumerics

extension ScreeningProgram {
  /// One test; `onTrue` and `onFalse` are the next test, or how screening ends.
  struct Test: Sendable {
    var kind: Kind
    /// Variable.
    var variable = 0
    /// Items, or the bit of a criterion's uniform.
    var mask: UInt64 = 0
    /// Inclusive bounds; excluded ones are moved to the next number.
    var lower = -Double.infinity
    var upper = Double.infinity
    /// The same bounds on what the value follows from: the uniform of a limited normal, whose quantile is
    /// dear, the normal of a log-normal, or the logarithm of a marker.
    var sourceLower = -Double.infinity
    var sourceUpper = Double.infinity
    /// Chance and stream of an item.
    var share = ShareLimit(0)
    var stream = Stream(rawValue: 0)
    /// The block of a criterion's uniform.
    var block = 0
    /// Of joined shares: those that have to be true.
    var expected: UInt64 = 0
    var onTrue = Test.passesAll
    var onFalse = Test.passesAll

    /// The person passes every criterion.
    static let passesAll = -1

    /// The person fails a criterion.
    static func fails(_ criterion: Int) -> Int { -2 - criterion }

    /// Whether a target ends screening with a failure.
    static func isFailure(_ target: Int) -> Bool { target <= fails(0) }

    /// The criterion that an ending names; nil where the person passes.
    @inline(__always) static func failed(_ ending: Int) -> Int? {
      ending == passesAll ? nil : -2 - ending
    }
  }

  enum Kind: UInt8, Sendable {
    /// A value lies within bounds.
    case within
    /// The same of a value that follows from a uniform, or from a standard normal.
    case uniformWithin
    case normalWithin
    /// Of the instrument's sum (score 0) or its clinical part (1).
    case scoreWithin
    /// Of a marker.
    case markerWithin
    case anyItem
    case severeItem
    case share
    /// Several shares at once, of a `ScreeningChain`.
    case shares
  }
}

extension ScreeningProgram.Test {
  /// Bounds on what the variable follows from, where that is known before the variable.
  mutating func readOffSource(_ names: Names) {
    let score = variable - names.covariates.count
    if score == 0 || score == 1 {
      kind = .scoreWithin
    } else if names.isMarker(score) {
      kind = .markerWithin
      sourceLower = lower > 0 ? log(lower) : -.infinity
      sourceUpper = upper > 0 ? log(upper) : -.infinity
    } else if let distribution = names.distribution(of: variable) {
      readOffUniform(distribution)
    }
  }

  /// The same of a value that rises with its uniform and is dearer than it.
  private mutating func readOffUniform(_ distribution: Distribution) {
    switch distribution.shape {
    case .lognormal(let median, let sdLog) where sdLog > 0.01:
      readOffNormal(median, sdLog)
      return
    case .normal(_, let sd, let low, let high) where sd > 0 && (low.isFinite || high.isFinite):
      sourceLower = distribution.cdf(lower)
    case .categorical(let values, _) where values == values.sorted():
      sourceLower = distribution.cdf(lower.nextDown)
    default: return
    }
    kind = .uniformWithin
    sourceUpper = distribution.cdf(upper)
  }

  /// The same of exp(ln(median) + sdLog z) by its z; with a small sdLog rounding would count for more than is
  /// taken for close.
  private mutating func readOffNormal(_ median: Double, _ sdLog: Double) {
    kind = .normalWithin
    sourceLower = lower > 0 ? log(lower / median) / sdLog : -.infinity
    sourceUpper = upper > 0 ? log(upper / median) / sdLog : -.infinity
  }

  /// Whether the variable lies within its bounds, seen from what it follows from; nil close to a bound,
  /// where rounding decides.
  @inline(__always) func isWithin(source: Double) -> Bool? {
    let margin = 1e-9
    if source > sourceLower + margin && source < sourceUpper - margin { return true }
    if source < sourceLower - margin || source > sourceUpper + margin { return false }
    return nil
  }
}

extension Bounds {
  /// The smallest number inside.
  var inclusiveLower: Double {
    guard let lower else { return -.infinity }
    return lowerIsExcluded ? lower.nextUp : lower
  }

  /// The largest number inside.
  var inclusiveUpper: Double {
    guard let upper else { return .infinity }
    return upperIsExcluded ? upper.nextDown : upper
  }
}
