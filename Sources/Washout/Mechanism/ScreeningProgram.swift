internal import WashoutNumerics

/// The protocol's criteria as a flat array of tests with jump targets.
struct ScreeningProgram: Sendable {
  /// One test; `onTrue` and `onFalse` are the next test, or `holds` or `fails`.
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
    /// Chance, and the word of a criterion or the stream of an item.
    var share = 0.0
    var word = 0
    var stream = Stream(rawValue: 0)
    var onTrue = Test.holds
    var onFalse = Test.fails

    static let holds = -1
    static let fails = -2
  }

  enum Kind: UInt8, Sendable {
    case within
    case anyItem
    case severeItem
    case share
  }

  /// Every test of every criterion.
  private(set) var tests: [Test] = []
  /// Element `i`: where criterion `i` begins; it *holds* when the person passes it.
  private(set) var entries: [Int] = []
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
    for criterion in eligibility.criteria { try append(criterion, names) }
    foundAtScreening = eligibility.criteria.map(\.foundAtScreening)
    let indices = Array(eligibility.criteria.indices)
    order =
      isPreselected
      ? indices.filter { !foundAtScreening[$0] } + indices.filter { foundAtScreening[$0] } : indices
  }

  private mutating func append(_ criterion: Criterion, _ names: Names) throws(SimulationError) {
    let path = "eligibility.\(criterion.kind.rawValue).\(criterion.id)"
    let isExclusion = criterion.kind == .exclude
    let pass = isExclusion ? Test.fails : Test.holds
    let fail = isExclusion ? Test.holds : Test.fails
    var next = Target(onTrue: pass, onFalse: fail)
    if let share = criterion.share {
      var test = Test(kind: .share)
      test.share = share
      test.word = try Self.word(of: criterion, path)
      let start = add(test, next)
      next =
        isExclusion ? Target(onTrue: pass, onFalse: start) : Target(onTrue: start, onFalse: fail)
      if criterion.rule == nil {
        entries.append(start)
        return
      }
    }
    guard let rule = criterion.rule else {
      throw .invalid(path: path, reason: "needs a rule, a share or both")
    }
    entries.append(try compile(rule, next, names, path))
  }

  /// In has word n - 1, En word 31 + n: a criterion's number in the protocol is permanent.
  private static func word(
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
      test.share = share
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
