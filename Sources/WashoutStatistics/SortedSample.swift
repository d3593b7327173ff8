internal import CWashoutGSL

/// Numbers in order of size, for their quantiles.
public struct SortedSample: Sendable, Equatable {
  private let values: [Double]

  /// Sorts numbers; nil without any, or where one is not finite.
  public init?(_ values: [Double]) {
    guard !values.isEmpty, values.allSatisfy(\.isFinite) else { return nil }
    self.values = values.sorted()
  }

  /// How many numbers.
  public var count: Int { values.count }

  /// The number below which a share of them lies, interpolated between neighbours.
  ///
  /// `share` lies between 0 and 1, the smallest and the largest number. Definition 7 of Hyndman and Fan
  /// (1996), doi 10.1080/00031305.1996.10473566, which is R's default.
  public func quantile(_ share: Double) -> Double {
    precondition((0...1).contains(share), "a share lies between 0 and 1")
    return gsl_stats_quantile_from_sorted_data(values, 1, values.count, share)
  }

  /// The standard error of a quantile of independent numbers: half the distance between the quantiles one
  /// binomial standard error below and above; nil for a single number.
  public func quantileError(_ share: Double) -> Double? {
    guard count > 1 else { return nil }
    let reach = (share * (1 - share) / Double(count)).squareRoot()
    return (quantile(min(1, share + reach)) - quantile(max(0, share - reach))) / 2
  }
}
