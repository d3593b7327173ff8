/// A covariate's key, which ends in its unit, as words.
struct CovariateWords {
  /// The name without its unit, such as `weight`.
  let name: String
  /// The unit, such as `kg`; empty where there is none.
  let unit: String

  init(_ key: String) {
    unit = Self.units.first { key.hasSuffix("_" + $0.suffix) }?.unit ?? ""
    name = Terms.readable(Self.stem(of: key))
  }

  /// The key without its unit.
  static func stem(of key: String) -> String {
    let found = units.first { key.hasSuffix("_" + $0.suffix) }
    return found.map { String(key.dropLast($0.suffix.count + 1)) } ?? key
  }

  /// The name with a person's value; that of a property one has or does not have is yes or no.
  func text(_ value: Double, isYesOrNo: Bool = false) -> String {
    if isYesOrNo { return "\(name) \(value == 1 ? "yes" : "no")" }
    let decimals = value.magnitude < 10 && value != value.rounded() ? 1 : 0
    let number = NumberText.fixed(value, decimals: decimals)
    return [name, number, unit].filter { !$0.isEmpty }.joined(separator: " ")
  }

  /// The name, a bound in its unit and what follows it, such as `CRP at most 5 mg/L`.
  func sentence(_ bound: String, _ rest: String = "") -> String {
    [name, bound, unit, rest].filter { !$0.isEmpty }.joined(separator: " ")
  }

  private static let units: [(suffix: String, unit: String)] = [
    ("mg_per_day", "mg/day"), ("mg_per_l", "mg/L"), ("g_per_l", "g/L"), ("mm_per_h", "mm/h"),
    ("years", "years"), ("kg", "kg"), ("weeks", "weeks"), ("days", "days"), ("mg", "mg"),
  ]
}
