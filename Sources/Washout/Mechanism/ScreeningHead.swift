internal import WashoutNumerics

/// The tests that every candidate meets first, all answered at once.
///
/// Asked one after the other, most of them end screening for a share of candidates that nobody can foresee;
/// answered together from words that are at hand, only the first that fails decides.
struct ScreeningHead: Sendable {
  /// In the order in which candidates meet them.
  private(set) var questions: [ScreeningQuestion] = []
  /// Element i: how screening ends for whoever fails question i and none before it.
  private(set) var failures: [Int] = []
  /// Uniforms for which rounding may decide a question by yes that is answered by no here; with its bit.
  private(set) var doubts: [(question: UInt64, close: ScreeningQuestion)] = []
  /// Where screening goes on for whoever fails none of them.
  private(set) var next: Int
  /// A question is about items.
  private(set) var readsItems = false

  /// The longest run of tests from the first one on whose words are looked at ahead.
  init(_ screening: ScreeningProgram, _ ahead: ScreeningAhead, covariates: Int) {
    next = screening.entry
    while next >= 0, questions.count < 64, let step = Self.step(screening.tests[next]),
      ahead.holds(screening.tests[next]),
      let question = ScreeningQuestion(screening.tests[next], covariates: covariates)
    {
      if let close = ScreeningQuestion(closeTo: screening.tests[next]) {
        guard step.expected else { break }
        doubts.append((1 << UInt64(questions.count), close))
      }
      questions.append(step.expected ? question : question.opposite)
      failures.append(step.failure)
      readsItems = readsItems || question.subject.isItems
      next = step.next
    }
    next = screening.chain.place(of: next)
  }

  /// Which answer of a test goes on, and where; nil where neither ends screening.
  private static func step(
    _ test: ScreeningProgram.Test
  ) -> (expected: Bool, next: Int, failure: Int)? {
    if ScreeningProgram.Test.isFailure(test.onTrue) { return (false, test.onFalse, test.onTrue) }
    return ScreeningProgram.Test.isFailure(test.onFalse) ? (true, test.onTrue, test.onFalse) : nil
  }

  /// Bit i: question i is answered by no; nil where the words leave one in doubt.
  @inline(__always) func failing(_ candidate: CandidateWords) -> UInt64? {
    let questions = questions.span
    var failing: UInt64 = 0
    for i in questions.indices {
      failing |= questions[i].no(candidate) &<< UInt64(truncatingIfNeeded: i)
    }
    let doubts = doubts.span
    for i in doubts.indices where failing & doubts[i].question != 0 {
      if doubts[i].close.no(candidate) == 0 { return nil }
    }
    return failing
  }
}

/// Whether some bits of a number, or the number itself, lie in a range that may go around the largest one.
struct ScreeningQuestion: Sendable {
  /// What is asked about.
  enum Subject: Int, Sendable {
    case shares, recorded, score, clinical, uniform

    var isItems: Bool { self == .recorded || self == .score || self == .clinical }
  }

  let subject: Subject
  private let mask: UInt64
  private let first: UInt64
  private let last: UInt64

  private init(_ subject: Subject, mask: UInt64 = .max, _ first: UInt64, through last: UInt64) {
    self.subject = subject
    self.mask = mask
    self.first = first
    self.last = last
  }

  /// 1 where the answer is no.
  @inline(__always) func no(_ candidate: CandidateWords) -> UInt64 {
    let value = candidate[subject] & mask
    return value &- first > last &- first ? 1 : 0
  }

  /// The question whose answer is yes where this one's is no.
  var opposite: ScreeningQuestion {
    ScreeningQuestion(subject, mask: mask, last &+ 1, through: first &- 1)
  }
}

extension ScreeningQuestion {
  /// What a test asks; nil where it takes more than one range.
  init?(_ test: ScreeningProgram.Test, covariates: Int) {
    switch test.kind {
    case .share: self.init(.shares, mask: test.mask, 1, through: .max)
    case .anyItem: self.init(.recorded, mask: test.mask, 1, through: .max)
    case .scoreWithin:
      let limits = Double(Int32.min)...Double(Int32.max)
      let lower = max(test.lower, limits.lowerBound).rounded(.up)
      let upper = min(test.upper, limits.upperBound).rounded(.down)
      guard lower <= upper else { return nil }
      self.init(
        test.variable == covariates ? .score : .clinical,
        UInt64(bitPattern: Int64(lower)), through: UInt64(bitPattern: Int64(upper)))
    case .uniformWithin:
      guard let range = Self.inside(test) else { return nil }
      self.init(.uniform, range.lowerBound, through: range.upperBound)
    case .within, .markerWithin, .severeItem, .shares: return nil
    }
  }

  /// Whether a uniform is as close to a test's bounds as those that rounding decides, or lies within them.
  init?(closeTo test: ScreeningProgram.Test) {
    guard test.kind == .uniformWithin else { return nil }
    let lower = Self.units(test.sourceLower - 2 * Self.margin)
    let upper = Self.units(test.sourceUpper + 2 * Self.margin)
    self.init(.uniform, lower, through: upper)
  }

  /// Uniforms, times 2^53, whose variable lies within a test's bounds whatever rounding does.
  private static func inside(_ test: ScreeningProgram.Test) -> ClosedRange<UInt64>? {
    let lower = units(test.sourceLower + 2 * margin)
    let upper = units(test.sourceUpper - 2 * margin)
    return lower < upper ? lower...upper : nil
  }

  private static let margin = 1e-9

  private static func units(_ uniform: Double) -> UInt64 {
    UInt64(min(max(uniform, 0), 1) * 0x1p53)
  }
}

/// What is known of a candidate before a test is asked.
struct CandidateWords {
  private var values: InlineArray<5, UInt64>

  /// Criteria whose shares are true, items as recorded with their points, and the word of the covariate that
  /// is looked at ahead.
  @inline(__always) init(
    shares: UInt64, recorded: UInt64, scores: (all: Int32, clinical: Int32), word: UInt64
  ) {
    values = [
      shares, recorded, UInt64(bitPattern: Int64(scores.all)),
      UInt64(bitPattern: Int64(scores.clinical)), word >> 11,
    ]
  }

  @inline(__always) fileprivate subscript(subject: ScreeningQuestion.Subject) -> UInt64 {
    values[subject.rawValue]
  }
}
