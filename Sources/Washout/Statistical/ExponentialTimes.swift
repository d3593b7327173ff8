internal import Foundation
internal import WashoutNumerics

/// Exponential times to recurrence and to loss, drawn together.
///
/// The same words give the same times as each drawn alone; a time after the end, which nothing reads, is
/// infinity, seen from its uniform without a logarithm.
struct ExponentialTimes: Sendable {
  private let meanWeeksToRecurrence: Double
  private let meanDaysToLoss: Double
  /// A uniform above this puts the time behind the end, rounding included.
  private let lateRecurrence: Double
  private let lateLoss: Double

  /// Nil where the time to recurrence is not exponential, or nobody is lost.
  init?(meanWeeksToRecurrence: Double?, meanDaysToLoss: Double, end: Double) {
    guard let meanWeeksToRecurrence, meanDaysToLoss < .infinity else { return nil }
    self.meanWeeksToRecurrence = meanWeeksToRecurrence
    self.meanDaysToLoss = meanDaysToLoss
    let margin = 1e-12
    lateRecurrence = -expm1(-end / (7 * meanWeeksToRecurrence)) + margin
    lateLoss = -expm1(-end / meanDaysToLoss) + margin
  }

  /// Days to recurrence and to loss.
  @inline(__always) func draw(
    _ key: SubjectKey, _ random: borrowing RandomSource
  ) -> (recurrence: Double, loss: Double) {
    let words = random.firstWords(of: key, .timeToRecurrence, .statisticalLoss)
    let (u, v) = (Double(words.0 >> 11) * 0x1p-53, Double(words.1 >> 11) * 0x1p-53)
    return (
      u > lateRecurrence ? .infinity : 7 * (-meanWeeksToRecurrence * log1p(-u)),
      v > lateLoss ? .infinity : -meanDaysToLoss * log1p(-v)
    )
  }
}
