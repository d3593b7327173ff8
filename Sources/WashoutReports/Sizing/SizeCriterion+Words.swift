internal import Washout
internal import WashoutStatistics

extension SizeCriterion {
  /// What is asked for, such as `Width <= 0.35`.
  var inWords: String {
    switch self {
    case .decision(let chance): "Decision >= \(Self.percent(chance))"
    case .width(let width): "Width <= \(Terms.number(width))"
    case .assuredWidth(let width, let chance):
      "Width <= \(Terms.number(width)) in \(Self.percent(chance)) of trials"
    case .seeEvent(let sighting, let chance):
      "Event of \(Self.percent(sighting.frequency)) seen in \(Self.percent(chance))"
    case .assurance(let chance, let prior):
      "Assurance >= \(Self.percent(chance)) under \(Self.words(prior))"
    case .recurrences(let least, let chance):
      "\(Terms.count(least, "recurrence")) or more in \(Self.percent(chance))"
    case .months(let months): "Months <= \(Terms.number(months))"
    }
  }

  /// The criterion in one word, for sentences about several.
  var name: String {
    switch self {
    case .decision: "decision"
    case .width: "width"
    case .assuredWidth: "assured width"
    case .seeEvent: "event"
    case .assurance: "assurance"
    case .recurrences: "recurrences"
    case .months: "months"
    }
  }

  /// The key of a program.
  var key: String {
    switch self {
    case .decision: "decision"
    case .width: "width"
    case .assuredWidth: "assured_width"
    case .seeEvent: "see_event"
    case .assurance: "assurance"
    case .recurrences: "at_least_k_recurrences"
    case .months: "months"
    }
  }

  private static func percent(_ share: Double) -> String { NumberText.percent(exactly: share) }

  private static func words(_ prior: BetaMixture) -> String {
    prior.components.map {
      Analysis.PriorComponent(weight: $0.weight, alpha: $0.alpha, beta: $0.beta)
    }.inWords
  }
}

extension SizeRange {
  /// A border that many people reach, such as `29 (28-30)`; `limit` is the largest size looked at.
  func inWords(upTo limit: Int) -> String { words("> \(limit)") }

  /// A border up to which people are few enough.
  var inWordsOfFew: String { words("none") }

  private func words(_ none: String) -> String {
    func text(_ size: Int?) -> String { size.map(String.init) ?? none }
    return isCertain ? text(value) : "\(text(value)) (\(text(low))-\(text(high)))"
  }
}
