internal import CWashoutGSL
internal import WashoutNumerics

/// Integrals by GSL's adaptive Gauss-Kronrod rule.
enum Quadrature {
  /// The integral of a smooth function, to a relative error of about 1e-12.
  static func integral(
    from lower: Double, to upper: Double, _ value: (Double) -> Double
  ) -> Double {
    ErrorHandler.switchOff()
    guard let workspace = gsl_integration_workspace_alloc(200) else {
      AllocationFailure.end("one quadrature")
    }
    defer { gsl_integration_workspace_free(workspace) }
    return withoutActuallyEscaping(value) { value in
      var box = Integrand(value)
      return withUnsafeMutablePointer(to: &box) { box in
        var function = gsl_function(
          function: { x, box in
            box.map { $0.assumingMemoryBound(to: Integrand.self).pointee.value(x) } ?? .nan
          }, params: UnsafeMutableRawPointer(box))
        var (result, error) = (0.0, 0.0)
        let status = gsl_integration_qag(
          &function, lower, upper, 0, 1e-12, 200, Int32(GSL_INTEG_GAUSS61), workspace, &result,
          &error)
        // Rounding can keep the estimated error above the wish while the result is as good as can be.
        let isGood = status == Int32(GSL_SUCCESS) || error <= 1e-9 * abs(result)
        return isGood ? result : .nan
      }
    }
  }

  private struct Integrand {
    let value: (Double) -> Double

    init(_ value: @escaping (Double) -> Double) { self.value = value }
  }
}
