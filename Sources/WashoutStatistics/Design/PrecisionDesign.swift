internal import CWashoutGSL
internal import WashoutNumerics

/// How wide the interval of a proportion will be, at a rate and by the number of people.
public struct PrecisionDesign: Sendable, Equatable {
  /// The true rate.
  public let rate: Double
  /// The interval.
  public let method: IntervalMethod
  /// Its confidence level.
  public let level: Double

  /// Nil where the rate does not lie in 0...1 or the level is not strictly between 0 and 1.
  public init?(rate: Double, _ method: IntervalMethod, level: Double) {
    guard rate >= 0, rate <= 1, level > 0, level < 1 else { return nil }
    self.rate = rate
    self.method = method
    self.level = level
  }

  /// The mean width among a number of people, at least 1.
  public func expectedWidth(among people: Int) -> Double {
    mean(among: people) { $0.width }
  }

  /// The probability of an interval at most so wide among a number of people, at least 1.
  public func chance(ofWidthAtMost width: Double, among people: Int) -> Double {
    mean(among: people) { $0.width <= width ? 1 : 0 }
  }

  /// The first and the stable size with a mean width of at most `width`; nil where more than `limit`
  /// people would have to be looked at, or the width is not positive.
  ///
  /// `progress` is told how many sizes have been calculated.
  public func sampleSize(
    expectedWidth width: Double, atMost limit: Int, progress: (_ sizes: Int) -> Void = { _ in }
  ) -> SampleSize? {
    guard let proven = provenSize(width: width, atMost: limit) else { return nil }
    return SampleSize(provenFrom: proven, progress: progress) {
      expectedWidth(among: $0) <= width
    }
  }

  /// The first and the stable size at which the interval is at most `width` wide with a probability
  /// strictly between 0 and 1; nil where more than `limit` people would have to be looked at, or a number
  /// is out of range.
  ///
  /// `progress` is told how many sizes have been calculated.
  public func sampleSize(
    width: Double, assurance: Double, atMost limit: Int,
    progress: (_ sizes: Int) -> Void = { _ in }
  ) -> SampleSize? {
    guard assurance > 0, assurance < 1, let proven = provenSize(width: width, atMost: limit) else {
      return nil
    }
    return SampleSize(provenFrom: proven, progress: progress) {
      chance(ofWidthAtMost: width, among: $0) >= assurance * (1 - 1e-12)
    }
  }

  /// A size from which on no interval is wider than `width`, whatever happens.
  ///
  /// By Hoeffding's inequality each Clopper-Pearson limit is within sqrt(ln(2 / alpha) / (2n)) of the
  /// estimate, and the intervals of Jeffreys and mid-P lie inside. That of Agresti and Coull is at most
  /// z / sqrt(n + z^2) wide, those of Wilson and Wald at most z / sqrt n. Source: Hoeffding (1963),
  /// doi 10.1080/01621459.1963.10500830, theorem 2.
  private func provenSize(width: Double, atMost limit: Int) -> Int? {
    guard width > 0 else { return nil }
    let alpha = 1 - level
    let z = StandardNormal.twoSided(level: level)
    let size =
      switch method {
      case .clopperPearson, .jeffreys, .midP: 2 * log(2 / alpha) / (width * width)
      case .wilson, .agrestiCoull, .wald: z * z / (width * width)
      }
    return size < Double(limit) ? max(1, Int(size.rounded(.up))) : nil
  }

  private func mean(among people: Int, _ value: (Interval) -> Double) -> Double {
    precondition(people >= 1, "an interval needs people")
    return BinomialDistribution(trials: people, probability: rate).mean { events in
      Proportion(events: events, of: people).map { value($0.interval(method, level: level)) } ?? 0
    }
  }
}
