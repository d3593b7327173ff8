package import Washout

extension CourseRule {
  /// The rule as a designer would say it, such as `SLEDAI at least 4 above week 12`.
  package var inWords: String {
    switch self {
    case .flare:
      "any flare, seen by an observer who misses nothing"
    case .rise(let score, let reference, let points):
      CovariateWords(score).sentence(
        "at least \(Terms.number(points))", "above \(reference.inWords)")
    case .fall(let score, let reference, let points):
      CovariateWords(score).sentence(
        "at least \(Terms.number(points))", "below \(reference.inWords)")
    case .level(let score, let bounds):
      CovariateWords(score).sentence(bounds.inWords)
    case .newItem(let presentAt, let absentAt, let group):
      Self.newItem(presentAt, absentAt, group)
    case .all(let rules):
      rules.map(\.inParentheses).joined(separator: " and ")
    case .any(let rules):
      rules.map(\.inParentheses).joined(separator: " or ")
    }
  }

  private static func newItem(
    _ presentAt: Reference?, _ absentAt: Reference, _ group: String
  ) -> String {
    let item = "an item among \(Terms.readable(group))"
    guard let presentAt else { return "\(item) that was absent at \(absentAt.inWords)" }
    return "\(item), present at \(presentAt.inWords), that was absent at \(absentAt.inWords)"
  }

  private var inParentheses: String {
    switch self {
    case .all, .any: "(\(inWords))"
    default: inWords
    }
  }
}

extension Reference {
  /// The visit in words.
  package var inWords: String {
    switch self {
    case .baseline: "baseline"
    case .week(let week): "week \(week)"
    }
  }
}

extension Bounds {
  /// The bounds in words, such as `from 1 to 12` or `above 20`.
  package var inWords: String {
    let low = lower.map { (lowerIsExcluded ? "above " : "at least ") + Terms.number($0) }
    let high = upper.map { (upperIsExcluded ? "below " : "at most ") + Terms.number($0) }
    if let lower, let upper, !lowerIsExcluded, !upperIsExcluded {
      return "from \(Terms.number(lower)) to \(Terms.number(upper))"
    }
    let parts = [low, high].compactMap { $0 }
    return parts.isEmpty ? "of any value" : parts.joined(separator: " and ")
  }
}

extension RecurrenceDefinition {
  /// The definition in words, confirmation included.
  package var inWords: String {
    switch confirmation {
    case .none: rule.inWords
    case .nextVisit: rule.inWords + ", again at the next scheduled visit"
    case .afterDays(let days):
      rule.inWords + ", again at a visit at least \(Terms.amount(days, "day")) later"
    }
  }
}
