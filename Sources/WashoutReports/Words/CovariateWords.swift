/// A covariate's key, which ends in its unit, as words.
struct CovariateWords {
  /// The name without its unit, such as `weight`.
  let name: String
  /// The unit, such as `kg`; empty where there is none.
  let unit: String

  init(_ key: String) {
    let found = Self.units.first { key.hasSuffix("_" + $0.suffix) }
    unit = found?.unit ?? ""
    name = Terms.readable(found.map { String(key.dropLast($0.suffix.count + 1)) } ?? key)
  }

  /// The name with a person's value; a 0 or 1 without a unit reads as no or yes.
  func text(_ value: Double) -> String {
    if unit.isEmpty, value == 0 || value == 1 { return "\(name) \(value == 1 ? "yes" : "no")" }
    let decimals = value.magnitude < 10 && value != value.rounded() ? 1 : 0
    let number = NumberText.fixed(value, decimals: decimals)
    return [name, number, unit].filter { !$0.isEmpty }.joined(separator: " ")
  }

  private static let units: [(suffix: String, unit: String)] = [
    ("mg_per_day", "mg/day"), ("mg_per_l", "mg/L"), ("g_per_l", "g/L"), ("mm_per_h", "mm/h"),
    ("years", "years"), ("kg", "kg"), ("weeks", "weeks"), ("days", "days"), ("mg", "mg"),
  ]
}
