internal import Washout

extension DecisionSizes {
  /// `first n 26 (23-26), stable 26 (26-29)`: in parentheses over the simulated rates +- 2 MCSE.
  var inWords: String {
    guard first.low != nil else { return "no n up to \(largest)" }
    return "first n \(words(first)), stable \(words(stable))"
  }

  /// The first n without its range.
  var firstInWords: String { words(first.size) }

  private func words(_ span: Span) -> String {
    let size = words(span.size)
    guard span.low != span.high else { return size }
    guard let high = span.high else { return "\(size) (\(words(span.low)) or more)" }
    return "\(size) (\(words(span.low))-\(high))"
  }

  private func words(_ size: Int?) -> String { size.map(String.init) ?? "> \(largest)" }
}

extension Comparison {
  /// What becomes of the first size that makes the decision likely enough, such as `first n for 80 %: 29 -> 28`.
  var sizeChange: String? {
    guard let sizes, sizes.base.probability == sizes.other.probability else { return nil }
    let (before, after) = (sizes.base.firstInWords, sizes.other.firstInWords)
    let chance = NumberText.percent(exactly: sizes.other.probability)
    if sizes.base.first.low == nil, sizes.other.first.low == nil {
      return "still no n up to \(sizes.other.largest) for \(chance)"
    }
    return "first n for \(chance)"
      + (before == after ? " unchanged (\(after))" : ": \(before) -> \(after)")
  }
}
