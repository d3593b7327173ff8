import CWashoutGSL

/// The equation has no solution that GSL's stepper can follow.
struct UnsolvedEquation: Error {}

/// The solution of dy/dt = f(t, y) at `to`, by GSL's Prince-Dormand (8, 9) steps.
func solve(
  from start: Double, _ from: Double, _ to: Double, _ slope: (Double, Double) -> Double
) throws -> Double {
  try withoutActuallyEscaping(slope) { slope in
    let box = Slope(slope)
    return try withExtendedLifetime(box) {
      var system = gsl_odeiv2_system(
        function: { time, y, dydt, box in
          guard let y, let dydt, let box else { return Int32(GSL_EFAULT) }
          dydt[0] = Unmanaged<Slope>.fromOpaque(box).takeUnretainedValue().function(time, y[0])
          return Int32(GSL_SUCCESS)
        }, jacobian: nil, dimension: 1, params: Unmanaged.passUnretained(box).toOpaque())
      let step = (to - from) / 100
      guard
        let driver = gsl_odeiv2_driver_alloc_y_new(
          &system, washout_gsl_step_rk8pd(), step, 1e-13, 1e-11)
      else { throw UnsolvedEquation() }
      defer { gsl_odeiv2_driver_free(driver) }
      var (time, y) = (from, start)
      guard gsl_odeiv2_driver_apply(driver, &time, to, &y) == 0 else { throw UnsolvedEquation() }
      return y
    }
  }
}

private final class Slope {
  let function: (Double, Double) -> Double
  init(_ function: @escaping (Double, Double) -> Double) { self.function = function }
}
