internal import WashoutNumerics

/// The protocol's criteria as one flat array of tests with jump targets, from the first asked on.
struct ScreeningProgram: Sendable {
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
