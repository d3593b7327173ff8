internal import Synchronization
internal import Washout

/// Progress over the values of a calibration, whose number is not known before.
final class CalibrationProgress: Sendable {
  private let report: ProgressReport?
  private let expected: Int
  private let done = Mutex<(finished: Int, current: Int)>((0, 0))

  /// Silent without a name.
  init(_ name: String?, trials: Int) {
    report = name.map(ProgressReport.init)
    // The scan, a root and its check.
    expected = (Calibrator.scanned + 8) * trials
  }

  /// Shows the trials done at the value that is being simulated.
  func show(_ trials: Int) {
    let all = done.withLock { done in
      // A number that falls is that of the next value.
      if trials < done.current { done.finished += done.current }
      done.current = trials
      return done.finished + trials
    }
    report?.show(Washout.Progress(trials: all, of: max(expected, all)))
  }

  /// Clears the line.
  func finish() { report?.finish() }
}
