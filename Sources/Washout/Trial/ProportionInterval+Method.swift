internal import WashoutStatistics

extension Analysis.ProportionInterval {
  /// The calculation behind the name.
  var method: IntervalMethod {
    switch self {
    case .clopperPearson: .clopperPearson
    case .wilson: .wilson
    }
  }
}
