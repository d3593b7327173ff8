internal import Glibc
internal import WashoutNumerics

/// The protocol's criteria as one flat array of tests with jump targets, from the first asked on.
struct ScreeningProgram: Sendable {
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

  /// Every test of every criterion.
  private(set) var tests: [Test] = []
  /// The shares of criteria, 0 where there is none, sixteen a block.
  let shares: [ShareBlock]
  /// Where screening begins.
  private(set) var entry = Test.passesAll
  /// The tests as candidates meet them.
  private(set) var chain = ScreeningChain([], entry: Test.passesAll)
  /// Element `i`: the tests of criterion `i`, and where it begins.
  private(set) var criteria: [(tests: Range<Int>, entry: Int)] = []
  /// The order in which criteria are asked: the protocol's, unless sites preselect.
  private(set) var order: [Int] = []
  /// Element `i`: only screening shows criterion `i`.
  private(set) var foundAtScreening: [Bool] = []
  /// Variables that a rule reads.
  private(set) var readsVariable: Set<Int> = []
  /// Sites refer only people who pass what can be seen before screening.
  let isPreselected: Bool

  init(_ eligibility: Eligibility, _ names: Names) throws(SimulationError) {
    isPreselected = eligibility.preselected
    shares = try Self.shares(eligibility)
    foundAtScreening = eligibility.criteria.map(\.foundAtScreening)
    let indices = Array(eligibility.criteria.indices)
    order =
      isPreselected
      ? indices.filter { !foundAtScreening[$0] } + indices.filter { foundAtScreening[$0] } : indices
    criteria = indices.map { _ in (0..<0, Test.passesAll) }
    // From the last one to the first, so that each knows where the next begins.
    for number in order.reversed() {
      let first = tests.count
      entry = try append(eligibility.criteria[number], Test.fails(number), names)
      criteria[number] = (first..<tests.count, entry)
    }
    chain = ScreeningChain(tests, entry: entry)
  }

  /// Appends a criterion after which screening goes on at `entry`, and says where it begins itself.
  private mutating func append(
    _ criterion: Criterion, _ failure: Int, _ names: Names
  ) throws(SimulationError) -> Int {
    let path = "eligibility.\(criterion.kind.rawValue).\(criterion.id)"
    let isExclusion = criterion.kind == .exclude
    let pass = isExclusion ? failure : entry
    let fail = isExclusion ? entry : failure
    var next = Target(onTrue: pass, onFalse: fail)
    if criterion.share != nil {
      var test = Test(kind: .share)
      let lane = try Self.lane(of: criterion, path)
      test.block = lane >> 4
      test.mask = 1 << UInt64(lane)
      let start = add(test, next)
      next =
        isExclusion ? Target(onTrue: pass, onFalse: start) : Target(onTrue: start, onFalse: fail)
      if criterion.rule == nil { return start }
    }
    guard let rule = criterion.rule else {
      throw .invalid(path: path, reason: "needs a rule, a share or both")
    }
    return try compile(rule, next, names, path)
  }

  private static func shares(
    _ eligibility: Eligibility
  ) throws(SimulationError) -> [ShareBlock] {
    var shares = Array(repeating: 0.0, count: 64)
    for criterion in eligibility.criteria {
      guard let share = criterion.share else { continue }
      let path = "eligibility.\(criterion.kind.rawValue).\(criterion.id)"
      shares[try lane(of: criterion, path)] = share
    }
    let lanes = ShareLanes(shares)
    return (0..<4).map { lanes.block($0) }
  }

  /// In has uniform n - 1, En uniform 31 + n: a criterion's number in the protocol is permanent.
  private static func lane(
    of criterion: Criterion, _ path: String
  ) throws(SimulationError) -> Int {
    let letter = criterion.kind == .include ? "I" : "E"
    guard criterion.id.hasPrefix(letter), let number = Int(criterion.id.dropFirst()),
      (1...32).contains(number), criterion.id == letter + String(number)
    else {
      throw .invalid(path: path, reason: "a criterion is named \(letter)1 to \(letter)32")
    }
    return criterion.kind == .include ? number - 1 : 31 + number
  }

  /// Where a test goes on.
  private struct Target {
    var onTrue: Int
    var onFalse: Int
  }

  private mutating func add(_ test: Test, _ target: Target) -> Int {
    var test = test
    test.onTrue = target.onTrue
    test.onFalse = target.onFalse
    tests.append(test)
    return tests.count - 1
  }

  /// Compiles from the last part to the first, so that every target exists; returns the entry.
  private mutating func compile(
    _ rule: EligibilityRule, _ target: Target, _ names: Names, _ path: String
  ) throws(SimulationError) -> Int {
    switch rule {
    case .within(let variable, let bounds):
      var test = Test(kind: .within)
      test.variable = try names.variable(variable, at: path)
      test.lower = bounds.inclusiveLower
      test.upper = bounds.inclusiveUpper
      readsVariable.insert(test.variable)
      test.readOffSource(names)
      return add(test, target)
    case .anyItem(let items):
      var test = Test(kind: .anyItem)
      for item in items { test.mask |= try names.mask(item, at: path) }
      return add(test, target)
    case .itemWithShare(let item, let share):
      var test = Test(kind: .severeItem)
      test.mask = try names.mask(item, at: path)
      test.share = ShareLimit(share)
      test.stream = .severity(item)
      return add(test, target)
    case .all(let rules):
      return try chain(rules, target, names, path) { Target(onTrue: $0, onFalse: target.onFalse) }
    case .any(let rules):
      return try chain(rules, target, names, path) { Target(onTrue: target.onTrue, onFalse: $0) }
    }
  }

  private mutating func chain(
    _ rules: [EligibilityRule], _ target: Target, _ names: Names, _ path: String,
    _ before: (Int) -> Target
  ) throws(SimulationError) -> Int {
    guard let last = rules.last else {
      throw .invalid(path: path, reason: "an empty list of rules")
    }
    var entry = try compile(last, target, names, path)
    for rule in rules.dropLast().reversed() {
      entry = try compile(rule, before(entry), names, path)
    }
    return entry
  }
}

extension ScreeningProgram.Test {
  /// Bounds on what the variable follows from, where that is known before the variable.
  fileprivate mutating func readOffSource(_ names: Names) {
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
