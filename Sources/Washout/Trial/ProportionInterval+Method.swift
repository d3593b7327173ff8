package import WashoutStatistics

extension Analysis.ProportionInterval {
  /// The calculation behind the name.
  package var method: IntervalMethod {
    switch self {
    case .clopperPearson: .clopperPearson
    case .wilson: .wilson
    case .jeffreys: .jeffreys
    case .agrestiCoull: .agrestiCoull
    case .midP: .midP
    case .wald: .wald
    }
  }
}
