internal import Washout

extension WhatIfOutcome {
  /// As a column names it.
  var title: String {
    switch self {
    case .recurrence: "Recurrence"
    case .noEffectRecurrence: "Recurrence, no effect"
    case .probabilityOfDecision: "P(decision)"
    case .noEffectProbabilityOfDecision: "P(decision), no effect"
    case .trueValue: "True value"
    case .meanEstimate: "Mean estimate"
    case .intervalWidth: "Interval width"
    case .falseRecurrenceShare: "Following no flare"
    case .shareLeavingBefore: "Leaves before"
    case .shareLost: "Lost"
    case .responseShare: "Responds"
    case .aboveIC50Share: "Above IC50"
    case .entered: "Enter"
    case .recurrences: "Recurrences"
    case .screened: "Screened"
    case .months: "Months"
    }
  }

  /// As a sentence names it.
  var inSentence: String {
    switch self {
    case .recurrence: "recurrence"
    case .noEffectRecurrence: "recurrence without a drug effect"
    case .probabilityOfDecision: "the probability of the decision"
    case .noEffectProbabilityOfDecision: "the probability of the decision without a drug effect"
    default: Terms.readable(rawValue)
    }
  }

  /// Decimals beyond which nobody reads on.
  private var limit: Int {
    switch self {
    case .intervalWidth: 3
    case .screened: 0
    default: 1
    }
  }

  /// Decimals that the least known of some numbers supports.
  func decimals(of errors: [Double?]) -> Int {
    errors.map { NumberText.decimals(mcse: $0.map { $0 * (isShare ? 100 : 1) }, limit: limit) }
      .min() ?? limit
  }

  /// A value without a sign for its unit; shares in per cent.
  func text(_ value: Double?, mcse: Double?, trials: Int, limit: Int? = nil) -> String {
    let measure = Measure(
      .recurrenceRate, value: value, mcse: mcse, replicates: trials)
    return isShare
      ? NumberText.barePercent(measure, limit: limit ?? self.limit)
      : NumberText.plain(measure, limit: limit ?? self.limit)
  }

  /// A difference or a swing with the decimals of its error; shares in points.
  func change(_ value: Double?, mcse: Double?, isSigned: Bool = true) -> String {
    guard let value else { return NumberText.undefined }
    let limit = isShare ? 2 : self.limit + 1
    let scale = isShare ? 100.0 : 1
    let decimals = NumberText.decimals(mcse: mcse.map { $0 * scale }, limit: limit)
    let text = NumberText.fixed(scale * value, decimals: decimals)
    let isPositive = value > 0 && text.contains { ("1"..."9").contains($0) }
    return (isSigned && isPositive ? "+" : "") + text
  }

  /// The error of a difference; 0 where both are the same model.
  func error(_ mcse: Double?) -> String {
    mcse == 0 ? "0" : NumberText.error(mcse, scale: isShare ? 100 : 1)
  }
}

/// Short names for what is varied.
enum PathWords {
  /// Names that say nothing without the name before them.
  private static let vague: Set<String> = [
    "maximum", "lowered_by", "missed", "share", "value", "present", "in_flare", "clears", "other",
    "weeks", "mean", "sd", "shape", "at_week", "returns_per_week", "to_week", "from_week",
  ]
  private static let units = [
    "_l_per_day", "_mg_per_day", "_mg_per_l", "_g_per_l", "_mm_per_h", "_per_year", "_per_month",
    "_per_week", "_per_day", "_years", "_weeks", "_days", "_kg", "_mg", "_l",
  ]

  /// The path's last name without its unit, with the one before where it says nothing alone.
  static func short(_ path: String, words: Int = 1) -> String {
    let names = path.split(separator: ".").map(String.init)
    if names.count > 1, names[0] == "flares" {
      let last = Terms.readable(withoutUnit(names[names.count - 1]))
      return names[1] == "times_if" ? "flares if \(last)" : "\(last) flares"
    }
    let count = names.last.map(vague.contains) == true ? max(2, words) : words
    return names.suffix(count).map { Terms.readable(withoutUnit($0)) }.joined(separator: " ")
  }

  private static func withoutUnit(_ name: String) -> String {
    guard let unit = units.first(where: { name.hasSuffix($0) && name.count > $0.count }) else {
      return name
    }
    return String(name.dropLast(unit.count))
  }
}

extension TornadoBar {
  /// What is varied, in a word or two.
  func label(words: Int = 1) -> String {
    switch kind {
    case .definition: "definition"
    case .assessor: "assessor"
    default: PathWords.short(paths[0], words: words)
    }
  }
}
