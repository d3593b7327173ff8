internal import CWashoutGSL
internal import WashoutNumerics

/// The search for the region of highest density of a mixture of betas.
///
/// The range is cut where the slope of the density changes its sign, so that the density is monotone
/// in each piece; the slope is looked at between at least 400 quantiles of every component. Then the
/// height is found, by halving, at which the region above it holds the level.
struct HighestDensity {
  private let mixture: BetaMixture
  /// Ends of the pieces in which the density is monotone, from 0 to 1.
  private let ends: [Double]

  init(_ mixture: BetaMixture) {
    self.mixture = mixture
    let grid = Self.grid(mixture)
    let turns = zip(grid, grid.dropFirst()).compactMap { low, high -> Double? in
      let isRising = Self.slope(mixture, low) > 0
      guard isRising != (Self.slope(mixture, high) > 0) else { return nil }
      return smallestDouble(from: low, to: high) { (Self.slope(mixture, $0) > 0) != isRising }
    }
    ends = [0] + turns + [1]
  }

  /// Points inside (0, 1) that are dense wherever a component has its mass.
  private static func grid(_ mixture: BetaMixture) -> [Double] {
    let even = (1..<400).map { Double($0) / 400 }
    let local = zip(mixture.components, mixture.distributions).filter { $0.0.weight > 0 }
      .flatMap { _, beta in
        let deviation = beta.variance.squareRoot()
        return (-200...200).map { beta.mean + Double($0) / 20 * deviation }
      }
    let outer = [1e-300, 1e-100, 1e-30, 1e-12, 1e-6, 1e-4]
    let high = [1e-4, 1e-6, 1e-12].map { 1 - $0 }
    return Set(even + local + outer + high).filter { $0 > 0 && $0 < 1 }.sorted()
  }

  /// Something of the sign of the density's slope.
  private static func slope(_ mixture: BetaMixture, _ rate: Double) -> Double {
    let logs = parts(mixture).map { log($0.weight) + $0.beta.logDensity(rate) }
    let largest = logs.max() ?? 0
    return zip(parts(mixture), logs).reduce(0) { $0 + exp($1.1 - largest) * $1.0.beta.score(rate) }
  }

  private static func parts(
    _ mixture: BetaMixture
  ) -> [(weight: Double, beta: BetaDistribution)] {
    zip(mixture.components, mixture.distributions).compactMap {
      $0.weight > 0 ? ($0.weight, $1) : nil
    }
  }

  /// The logarithm of the density, which does not overflow at narrow peaks.
  private func logDensity(_ rate: Double) -> Double {
    let logs = Self.parts(mixture).map { log($0.weight) + $0.beta.logDensity(rate) }
    guard let largest = logs.max(), largest.isFinite else { return logs.max() ?? 0 }
    return largest + log(logs.reduce(0) { $0 + exp($1 - largest) })
  }

  /// Where the density is at least as high as the height at which that holds the level.
  func region(level: Double) -> [Interval] {
    let tooHigh = smallestDouble(from: -.infinity, to: .infinity) { height in
      self.mass(self.region(above: height)) < level
    }
    return region(above: tooHigh.nextDown)
  }

  private func mass(_ region: [Interval]) -> Double {
    region.reduce(0) { sum, interval in
      let below = mixture.probability(atMost: interval.lower)
      let above = mixture.probability(above: interval.upper)
      return sum + (1 - below - above)
    }
  }

  private func region(above height: Double) -> [Interval] {
    zip(ends, ends.dropFirst()).reduce(into: []) { region, piece in
      guard let interval = part(of: piece, above: height) else { return }
      if let last = region.last, last.upper == interval.lower {
        region[region.count - 1].upper = interval.upper
      } else {
        region.append(interval)
      }
    }
  }

  /// Where in a monotone piece the logarithm of the density is at least a height.
  private func part(of piece: (Double, Double), above height: Double) -> Interval? {
    let (low, high) = piece
    let (first, last) = (logDensity(low), logDensity(high))
    if first >= height && last >= height { return Interval(lower: low, upper: high) }
    if first < height && last < height { return nil }
    if first < last {
      let lower = smallestDouble(from: low, to: high) { self.logDensity($0) >= height }
      return Interval(lower: lower, upper: high)
    }
    let upper = smallestDouble(from: low, to: high) { self.logDensity($0) < height }
    return Interval(lower: low, upper: upper)
  }
}
