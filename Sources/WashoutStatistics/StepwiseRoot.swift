internal import CWashoutGSL
internal import WashoutNumerics

/// The root of a function whose values are dear, between two ends at which it lies on different sides of 0.
///
/// Brent's method asks for one value at a time and starts anew when that is known, so that a value may come
/// from a simulation that takes its time and its threads.
public struct StepwiseRoot: Sendable {
  /// A place and the value there.
  public struct Point: Sendable, Equatable {
    /// The place.
    public let x: Double
    /// The value.
    public let y: Double

    /// A point.
    public init(x: Double, y: Double) {
      self.x = x
      self.y = y
    }
  }

  /// What is to be done next.
  public enum Step: Sendable, Equatable {
    /// The value here is wanted; `add` it.
    case evaluate(Double)
    /// The root lies between two points; `best` is the one of them with the smaller value.
    case found(lower: Point, upper: Point, best: Point)
    /// GSL reports an error, or too many values were asked for.
    case failed
  }

  /// Points known so far, in the order in which they came.
  public private(set) var points: [Point]
  private static let mostSteps = 100

  /// Nil where both ends lie on the same side of 0, or a number is not finite.
  public init?(from lower: Point, to upper: Point) {
    let isFinite = [lower.x, lower.y, upper.x, upper.y].allSatisfy(\.isFinite)
    guard isFinite, lower.x < upper.x, (lower.y <= 0) == (upper.y >= 0) || lower.y * upper.y == 0
    else { return nil }
    points = [lower, upper]
  }

  /// Adds a value that was wanted.
  public mutating func add(_ point: Point) { points.append(point) }

  /// What is to be done next; `isNarrow` says whether a bracket is as narrow as it needs to be.
  ///
  /// An exact 0 ends the search with a bracket of one point.
  public func next(_ isNarrow: (_ lower: Point, _ upper: Point) -> Bool) -> Step {
    ErrorHandler.switchOff()
    if let zero = points.first(where: { $0.y == 0 }) {
      return .found(lower: zero, upper: zero, best: zero)
    }
    if isNarrow(points[0], points[1]) { return found(points[0], points[1]) }
    guard let solver = gsl_root_fsolver_alloc(washout_gsl_root_brent()) else { return .failed }
    defer { gsl_root_fsolver_free(solver) }
    let known = Known(points)
    return withExtendedLifetime(known) { replay(solver, known, isNarrow) }
  }

  /// Iterates with the known values until one is missing.
  private func replay(
    _ solver: UnsafeMutablePointer<gsl_root_fsolver>, _ known: Known,
    _ isNarrow: (Point, Point) -> Bool
  ) -> Step {
    var function = gsl_function(
      function: { x, known in
        known.map { Unmanaged<Known>.fromOpaque($0).takeUnretainedValue().value(at: x) } ?? .nan
      }, params: Unmanaged.passUnretained(known).toOpaque())
    return withUnsafeMutablePointer(to: &function) { function in
      guard gsl_root_fsolver_set(solver, function, points[0].x, points[1].x) == GSL_SUCCESS else {
        return .failed
      }
      for _ in 0..<Self.mostSteps {
        let status = gsl_root_fsolver_iterate(solver)
        if let wanted = known.wanted { return .evaluate(wanted) }
        guard status == GSL_SUCCESS, let lower = known[gsl_root_fsolver_x_lower(solver)],
          let upper = known[gsl_root_fsolver_x_upper(solver)]
        else { return .failed }
        if isNarrow(lower, upper) { return found(lower, upper) }
      }
      return .failed
    }
  }

  private func found(_ lower: Point, _ upper: Point) -> Step {
    .found(lower: lower, upper: upper, best: abs(lower.y) <= abs(upper.y) ? lower : upper)
  }

  /// The values that GSL may ask for, and the first one that is missing.
  private final class Known {
    private let points: [Point]
    private(set) var wanted: Double?

    init(_ points: [Point]) { self.points = points }

    subscript(x: Double) -> Point? { points.first { $0.x == x } }

    func value(at x: Double) -> Double {
      if let point = self[x] { return point.y }
      wanted = wanted ?? x
      return .nan
    }
  }
}
