internal import Foundation
internal import Synchronization
internal import Washout

/// Progress on standard error: a moving line on a terminal, else a line every five seconds.
final class ProgressReport: Sendable {
  private let name: String
  private let isMoving: Bool
  private let start = ContinuousClock.now
  private let lastShown = Mutex<ContinuousClock.Instant>(.now)

  init(_ name: String) {
    self.name = name
    isMoving = Console.errorIsTerminal
  }

  /// Shows how far the simulation has come, unless something was shown just before.
  func show(_ progress: Washout.Progress) {
    let now = ContinuousClock.now
    let isDue = lastShown.withLock { last in
      guard last.duration(to: now) >= (isMoving ? .milliseconds(200) : .seconds(5)) else {
        return false
      }
      last = now
      return true
    }
    guard isDue else { return }
    let line = ProgressLine(
      name: name, trials: progress.trials, total: progress.of,
      seconds: start.duration(to: now) / .seconds(1), largestMCSE: progress.largestMCSE,
      kept: progress.kept)
    if isMoving { Console.reportInPlace(line.text) } else { Console.report(line.text) }
  }

  /// Clears the moving line.
  func finish() {
    if isMoving { Console.reportInPlace("") }
  }
}
