internal import WashoutNumerics

/// The protocol's criteria as one flat array of tests with jump targets, from the first asked on.
struct ScreeningProgram: Sendable {
  /// One test; `onTrue` and `onFalse` are the next test, or how screening ends.
  struct Test: Sendable {
    var kind: Kind
    /// Variable or item mask, according to the kind.
    var variable = 0
    var mask: UInt64 = 0
    /// Inclusive bounds; excluded ones are moved to the next number.
    var lower = -Double.infinity
    var upper = Double.infinity
    /// The same bounds on the uniform of a limited normal, whose quantile is dear.
    var isReadOffUniform = false
    var uniformLower = 0.0
    var uniformUpper = 1.0
    /// Chance, and the uniform of a criterion or the stream of an item.
    var share = ShareLimit(0)
    var lane = 0
    var stream = Stream(rawValue: 0)
    var onTrue = Test.passesAll
    var onFalse = Test.passesAll

    /// The person passes every criterion.
    static let passesAll = -1

    /// The person fails a criterion.
    static func fails(_ criterion: Int) -> Int { -2 - criterion }

    /// The criterion that an ending names; nil where the person passes.
    @inline(__always) static func failed(_ ending: Int) -> Int? {
      ending == passesAll ? nil : -2 - ending
    }
  }

  enum Kind: UInt8, Sendable {
    case within
    case anyItem
    case severeItem
    case share
  }

  /// Every test of every criterion.
  private(set) var tests: [Test] = []
  /// Where screening begins.
  private(set) var entry = Test.passesAll
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
    if let share = criterion.share {
      var test = Test(kind: .share)
      test.share = ShareLimit(share)
      test.lane = try Self.lane(of: criterion, path)
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
      test.readOffUniform(names.distribution(of: test.variable))
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
  /// Bounds on the uniform, where the variable is drawn from one by a limited normal's quantile.
  fileprivate mutating func readOffUniform(_ distribution: Distribution?) {
    guard let distribution, case .normal(_, let sd, let low, let high) = distribution.shape,
      sd > 0, low.isFinite || high.isFinite
    else { return }
    isReadOffUniform = true
    uniformLower = distribution.cdf(lower)
    uniformUpper = distribution.cdf(upper)
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
