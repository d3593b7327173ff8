package import Washout

/// Why nobody could be enrolled: the criterion to blame and the funnel.
package struct EligibilityFailure {
  private let candidates: Int
  private let criterion: Int
  private let failedFirst: [Int]
  private let criteria: [Criterion]

  /// The failure of all `candidates` for one place in the trial, counted by criterion.
  package init(candidates: Int, criterion: Int, failedFirst: [Int], criteria: [Criterion]) {
    self.candidates = candidates
    self.criterion = criterion
    self.failedFirst = failedFirst
    self.criteria = criteria
  }

  /// What to tell people.
  package var text: String {
    let head = "none of \(candidates) candidates for one place in the trial is eligible."
    guard criteria.indices.contains(criterion) else { return head }
    let blamed = criteria[criterion]
    let funnel = zip(criteria, failedFirst).filter { $0.1 > 0 }
      .map { "  \($0.0.id)  \($0.1)  \($0.0.text)" }
    return """
      \(head)
      The criterion to blame is \(blamed.id), "\(blamed.text)": loosen it, or change the pool under \
      `patients` or `activity`.
      Failed first, by criterion:
      \(funnel.joined(separator: "\n"))
      """
  }
}
