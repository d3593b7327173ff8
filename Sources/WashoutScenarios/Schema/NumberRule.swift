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
      return lowerIsExcluded
        ? "a share lies between 0 and 1, both excluded" : "a share lies between 0 and 1"
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
      return "\(noun) from \(NumberGrammar.shortest(lower)) to \(NumberGrammar.shortest(upper)) "
        + "belongs here"
    }
  }

  /// What to write in place of a number that is refused; empty when nothing suggests itself.
  func advice(for value: Double) -> String {
    if isShare, value > 1, value < 100 {
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
