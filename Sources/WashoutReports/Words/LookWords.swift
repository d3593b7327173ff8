package import Washout

extension Looks.Look {
  /// What stops the trial, such as `at least 4 recurrences`.
  package var inWords: String {
    let many = stopIfAtLeast.map { "at least \(Terms.count($0, "recurrence"))" }
    let few = stopIfAtMost.map {
      $0 == 0 ? "no recurrence" : "at most \(Terms.count($0, "recurrence"))"
    }
    return [few, many].compactMap { $0 }.joined(separator: " or ")
  }
}

extension Looks.Accrual {
  /// What recruitment does, as the end of a sentence.
  package var inWords: String {
    switch self {
    case .continues: "recruitment goes on while a look is waited for"
    case .pause: "recruitment waits for each look"
    }
  }
}
