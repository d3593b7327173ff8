/// Sizes at which a trial reaches a target that more people do not always serve.
///
/// Counts are whole, so power and width go up and down in a saw-tooth as people are added.
public struct SampleSize: Sendable, Equatable {
  /// The smallest size that reaches the target.
  public let first: Int
  /// The smallest size from which on every larger one reaches it.
  public let stable: Int
  /// Every size from here on reaches the target by an inequality; all smaller ones that matter were
  /// calculated.
  public let provenFrom: Int

  /// Looks up from 1 for the first size and down from the proven one for the stable size.
  ///
  /// `provenFrom` is at least 1; `progress` is told how many sizes have been calculated.
  public init(
    provenFrom: Int, progress: (_ sizes: Int) -> Void = { _ in }, reaches: (_ size: Int) -> Bool
  ) {
    var calculated = 0
    func calculate(_ size: Int) -> Bool {
      defer {
        calculated += 1
        progress(calculated)
      }
      return reaches(size)
    }
    var stable = provenFrom
    while stable > 1 && calculate(stable - 1) { stable -= 1 }
    var first = 1
    while first < stable && !calculate(first) { first += 1 }
    self.first = first
    self.stable = stable
    self.provenFrom = provenFrom
  }

  /// The smallest number from 1 to `limit` that satisfies a condition which, once true, stays true.
  static func smallest(atMost limit: Int, where condition: (Int) -> Bool) -> Int? {
    guard limit >= 1, condition(limit) else { return nil }
    var (low, high) = (1, limit)
    while low < high {
      let middle = low + (high - low) / 2
      if condition(middle) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
