import CWashoutGSL
import Foundation
import WashoutNumerics

/// What a statistical course must give, by integration instead of simulation.
///
/// F is the distribution of T with the cured at infinity, G(u) = exp(-c u) survival of loss, in weeks.
struct ClosedForm {
  var time: Distribution
  var cured: Double
  var lossPerWeek: Double
  var end = 12.0
  var visits: [Double]?

  /// F.
  func recurred(by week: Double) -> Double { (1 - cured) * time.cdf(week) }

  /// G.
  func stays(to week: Double) -> Double { exp(-lossPerWeek * week) }

  /// P(recurrence is seen by the end and before loss).
  ///
  /// Seen at once: integral of G dF = G(end) F(end) + integral of c G F, by parts, so that F may have
  /// steps. By visits: sum of (F(v_k) - F(v_(k-1))) G(v_k).
  var beforeLoss: Double {
    guard let visits else {
      return stays(to: end) * recurred(by: end)
        + integral { lossPerWeek * stays(to: $0) * recurred(by: $0) }
    }
    return zip([0] + visits, visits).reduce(0) {
      $0 + (recurred(by: $1.1) - recurred(by: $1.0)) * stays(to: $1.1)
    }
  }

  /// P(outcome known): seen to recur, or free of recurrence and of loss at the end.
  var known: Double { beforeLoss + (1 - recurred(by: end)) * stays(to: end) }

  /// Adaptive Gauss-Kronrod quadrature between points at which integrands of the tests may step.
  private func integral(_ integrand: @escaping (Double) -> Double) -> Double {
    let points = [0, 3, 4, 7, 8, 11.5, end]
    return zip(points, points.dropFirst()).reduce(0) { $0 + integral(integrand, $1.0, $1.1) }
  }

  private func integral(
    _ integrand: @escaping (Double) -> Double, _ low: Double, _ high: Double
  ) -> Double {
    let workspace = gsl_integration_workspace_alloc(1000)
    defer { gsl_integration_workspace_free(workspace) }
    var box = integrand
    var (result, error) = (0.0, 0.0)
    withUnsafeMutablePointer(to: &box) { pointer in
      var function = gsl_function(
        function: { x, parameters in
          parameters?.assumingMemoryBound(to: ((Double) -> Double).self).pointee(x) ?? .nan
        }, params: pointer)
      gsl_integration_qag(
        &function, low, high, 0, 1e-10, 1000, Int32(GSL_INTEG_GAUSS21), workspace, &result, &error)
    }
    return result
  }
}
