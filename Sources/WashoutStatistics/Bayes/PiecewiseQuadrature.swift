internal import CWashoutGSL
internal import WashoutNumerics

/// Integrals by GSL's adaptive Gauss-Kronrod rule with extrapolation (QAGP).
enum PiecewiseQuadrature {
  /// The integral of a function from the first to the last of some increasing points.
  ///
  /// The points in between are where the function bends, and singularities lie only at points. Nil
  /// where GSL has reached neither 1e-11 of the value nor, stopped by rounding, an error of 1e-9 of it.
  static func integral(over points: [Double], _ function: (Double) -> Double) -> Double? {
    ErrorHandler.switchOff()
    guard points.count >= 2, let workspace = gsl_integration_workspace_alloc(Self.pieces)
    else { return nil }
    defer { gsl_integration_workspace_free(workspace) }
    return withoutActuallyEscaping(function) { function in
      var integrand = Integrand(function: function)
      return withUnsafeMutablePointer(to: &integrand) { place in
        var gsl = gsl_function(
          function: { x, place in
            place?.assumingMemoryBound(to: Integrand.self).pointee.function(x) ?? .nan
          }, params: place)
        var points = points
        var (value, error) = (0.0, 0.0)
        let code = gsl_integration_qagp(
          &gsl, &points, points.count, 1e-300, 1e-11, Self.pieces, workspace, &value, &error)
        let isGood = code == Int32(GSL_SUCCESS) || error <= 1e-9 * abs(value)
        return isGood && value.isFinite ? value : nil
      }
    }
  }

  private static let pieces = 500

  private struct Integrand {
    let function: (Double) -> Double
  }
}
