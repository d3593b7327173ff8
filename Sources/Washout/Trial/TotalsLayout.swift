/// Where each total of one replicate's people stands: 1, then each arm's indicators and estimands.
package struct TotalsLayout: Sendable, Equatable {
  /// The indicators of one arm.
  package let indicators: IndicatorLayout
  /// Number of estimands.
  package let estimands: Int
  /// 1, or 2 with the drug that does nothing.
  package let arms: Int

  /// The layout of trials on one drug or on both.
  package init(indicators: IndicatorLayout, estimands: Int, arms: Int) {
    self.indicators = indicators
    self.estimands = estimands
    self.arms = arms
  }

  /// Totals of one arm: indicators, entered as it happened, and a denominator and three layers each
  /// estimand.
  package var perArm: Int { indicators.count + 1 + 4 * estimands }
  /// Number of totals; number 0 is always 1.
  package var count: Int { 1 + arms * perArm }

  /// An indicator's total.
  package func index(_ indicator: Indicator, arm: Int) -> Int {
    first(arm: arm) + indicators.index(of: indicator)
  }

  /// People who entered in the trial as it happened, loss included.
  package func entered(arm: Int) -> Int { first(arm: arm) + indicators.count }

  /// People in an estimand's population in W(A).
  package func population(_ estimand: Int, arm: Int) -> Int {
    first(arm: arm) + indicators.count + 1 + 4 * estimand
  }

  /// Those of them for whom the variable is true in a layer.
  package func truth(_ estimand: Int, _ layer: Layer, arm: Int) -> Int {
    population(estimand, arm: arm) + 1 + layer.place
  }

  /// The first total of an arm.
  package func first(arm: Int) -> Int { 1 + arm * perArm }

  /// Number of pairs i <= j.
  package var pairs: Int { count * (count + 1) / 2 }

  /// Where the pair i <= j stands among all pairs, row by row.
  package func pair(_ i: Int, _ j: Int) -> Int { i * count - i * (i - 1) / 2 + j - i }
}
