internal import WashoutStatistics

/// How a quantity is spread over people or trials: some of its percentiles.
public struct PercentileBand: Sendable, Equatable {
  /// People or trials.
  public let count: Int
  /// In increasing order of share.
  public let percentiles: [Percentile]

  /// A value that a share of people or trials do not exceed.
  public struct Percentile: Sendable, Equatable {
    /// The share, 0 to 1.
    public var share: Double
    /// The value, interpolated between neighbours as R's default does.
    public var value: Double
    /// Its Monte Carlo standard error by order statistics; nil for a single person or trial.
    public var mcse: Double?

    /// A percentile.
    public init(share: Double, value: Double, mcse: Double? = nil) {
      self.share = share
      self.value = value
      self.mcse = mcse
    }
  }

  /// The shares of a band of people.
  public static let shares = [0.05, 0.25, 0.5, 0.75, 0.95]

  /// A band of given percentiles.
  public init(count: Int, percentiles: [Percentile]) {
    self.count = count
    self.percentiles = percentiles
  }

  /// The band of some values; nil without any, or where one is not finite.
  init?(_ values: [Double], shares: [Double] = Self.shares) {
    guard let sample = SortedSample(values) else { return nil }
    count = sample.count
    percentiles = shares.map {
      Percentile(share: $0, value: sample.quantile($0), mcse: sample.quantileError($0))
    }
  }

  /// The percentile of a share; nil where the band does not have it.
  public func value(_ share: Double) -> Double? {
    percentiles.first { $0.share == share }?.value
  }
}
