internal import CWashoutGSL
internal import WashoutNumerics

/// A root between two ends.
enum Root {
  /// The place at which a continuous function changes its sign, by Brent's method; nil where its values
  /// at the ends have one sign or GSL reports an error.
  static func find(
    from lower: Double, to upper: Double, of function: (Double) -> Double
  ) -> Double? {
    ErrorHandler.switchOff()
    guard let solver = gsl_root_fsolver_alloc(washout_gsl_root_brent()) else { return nil }
    defer { gsl_root_fsolver_free(solver) }
    return withoutActuallyEscaping(function) { function in
      let box = Box(function)
      return withExtendedLifetime(box) { solve(solver, box, lower, upper) }
    }
  }

  private final class Box {
    let function: (Double) -> Double
    init(_ function: @escaping (Double) -> Double) { self.function = function }
  }

  private static func solve(
    _ solver: UnsafeMutablePointer<gsl_root_fsolver>, _ box: Box, _ lower: Double, _ upper: Double
  ) -> Double? {
    var function = gsl_function(
      function: { x, box in
        box.map { Unmanaged<Box>.fromOpaque($0).takeUnretainedValue().function(x) } ?? .nan
      }, params: Unmanaged.passUnretained(box).toOpaque())
    return withUnsafeMutablePointer(to: &function) { function in
      guard gsl_root_fsolver_set(solver, function, lower, upper) == GSL_SUCCESS else { return nil }
      for _ in 0..<mostSteps {
        guard gsl_root_fsolver_iterate(solver) == GSL_SUCCESS else { return nil }
        let (low, high) = (gsl_root_fsolver_x_lower(solver), gsl_root_fsolver_x_upper(solver))
        if high - low <= 4 * high.ulp { return gsl_root_fsolver_root(solver) }
      }
      return nil
    }
  }

  private static let mostSteps = 100
}
