/// The sizes that meet several criteria at once.
public struct SizeAnswers: Sendable, Equatable {
  /// Each criterion's own answer, in the order asked.
  public let answers: [SizeAnswer]
  /// The sizes asked about.
  public let sizes: ClosedRange<Int>
  /// The smallest size that meets all; nil where none in the range does.
  public let first: Int?
  /// The smallest size from which on all that are short enough meet all others.
  public let stable: Int?
  /// Places of the criteria that ask for the most people; empty where any size would do.
  public let binding: [Int]
  /// Places of criteria that can each be met, but not by one size.
  public let conflicts: [Conflict]

  /// Two criteria that no size meets.
  public struct Conflict: Sendable, Equatable {
    /// The one that asks for few people.
    public let few: Int
    /// The one that asks for many.
    public let many: Int

    /// The places of two criteria.
    public init(few: Int, many: Int) {
      self.few = few
      self.many = many
    }
  }

  /// Brings answers together.
  init(_ answers: [SizeAnswer], sizes: ClosedRange<Int>) {
    self.answers = answers
    self.sizes = sizes
    first = sizes.first { size in answers.allSatisfy { $0.isMet(by: size) } }
    let shortEnough = sizes.filter { size in
      answers.allSatisfy { $0.criterion.wantsMore || $0.isMet(by: size) }
    }
    let lastFailure = shortEnough.last { size in !answers.allSatisfy { $0.isMet(by: size) } }
    stable = shortEnough.first { size in lastFailure.map { size > $0 } ?? true }
    binding = Self.binding(answers, sizes)
    conflicts = answers.indices.flatMap { few in
      answers.indices.compactMap { many in
        Self.conflict(answers[few], answers[many], sizes)
          ? Conflict(few: few, many: many) : nil
      }
    }
  }

  private static func binding(_ answers: [SizeAnswer], _ sizes: ClosedRange<Int>) -> [Int] {
    let needed = answers.map { answer -> Int? in
      answer.criterion.wantsMore ? answer.stable?.value ?? Int.max : nil
    }
    guard let most = needed.compactMap({ $0 }).max(), most > sizes.lowerBound else { return [] }
    return needed.indices.filter { needed[$0] == most }
  }

  private static func conflict(
    _ few: SizeAnswer, _ many: SizeAnswer, _ sizes: ClosedRange<Int>
  ) -> Bool {
    guard !few.criterion.wantsMore, many.criterion.wantsMore, few.last?.value != nil,
      many.first?.value != nil
    else { return false }
    return !sizes.contains { few.isMet(by: $0) && many.isMet(by: $0) }
  }
}
