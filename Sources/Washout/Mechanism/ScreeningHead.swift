internal import WashoutNumerics

/// The tests that every candidate meets first, all answered at once.
///
/// Asked one after the other, most of them end screening for a share of candidates that nobody can foresee;
/// answered together from words that are at hand, only the first that fails decides.
struct ScreeningHead: Sendable {
  /// Questions by what they are about.
  private var aboutShares: [ScreeningQuestion] = []
  private var aboutItems: [ScreeningQuestion] = []
  private var aboutScore: [ScreeningQuestion] = []
  private var aboutClinical: [ScreeningQuestion] = []
  private var aboutUniform: [ScreeningQuestion] = []
  /// Element i: how screening ends for whoever fails question i and none before it.
  private(set) var failures: [Int] = []
  /// Uniforms for which rounding may decide a question by yes that is answered by no here; with its bit.
  private var doubts: [ScreeningQuestion] = []
  /// Where screening goes on for whoever fails none of them.
  private(set) var next: Int

  /// Whether there is no question.
  var isEmpty: Bool { failures.isEmpty }
  /// Whether a question is about items.
  var readsItems: Bool { !aboutItems.isEmpty || !aboutScore.isEmpty || !aboutClinical.isEmpty }

  /// The longest run of tests from the first one on whose words are looked at ahead.
  init(_ screening: ScreeningProgram, _ ahead: ScreeningAhead, covariates: Int) {
    next = screening.entry
    while next >= 0, failures.count < 64, let step = Self.step(screening.tests[next]),
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
    guard let asked = ScreeningQuestion(test, bit: 1 << UInt64(failures.count)) else {
      return false
    }
    let question = expected ? asked : asked.opposite
    switch test.kind {
    case .share: aboutShares.append(question)
    case .anyItem: aboutItems.append(question)
    case .scoreWithin where test.variable == covariates: aboutScore.append(question)
    case .scoreWithin: aboutClinical.append(question)
    default:
      guard expected else { return false }
      aboutUniform.append(question)
      doubts.append(question.closeTo(test))
    }
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
  /// By criteria whose shares are true, items as recorded with their points, and the covariate's word.
  @inline(__always) func failing(
    shares: UInt64, recorded: UInt64, scores: (all: Int32, clinical: Int32), word: UInt64
  ) -> UInt64? {
    // A uniform of zero is drawn anew.
    let uniform = word >> 11
    guard uniform > 0 else { return nil }
    let failing =
      Self.no(aboutShares.span, shares) | Self.no(aboutItems.span, recorded)
      | Self.no(aboutScore.span, UInt64(bitPattern: Int64(scores.all)))
      | Self.no(aboutClinical.span, UInt64(bitPattern: Int64(scores.clinical)))
      | Self.no(aboutUniform.span, uniform)
    let doubts = doubts.span
    for i in doubts.indices where failing & doubts[i].bit != 0 {
      if doubts[i].no(uniform) == 0 { return nil }
    }
    return failing
  }

  /// The bits of those questions about a value whose answer is no.
  @inline(__always) private static func no(
    _ questions: Span<ScreeningQuestion>, _ value: UInt64
  ) -> UInt64 {
    var failing: UInt64 = 0
    for i in questions.indices { failing |= questions[i].no(value) }
    return failing
  }
}

/// Whether some bits of a number, or the number itself, lie in a range that may go around the largest one.
struct ScreeningQuestion: Sendable {
  /// Its place among the questions.
  let bit: UInt64
  private let mask: UInt64
  private let first: UInt64
  private let last: UInt64

  private init(_ bit: UInt64, mask: UInt64 = .max, _ first: UInt64, through last: UInt64) {
    self.bit = bit
    self.mask = mask
    self.first = first
    self.last = last
  }

  /// The question's bit where the answer is no.
  @inline(__always) func no(_ value: UInt64) -> UInt64 {
    (value & mask) &- first > last &- first ? bit : 0
  }

  /// The question whose answer is yes where this one's is no.
  var opposite: ScreeningQuestion {
    ScreeningQuestion(bit, mask: mask, last &+ 1, through: first &- 1)
  }
}

extension ScreeningQuestion {
  /// What a test asks; nil where it takes more than one range.
  init?(_ test: ScreeningProgram.Test, bit: UInt64) {
    switch test.kind {
    case .share, .anyItem: self.init(bit, mask: test.mask, 1, through: .max)
    case .scoreWithin:
      let limits = Double(Int32.min)...Double(Int32.max)
      let lower = max(test.lower, limits.lowerBound).rounded(.up)
      let upper = min(test.upper, limits.upperBound).rounded(.down)
      guard lower <= upper else { return nil }
      self.init(
        bit, UInt64(bitPattern: Int64(lower)), through: UInt64(bitPattern: Int64(upper)))
    case .uniformWithin:
      guard test.sourceLower <= test.sourceUpper else { return nil }
      let lower = Self.units(test.sourceLower + Self.margin)
      let upper = Self.units(test.sourceUpper - Self.margin)
      guard lower < upper else { return nil }
      self.init(bit, lower, through: upper)
    case .within, .markerWithin, .severeItem, .shares: return nil
    }
  }

  /// Whether a uniform, times 2^53, lies within a test's bounds or so close to them that rounding may decide.
  func closeTo(_ test: ScreeningProgram.Test) -> ScreeningQuestion {
    ScreeningQuestion(
      bit, Self.units(test.sourceLower - Self.margin),
      through: Self.units(test.sourceUpper + Self.margin))
  }

  /// Twice what a test itself takes for close.
  private static let margin = 2e-9

  private static func units(_ uniform: Double) -> UInt64 {
    UInt64(min(max(uniform, 0), 1) * 0x1p53)
  }
}
