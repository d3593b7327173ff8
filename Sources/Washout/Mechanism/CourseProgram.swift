/// Rules about a course (recurrence, response, worsening) as a flat array of tests with jump targets.
struct CourseProgram: Sendable {
  struct Test: Sendable {
    var kind: Kind
    var score = 0
    /// Index among `references`; -1 where none.
    var reference = -1
    var absentAt = -1
    var mask: UInt64 = 0
    var lower = -Double.infinity
    var upper = Double.infinity
    /// The whole numbers between the bounds.
    var lowest = Int.min
    var highest = Int.max
    var onTrue = Test.holds
    var onFalse = Test.fails

    static let holds = -1
    static let fails = -2

    /// Works out which whole numbers lie between the bounds; none where a bound is not a number.
    fileprivate mutating func boundWholeNumbers() {
      let far = 0x1p62
      lowest = lower.isNaN ? .max : Int(min(max(lower.rounded(.up), -far), far))
      highest = upper.isNaN ? .min : Int(min(max(upper.rounded(.down), -far), far))
    }
  }

  enum Kind: UInt8, Sendable {
    case flare
    /// Change of a score from a reference lies within bounds.
    case change
    case level
    case newItem
  }

  private(set) var tests: [Test] = []
  /// Weeks of the visits that rules compare with, in order of first use, and their days.
  private(set) var referenceWeeks: [Int] = []
  private(set) var referenceDays: [Double] = []
  /// Scores that a rule reads.
  private(set) var readsScore: Set<Int> = []

  /// Adds a rule and returns its entry.
  mutating func add(
    _ rule: CourseRule, _ names: Names, path: String
  ) throws(SimulationError) -> Int {
    try compile(rule, Test.holds, Test.fails, names, path)
  }

  private mutating func compile(
    _ rule: CourseRule, _ onTrue: Int, _ onFalse: Int, _ names: Names, _ path: String
  ) throws(SimulationError) -> Int {
    var test = Test(kind: .flare)
    test.onTrue = onTrue
    test.onFalse = onFalse
    switch rule {
    case .flare: break
    case .rise(let score, let reference, let by):
      test.kind = .change
      test.lower = by
      test.score = try read(score, names, path)
      test.reference = index(of: reference)
    case .fall(let score, let reference, let by):
      test.kind = .change
      test.upper = -by
      test.score = try read(score, names, path)
      test.reference = index(of: reference)
    case .level(let score, let bounds):
      test.kind = .level
      test.lower = bounds.inclusiveLower
      test.upper = bounds.inclusiveUpper
      test.score = try read(score, names, path)
    case .newItem(let presentAt, let absentAt, let among):
      test.kind = .newItem
      test.mask = try names.mask(among, at: path)
      test.reference = presentAt.map { index(of: $0) } ?? -1
      test.absentAt = index(of: absentAt)
    case .all(let rules):
      return try chain(rules, onTrue, onFalse, names, path, isAll: true)
    case .any(let rules):
      return try chain(rules, onTrue, onFalse, names, path, isAll: false)
    }
    test.boundWholeNumbers()
    tests.append(test)
    return tests.count - 1
  }

  private mutating func chain(
    _ rules: [CourseRule], _ onTrue: Int, _ onFalse: Int, _ names: Names, _ path: String,
    isAll: Bool
  ) throws(SimulationError) -> Int {
    guard let last = rules.last else {
      throw .invalid(path: path, reason: "an empty list of rules")
    }
    var entry = try compile(last, onTrue, onFalse, names, path)
    for rule in rules.dropLast().reversed() {
      entry =
        isAll
        ? try compile(rule, entry, onFalse, names, path)
        : try compile(rule, onTrue, entry, names, path)
    }
    return entry
  }

  private mutating func read(
    _ score: String, _ names: Names, _ path: String
  ) throws(SimulationError) -> Int {
    let index = try names.score(score, at: path)
    readsScore.insert(index)
    return index
  }

  private mutating func index(of reference: Reference) -> Int {
    if let known = referenceWeeks.firstIndex(of: reference.week) { return known }
    referenceWeeks.append(reference.week)
    referenceDays.append(Double(reference.week * 7))
    return referenceWeeks.count - 1
  }
}

/// Whether a value lies between inclusive bounds; both are compared, so that only the answer branches.
@inline(__always) func isWithin(_ value: Double, _ lower: Double, _ upper: Double) -> Bool {
  let above: UInt8 = value >= lower ? 1 : 0
  let below: UInt8 = value <= upper ? 1 : 0
  return above & below != 0
}
