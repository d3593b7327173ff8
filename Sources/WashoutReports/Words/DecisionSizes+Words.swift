internal import Washout

extension DecisionSizes {
  /// `first n 26 (23-26), stable 26 (26-29)`: in parentheses over the simulated rates +- 2 MCSE.
  var inWords: String {
    guard first.low != nil else { return "no n up to \(largest)" }
    return "first n \(words(first)), stable \(words(stable))"
  }

  private func words(_ span: Span) -> String {
    let size = words(span.size)
    guard span.low != span.high else { return size }
    return "\(size) (\(words(span.low))-\(words(span.high)))"
  }

  private func words(_ size: Int?) -> String { size.map(String.init) ?? "> \(largest)" }
}
