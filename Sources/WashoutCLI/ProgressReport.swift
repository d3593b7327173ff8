internal import Foundation
internal import Synchronization
internal import Washout
internal import WashoutReports

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
    show { seconds in
      ProgressLine(
        name: name, trials: progress.trials, total: progress.of, seconds: seconds,
        largestMCSE: progress.largestMCSE, kept: progress.kept
      ).text
    }
  }

  /// Shows how many sizes have been calculated.
  func show(sizes: Int) { show { _ in "\(name)  \(NumberText.grouped(sizes)) sizes done" } }

  /// Shows the size that a search has come to.
  func show(size: Int) { show { _ in "\(name)  searching size \(NumberText.grouped(size))" } }

  private func show(_ line: (_ seconds: Double) -> String) {
    let now = ContinuousClock.now
    let isDue = lastShown.withLock { last in
      guard last.duration(to: now) >= (isMoving ? .milliseconds(200) : .seconds(5)) else {
        return false
      }
      last = now
      return true
    }
    guard isDue else { return }
    let text = line(start.duration(to: now) / .seconds(1))
    if isMoving { Console.reportInPlace(text) } else { Console.report(text) }
  }

  /// Clears the moving line.
  func finish() {
    if isMoving { Console.reportInPlace("") }
  }
}
