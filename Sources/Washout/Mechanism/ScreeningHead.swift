internal import WashoutNumerics

/// The tests that every candidate meets first, all answered at once.
///
/// Asked one after the other, most of them end screening for a share of candidates that nobody can foresee;
/// answered together from words that are at hand, only the first that fails decides.
struct ScreeningHead: Sendable {
  private var questions: [ScreeningQuestion] = []
  /// Element i: how screening ends for whoever fails question i and none before it.
  private(set) var failures: [Int] = []
  /// Uniforms for which rounding may decide a question by yes that is answered by no here.
  private var doubts: [ScreeningQuestion] = []
  /// The bits of all doubts.
  private var doubtful: Int64 = 0
  /// Where screening goes on for whoever fails none of them.
  private(set) var next: Int
  /// Whether a question is about items.
  private(set) var readsItems = false

  /// Whether there is no question.
  var isEmpty: Bool { failures.isEmpty }

  /// The longest run of tests from the first one on whose words are looked at ahead.
  init(_ screening: ScreeningProgram, _ ahead: ScreeningAhead, covariates: Int) {
    next = screening.entry
    while next >= 0, failures.count < 63, let step = Self.step(screening.tests[next]),
      ahead.holds(screening.tests[next]),
      add(screening.tests[next], expected: step.expected, covariates: covariates)
    {
      failures.append(step.failure)
      next = step.next
    }
    next = screening.chain.place(of: next)
  }

  /// Whether a test can be asked with the others.
  private mutating func add(
    _ test: ScreeningProgram.Test, expected: Bool, covariates: Int
  ) -> Bool {
    guard
      let asked = ScreeningQuestion(test, covariates, bit: 1 << Int64(failures.count))
    else { return false }
    if asked.source == .uniform {
      guard expected else { return false }
      doubts.append(asked.closeTo(test))
      doubtful |= asked.bit
    }
    readsItems = readsItems || asked.source.isOfItems
    guard let question = expected ? asked : asked.opposite else { return false }
    questions.append(question)
    return true
  }

  /// Which answer of a test goes on, and where; nil where neither ends screening.
  private static func step(
    _ test: ScreeningProgram.Test
  ) -> (expected: Bool, next: Int, failure: Int)? {
    if ScreeningProgram.Test.isFailure(test.onTrue) { return (false, test.onFalse, test.onTrue) }
    return ScreeningProgram.Test.isFailure(test.onFalse) ? (true, test.onTrue, test.onFalse) : nil
  }

  /// Bit i: question i is answered by no; nil where the uniform of a covariate leaves one in doubt.
  ///
  /// By the numbers that questions are about.
  @inline(__always) func failing(_ numbers: ScreeningNumbers) -> Int64? {
    let questions = questions.span
    let values = numbers.all.span
    var failing: Int64 = 0
    for i in questions.indices {
      // A source is one of eight.
      let value = values[unchecked: Int(questions[i].source.rawValue & 7)]
      failing |= questions[i].no(value)
    }
    return failing & doubtful != 0 && isInDoubt(failing, numbers.uniform) ? nil : failing
  }

  private func isInDoubt(_ failing: Int64, _ uniform: Int64) -> Bool {
    // A uniform of zero is drawn anew.
    uniform == 0 || doubts.contains { failing & $0.bit != 0 && $0.no(uniform) == 0 }
  }
}

/// What the first questions are about: criteria whose shares are true, items as recorded, their points, and a
/// uniform times 2^53.
struct ScreeningNumbers: Sendable {
  enum Source: UInt8, Sendable {
    case shares, recorded, score, clinicalScore, uniform

    var isOfItems: Bool { self != .shares && self != .uniform }
  }

  /// Element `source`.
  fileprivate var all: InlineArray<8, Int64>

  /// All of them.
  @inline(__always) init(
    shares: UInt64, recorded: UInt64, scores: (all: Int32, clinical: Int32), uniform: UInt64
  ) {
    all = [
      Int64(bitPattern: shares), Int64(bitPattern: recorded), Int64(scores.all),
      Int64(scores.clinical), Int64(bitPattern: uniform), 0, 0, 0,
    ]
  }

  /// The uniform times 2^53.
  fileprivate var uniform: Int64 { all[4] }
}

/// Whether some bits of a number, or the number itself, lie in a range.
struct ScreeningQuestion: Sendable {
  typealias Source = ScreeningNumbers.Source

  /// What the number is.
  let source: Source
  /// Its place among the questions.
  let bit: Int64
  private let mask: Int64
  /// Far from the ends of what a number can be, so that no difference overflows.
  private let first: Int64
  private let last: Int64

  private init(_ source: Source, _ bit: Int64, _ first: Int64, through last: Int64) {
    self.source = source
    self.bit = bit
    mask = -1
    self.first = first
    self.last = last
  }

  /// Whether one of some bits is set; nil where one of the two highest is among them, since bits are a number here.
  private init?(_ source: Source, _ bit: Int64, anyOf bits: UInt64) {
    guard bits >> 62 == 0 else { return nil }
    self.source = source
    self.bit = bit
    mask = Int64(bits)
    first = 1
    last = .max
  }

  /// The question's bit where the answer is no: the sign of either distance from the range, since nobody can
  /// foresee a branch.
  @inline(__always) func no(_ number: Int64) -> Int64 {
    let value = number & mask
    return bit & (((value &- first) | (last &- value)) &>> 63)
  }

  /// The question whether none of the bits is set; nil of a question that is not about bits.
  var opposite: ScreeningQuestion? {
    guard mask >= 0 else { return nil }
    return ScreeningQuestion(noneOf: self)
  }

  private init(noneOf other: ScreeningQuestion) {
    source = other.source
    bit = other.bit
    mask = other.mask
    first = 0
    last = 0
  }
}

extension ScreeningQuestion {
  /// What a test asks; nil where it takes more than one range.
  init?(_ test: ScreeningProgram.Test, _ covariates: Int, bit: Int64) {
    switch test.kind {
    case .share: self.init(.shares, bit, anyOf: test.mask)
    case .anyItem: self.init(.recorded, bit, anyOf: test.mask)
    case .scoreWithin:
      let limits = Double(Int32.min)...Double(Int32.max)
      let lower = max(test.lower, limits.lowerBound).rounded(.up)
      let upper = min(test.upper, limits.upperBound).rounded(.down)
      guard lower <= upper else { return nil }
      self.init(
        test.variable == covariates ? .score : .clinicalScore, bit,
        Int64(lower), through: Int64(upper))
    case .uniformWithin:
      guard test.sourceLower <= test.sourceUpper else { return nil }
      // Of zero, which is drawn anew, the answer is no.
      let lower = max(Self.units(test.sourceLower + Self.margin), 1)
      let upper = Self.units(test.sourceUpper - Self.margin)
      guard lower < upper else { return nil }
      self.init(.uniform, bit, lower, through: upper)
    case .within, .normalWithin, .markerWithin, .severeItem, .shares: return nil
    }
  }

  /// Whether a uniform, times 2^53, lies within a test's bounds or so close to them that rounding may decide.
  func closeTo(_ test: ScreeningProgram.Test) -> ScreeningQuestion {
    ScreeningQuestion(
      .uniform, bit, Self.units(test.sourceLower - Self.margin),
      through: Self.units(test.sourceUpper + Self.margin))
  }

  /// Twice what a test itself takes for close.
  private static let margin = 2e-9

  private static func units(_ uniform: Double) -> Int64 {
    Int64(min(max(uniform, 0), 1) * 0x1p53)
  }
}
