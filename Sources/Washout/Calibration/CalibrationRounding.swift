internal import Foundation

extension Calibration.Root {
  /// The value as it is to be written: within a tenth of its error, which changes the rate by a tenth of
  /// the Monte Carlo error at most; to six significant digits where it has no error.
  public var written: Double {
    let finest = error.map { $0 / 5 } ?? abs(value) * 1e-5
    guard finest > 0, finest.isFinite else { return value }
    let scale = pow(10, -log10(finest).rounded(.down))
    return scale.isFinite && scale > 0 ? (value * scale).rounded() / scale : value
  }
}
