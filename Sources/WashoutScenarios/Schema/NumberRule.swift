/// Which numbers may stand at a place.
struct NumberRule: Sendable, Equatable {
  var lower: Double?
  var lowerIsExcluded = false
  var upper: Double?
  var upperIsExcluded = false
  var isInteger = false
  /// True for a probability or a fraction of people.
  var isShare = false

  static let any = NumberRule()
  static let positive = NumberRule(lower: 0, lowerIsExcluded: true)
  static let notNegative = NumberRule(lower: 0)
  static let share = NumberRule(lower: 0, upper: 1, isShare: true)
  static let openShare = NumberRule(
    lower: 0, lowerIsExcluded: true, upper: 1, upperIsExcluded: true, isShare: true)

  /// A rate of flares; more than this many would have no beginning and no end.
  static let perYear = NumberRule(lower: 0, upper: 1_000)
  /// A rate of clearing or of return; at the most, one of an hour and a half.
  static let perWeek = NumberRule(lower: 0, upper: 100)
  /// A standard deviation of a logarithm; at 10, one in six people has 22,000 times the median.
  static let logSpread = NumberRule(lower: 0, upper: 10)
  /// What a rate is multiplied by.
  static let ratio = NumberRule(lower: 0, lowerIsExcluded: true, upper: 1_000)

  static func integer(_ lower: Int, _ upper: Int? = nil) -> NumberRule {
    NumberRule(lower: Double(lower), upper: upper.map(Double.init), isInteger: true)
  }

  static func number(_ range: ClosedRange<Double>) -> NumberRule {
    NumberRule(lower: range.lowerBound, upper: range.upperBound)
  }

  func contains(_ value: Double) -> Bool {
    if let lower, lowerIsExcluded ? value <= lower : value < lower { return false }
    if let upper, upperIsExcluded ? value >= upper : value > upper { return false }
    return !isInteger || value == value.rounded()
  }

  /// What is asked for, such as "a whole number from 1".
  var words: String {
    if isShare {
      if lowerIsExcluded { return "a share lies between 0 and 1, both excluded" }
      return upperIsExcluded ? "a share below 1 belongs here" : "a share lies between 0 and 1"
    }
    let noun = isInteger ? "a whole number" : "a number"
    switch (lower, upper) {
    case (nil, nil): return "\(noun) belongs here"
    case (let lower?, nil):
      return "\(noun) \(lowerIsExcluded ? "above" : "from") \(NumberGrammar.shortest(lower)) "
        + "belongs here"
    case (nil, let upper?):
      return "\(noun) \(upperIsExcluded ? "below" : "up to") \(NumberGrammar.shortest(upper)) "
        + "belongs here"
    case (let lower?, let upper?):
      let span =
        lowerIsExcluded
        ? "above \(NumberGrammar.shortest(lower)), up to \(NumberGrammar.shortest(upper)),"
        : "from \(NumberGrammar.shortest(lower)) to \(NumberGrammar.shortest(upper))"
      return "\(noun) \(span) belongs here"
    }
  }

  /// What to write in place of a number that is refused; empty when nothing suggests itself.
  func advice(for value: Double) -> String {
    // Below 2 it is more likely a number that is too large than a percentage.
    if isShare, value >= 2, value < 100 {
      return "; for \(NumberGrammar.shortest(value)) % write \(Self.percent(value))"
    }
    if isInteger, value != value.rounded(), contains(value.rounded()) {
      return "; write \(NumberGrammar.shortest(value.rounded()))"
    }
    return ""
  }

  /// A percentage as a share with at least two decimals.
  private static func percent(_ value: Double) -> String {
    let text = NumberGrammar.shortest(value / 100)
    return text.count == 3 ? text + "0" : text
  }
}
