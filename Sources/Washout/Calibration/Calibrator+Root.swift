internal import WashoutStatistics

extension Calibrator {
  /// The value between two at which the curve passes the rate; nil where the search fails.
  ///
  /// On common draws the rate is a step function of the value, so the search ends when the rates on both
  /// sides differ by less than a quarter of their error; `scan` helps to see the slope.
  func root(
    _ path: String, _ lower: CalibrationPoint, _ upper: CalibrationPoint,
    _ scan: [CalibrationPoint], precision: Double = 0.25
  ) async throws -> Calibration.Root? {
    var seen: [CalibrationPoint] = []
    func distance(_ point: CalibrationPoint) -> StepwiseRoot.Point {
      StepwiseRoot.Point(x: point.value, y: point.rate - target.rate)
    }
    guard var search = StepwiseRoot(from: distance(lower), to: distance(upper)) else {
      return nil
    }
    let narrow = precision * min(lower.mcse, upper.mcse)
    while true {
      switch search.next({ abs($0.y - $1.y) < narrow }) {
      case .evaluate(let value):
        guard let point = try await point(path, value) else { return nil }
        seen.append(point)
        search.add(distance(point))
      case .found(_, _, let best):
        let known = (scan + seen).sorted { $0.value < $1.value }
        return known.first { $0.value == best.x }.map { Self.root($0, known) }
      case .failed: return nil
      }
    }
  }

  /// A root with its error from the nearest points to both sides whose rates differ from its own by more
  /// than the Monte Carlo error.
  private static func root(
    _ point: CalibrationPoint, _ known: [CalibrationPoint]
  ) -> Calibration.Root {
    func isFar(_ other: CalibrationPoint) -> Bool {
      abs(other.rate - point.rate) >= 2 * max(other.mcse, point.mcse)
    }
    let below = known.last { $0.value < point.value && isFar($0) } ?? point
    let above = known.first { $0.value > point.value && isFar($0) } ?? point
    let slope =
      above.value > below.value
      ? (above.rate - below.rate) / (above.value - below.value) : 0
    return Calibration.Root(
      value: point.value, error: slope == 0 ? nil : point.mcse / abs(slope), rate: point.rate,
      mcse: point.mcse, slope: slope == 0 ? nil : slope)
  }
}
