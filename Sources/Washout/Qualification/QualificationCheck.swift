internal import Foundation

/// One number that this installation gives, beside the one published for it.
public struct QualificationCheck: Sendable, Equatable {
  /// What is computed, in words.
  public let name: String
  /// Who says so: a paper and its table, or the closed form.
  public let source: String
  /// As published, digit for digit.
  public let expected: String
  /// What came out, with the same digits; empty where nothing did.
  public let found: String
  /// Whether the two agree.
  public let passes: Bool

  /// A number against one printed with some decimals: they agree within half a unit of the last.
  package init(_ name: String, _ source: String, printed: String, _ value: Double?) {
    let decimals = printed.split(separator: ".").dropFirst().first?.count ?? 0
    let half = 0.5 * pow(10, -Double(decimals)) * (1 + 1e-9)
    let isClose = value.map { abs($0 - (Double(printed) ?? .nan)) <= half } ?? false
    self.init(
      name, source, expected: printed,
      found: value.map { String(format: "%.\(decimals)f", $0) } ?? "", passes: isClose)
  }

  /// A text, such as the counts of a design, against the same text.
  package init(_ name: String, _ source: String, expected: String, found: String) {
    self.init(name, source, expected: expected, found: found, passes: expected == found)
  }

  /// A simulated number against the truth, which lies within 4 of its standard errors.
  package init(_ name: String, _ source: String, truth: Double, decimals: Int, _ measure: Measure?)
  {
    let value = measure?.value ?? .nan
    let error = measure?.mcse ?? .nan
    func text(_ number: Double) -> String { String(format: "%.\(decimals)f", number) }
    self.init(
      name, source, expected: text(truth),
      found: value.isFinite ? "\(text(value)) (MCSE \(text(error)))" : "",
      passes: abs(value - truth) <= 4 * error)
  }

  private init(
    _ name: String, _ source: String, expected: String, found: String, passes: Bool
  ) {
    self.name = name
    self.source = source
    self.expected = expected
    self.found = found
    self.passes = passes
  }
}
