/// The values of one number of a scenario at which its declared truth is a stated rate.
public struct Calibration: Sendable, Equatable {
  /// What is wanted.
  public let target: Target
  /// The values scanned, increasing, without those on the way to a root.
  public let points: [CalibrationPoint]
  /// The values that give the rate, increasing; empty where none in the range does.
  public let roots: [Root]

  /// The truth of an estimand that is wanted.
  public struct Target: Sendable, Equatable {
    /// The estimand.
    public let estimand: String
    /// The rate, between 0 and 1.
    public let rate: Double

    /// A rate of an estimand.
    public init(estimand: String, rate: Double) {
      self.estimand = estimand
      self.rate = rate
    }
  }

  /// A value that gives the rate.
  public struct Root: Sendable, Equatable {
    /// The value.
    public let value: Double
    /// Its error: MCSE of the rate over the slope of the curve; nil where no slope can be seen.
    public let error: Double?
    /// The rate as simulated at the value.
    public let rate: Double
    /// Its Monte Carlo standard error.
    public let mcse: Double
    /// How fast the rate changes with the value; nil where that cannot be told from the Monte Carlo error.
    public let slope: Double?
  }

  /// The lowest and the highest rate that was simulated; nil without points.
  public var reachable: (low: CalibrationPoint, high: CalibrationPoint)? {
    guard let low = points.min(by: { $0.rate < $1.rate }),
      let high = points.max(by: { $0.rate < $1.rate })
    else { return nil }
    return (low, high)
  }

  /// Where the curve turns: the highest or lowest point between ends that both lie on one side of it by
  /// more than their error; nil where it does not turn.
  public var turn: CalibrationPoint? {
    guard let first = points.first, let last = points.last, let reachable else { return nil }
    for (point, sign) in [(reachable.high, 1.0), (reachable.low, -1)] {
      let drops = [first, last].map { sign * (point.rate - $0.rate) }
      if zip(drops, [first, last]).allSatisfy({ $0 > 2 * max($1.mcse, point.mcse) }) {
        return point
      }
    }
    return nil
  }
}

/// Finds the values of a number that give a rate, every simulation on the same draws.
public struct Calibrator: Sendable {
  /// The scenario in which the number at a path has a value.
  public typealias Variation = @Sendable (_ path: String, _ value: Double) throws -> Scenario

  /// What is wanted.
  public let target: Calibration.Target
  /// Simulated trials at each value.
  public let trials: Int
  private let threads: Int
  private let scenario: Variation
  private let progress: @Sendable (Int) -> Void

  /// Values at which a range is scanned.
  public static let scanned = 9

  /// A calibrator.
  ///
  /// - Parameters:
  ///   - target: what is wanted.
  ///   - trials: simulated trials at each value, at least 1.
  ///   - threads: tasks at a time; changes speed, never results.
  ///   - progress: called with the trials done at the value that is being simulated.
  ///   - scenario: gives the scenario in which a path has a value; all draw from one seed.
  public init(
    _ target: Calibration.Target, trials: Int, threads: Int,
    progress: @escaping @Sendable (Int) -> Void = { _ in },
    scenario: @escaping Variation
  ) {
    self.target = target
    self.trials = trials
    self.threads = threads
    self.progress = progress
    self.scenario = scenario
  }

  /// The truth where a path has a value; nil where nobody is in the estimand's population.
  ///
  /// - Throws: `SimulationError`, what `scenario` throws.
  public func point(_ path: String, _ value: Double) async throws -> CalibrationPoint? {
    let simulation = try TruthSimulation(try scenario(path, value), estimand: target.estimand)
    return try await simulation.run(trials: trials, threads: threads, progress: progress)
      .point(value)
  }

  /// Scans a range, looks closer where the curve comes nearest to the rate without reaching it, and finds
  /// a root between every two neighbours with the rate between theirs.
  ///
  /// - Throws: `SimulationError`, with `cancelled` soon after the task is cancelled; what `scenario`
  ///   throws.
  public func calibrate(
    _ path: String, over range: ClosedRange<Double>
  ) async throws -> Calibration {
    var points: [CalibrationPoint] = []
    for value in CalibrationGrid.values(range, count: Self.scanned) {
      if let point = try await point(path, value) { points.append(point) }
    }
    for _ in 0..<2 where brackets(points).isEmpty {
      for value in nearest(points, range) {
        if let point = try await point(path, value) { points.append(point) }
      }
      points.sort { $0.value < $1.value }
    }
    return try await solved(path, points)
  }

  /// Finds the roots between neighbours.
  private func solved(_ path: String, _ scan: [CalibrationPoint]) async throws -> Calibration {
    var roots: [Calibration.Root] = []
    for bracket in brackets(scan) {
      let root = try await root(path, scan[bracket], scan[bracket + 1])
      if let root, root.value != roots.last?.value { roots.append(root) }
    }
    return Calibration(target: target, points: scan, roots: roots)
  }

  /// Places of points between which and the next the curve passes the rate.
  func brackets(_ points: [CalibrationPoint]) -> [Int] {
    points.indices.dropLast().filter { i in
      let (a, b) = (points[i].rate - target.rate, points[i + 1].rate - target.rate)
      return (a <= 0) != (b <= 0) || a == 0 || b == 0
    }
  }

  /// The values beside the point that comes nearest to the rate.
  private func nearest(_ points: [CalibrationPoint], _ range: ClosedRange<Double>) -> [Double] {
    let best = points.indices.min {
      abs(points[$0].rate - target.rate) < abs(points[$1].rate - target.rate)
    }
    guard let best else { return [] }
    return [best - 1, best + 1].filter(points.indices.contains).map {
      CalibrationGrid.middle(points[best].value, points[$0].value, of: range)
    }
  }
}
