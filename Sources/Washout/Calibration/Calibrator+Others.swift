/// Another number of the scenario that could give the rate.
public struct CalibrationAlternative: Sendable, Equatable {
  /// Its path.
  public let path: String
  /// The value that gives the rate, roughly.
  public let value: Double
  /// The rate there.
  public let rate: Double
  /// Its Monte Carlo standard error.
  public let mcse: Double
  /// The range that the scenario gives it.
  public let range: ClosedRange<Double>
  /// Whether the value lies within.
  public var isInRange: Bool { range.contains(value) }

  /// A number to be tried.
  public struct Candidate: Sendable, Equatable {
    /// Its path.
    public let path: String
    /// Its base case.
    public let base: Double
    /// The range that the scenario gives it.
    public let range: ClosedRange<Double>
    /// What lies beyond the range and may still be written.
    public let beyond: ClosedRange<Double>

    /// A candidate.
    public init(
      path: String, base: Double, range: ClosedRange<Double>, beyond: ClosedRange<Double>
    ) {
      self.path = path
      self.base = base
      self.range = range
      self.beyond = beyond
    }
  }
}

extension Calibrator {
  /// Which of other numbers could give the rate, each varied alone: those within their range first, in
  /// the order given.
  ///
  /// Each is tried at its base case, at the ends of its range and, where that does not do it, beyond. What
  /// cannot be simulated is left out.
  public func alternatives(
    _ candidates: [CalibrationAlternative.Candidate], tried: @Sendable (Int) -> Void = { _ in }
  ) async throws -> [CalibrationAlternative] {
    var found: [CalibrationAlternative] = []
    for (number, candidate) in candidates.enumerated() {
      if let alternative = try await alternative(candidate) { found.append(alternative) }
      tried(number + 1)
    }
    return found.filter(\.isInRange) + found.filter { !$0.isInRange }
  }

  private func alternative(
    _ candidate: CalibrationAlternative.Candidate
  ) async throws -> CalibrationAlternative? {
    var points: [CalibrationPoint] = []
    let (range, beyond) = (candidate.range, candidate.beyond)
    for values in [
      [range.lowerBound, candidate.base, range.upperBound], [beyond.lowerBound, beyond.upperBound],
    ] {
      for value in values where !points.contains(where: { $0.value == value }) {
        if let point = try await possible(candidate.path, value) { points.append(point) }
      }
      points.sort { $0.value < $1.value }
      guard let bracket = brackets(points).first else { continue }
      let point = try await crossing(
        candidate.path, points[bracket], points[bracket + 1], precision: 2)
      return point.map {
        CalibrationAlternative(
          path: candidate.path, value: $0.value, rate: $0.rate, mcse: $0.mcse, range: range)
      }
    }
    return nil
  }

  /// The truth at a value; nil where the scenario refuses it, unless the task was cancelled.
  private func possible(_ path: String, _ value: Double) async throws -> CalibrationPoint? {
    do {
      return try await point(path, value)
    } catch SimulationError.cancelled {
      throw SimulationError.cancelled
    } catch {
      return nil
    }
  }
}
