internal import WashoutStatistics

extension Calibrator {
  /// The value between two at which the curve passes the rate, with its error; nil where the search
  /// fails.
  func root(
    _ path: String, _ lower: CalibrationPoint, _ upper: CalibrationPoint
  ) async throws -> Calibration.Root? {
    guard let point = try await crossing(path, lower, upper) else { return nil }
    let slope = try await slope(path, at: point, lower, upper)
    return Calibration.Root(
      value: point.value, error: slope.map { point.mcse / abs($0) }, rate: point.rate,
      mcse: point.mcse, slope: slope)
  }

  /// The value between two at which the curve passes the rate; nil where the search fails.
  ///
  /// On common draws the rate is a step function of the value, so the search ends when the rates on both
  /// sides differ by less than a share of their error.
  func crossing(
    _ path: String, _ lower: CalibrationPoint, _ upper: CalibrationPoint, precision: Double = 0.25
  ) async throws -> CalibrationPoint? {
    func distance(_ point: CalibrationPoint) -> StepwiseRoot.Point {
      StepwiseRoot.Point(x: point.value, y: point.rate - target.rate)
    }
    guard var search = StepwiseRoot(from: distance(lower), to: distance(upper)) else { return nil }
    var known = [lower, upper]
    let narrow = precision * min(lower.mcse, upper.mcse)
    while true {
      switch search.next({ abs($0.y - $1.y) < narrow }) {
      case .evaluate(let value):
        guard let point = try await point(path, value) else { return nil }
        known.append(point)
        search.add(distance(point))
      case .found(_, _, let best): return known.first { $0.value == best.x }
      case .failed: return nil
      }
    }
  }

  /// How fast the rate changes at a value between two: from values so far to both sides that the rate
  /// changes by some errors, which common draws tell sharply; nil where it does not change.
  private func slope(
    _ path: String, at point: CalibrationPoint, _ lower: CalibrationPoint, _ upper: CalibrationPoint
  ) async throws -> Double? {
    let rough = abs(upper.rate - lower.rate) / (upper.value - lower.value)
    guard rough > 0 else { return nil }
    var step = 4 * point.mcse / rough
    // A curve that bends is steeper or flatter here than over the whole way; so the step is found twice.
    for isLast in [false, true] {
      let below = max(lower.value, point.value - step)
      let above = min(upper.value, point.value + step)
      guard let a = try await self.point(path, below), let b = try await self.point(path, above),
        b.rate != a.rate
      else { return nil }
      let slope = (b.rate - a.rate) / (b.value - a.value)
      if isLast { return slope }
      step = 4 * point.mcse / abs(slope)
    }
    return nil
  }
}
