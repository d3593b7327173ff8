package import WashoutStatistics

extension IntervalMethod {
  /// The method of a name such as `mid_p`; hyphens serve as well.
  package init?(key: String) {
    let key = key.replacing("-", with: "_")
    guard let method = Self.allCases.first(where: { $0.key == key }) else { return nil }
    self = method
  }

  /// The name in files and options.
  package var key: String {
    switch self {
    case .clopperPearson: "clopper_pearson"
    case .wilson: "wilson"
    case .jeffreys: "jeffreys"
    case .agrestiCoull: "agresti_coull"
    case .midP: "mid_p"
    case .wald: "wald"
    }
  }

  /// The name that people read.
  package var name: String {
    switch self {
    case .clopperPearson: "Clopper-Pearson"
    case .wilson: "Wilson"
    case .jeffreys: "Jeffreys"
    case .agrestiCoull: "Agresti-Coull"
    case .midP: "mid-P"
    case .wald: "Wald"
    }
  }
}
