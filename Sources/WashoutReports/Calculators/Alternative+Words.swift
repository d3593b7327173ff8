package import WashoutStatistics

extension Alternative {
  /// The alternative of a name such as `two-sided`; underscores serve as well.
  package init?(key: String) {
    let key = key.replacing("_", with: "-")
    guard let alternative = Self.allCases.first(where: { $0.key == key }) else { return nil }
    self = alternative
  }

  /// The name in options and files.
  package var key: String {
    switch self {
    case .less: "less"
    case .greater: "greater"
    case .twoSided: "two-sided"
    }
  }
}
