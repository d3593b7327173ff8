import CWashoutGSL

/// The integral of a function by GSL's adaptive Gauss-Kronrod rule, in pieces between its kinks.
func quadrature(
  _ from: Double, _ to: Double, breaks: [Double] = [], _ function: @escaping (Double) -> Double
) -> Double {
  let ends = ([from] + breaks.filter { $0 > from && $0 < to } + [to]).sorted()
  return zip(ends, ends.dropFirst()).reduce(0) { $0 + piece($1.0, $1.1, function) }
}

private func piece(
  _ from: Double, _ to: Double, _ function: @escaping (Double) -> Double
) -> Double {
  var (result, error) = (0.0, 0.0)
  withoutActuallyEscaping(function) { function in
    let box = Box(function)
    var integrand = gsl_function(
      function: { x, box in
        guard let box else { return .nan }
        return Unmanaged<Box>.fromOpaque(box).takeUnretainedValue().function(x)
      }, params: Unmanaged.passUnretained(box).toOpaque())
    let workspace = gsl_integration_workspace_alloc(1000)
    defer { gsl_integration_workspace_free(workspace) }
    withExtendedLifetime(box) {
      _ = gsl_integration_qag(
        &integrand, from, to, 1e-10, 1e-10, 1000, Int32(GSL_INTEG_GAUSS31), workspace, &result,
        &error)
    }
  }
  return result
}

private final class Box {
  let function: (Double) -> Double
  init(_ function: @escaping (Double) -> Double) { self.function = function }
}
