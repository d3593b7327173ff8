internal import ArgumentParser
internal import Dispatch
internal import Foundation
internal import Synchronization

/// Turns SIGINT and SIGTERM into the cancellation of a piece of work and the exit code 130 or 143.
package enum Interruption {
  /// Seconds that cancelled work gets to stop by itself; writing a report takes a small part of it.
  private static let patience = 2.0

  /// Runs work that a signal cancels; a second signal, or work that does not stop, ends the
  /// process without waiting for it.
  ///
  /// - Throws: What the work throws, or the exit code of the signal that came.
  package static func watched(_ work: @escaping @Sendable () async throws -> Void) async throws {
    let received = Mutex<Int32?>(nil)
    let task = Task { try await work() }
    let sources = [SIGINT, SIGTERM].map { number in
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
      source.setEventHandler {
        let isFirst = received.withLock { earlier in
          defer { earlier = earlier ?? number }
          return earlier == nil
        }
        if !isFirst { _exit(128 + number) }
        task.cancel()
        DispatchQueue.global().asyncAfter(deadline: .now() + patience) {
          Console.report(
            "washout: interrupted. What was finished before is kept; start the same command again.")
          _exit(128 + number)
        }
      }
      source.activate()
      return source
    }
    let result = await task.result
    sources.forEach { $0.cancel() }
    if let number = received.withLock({ $0 }) { throw ExitStatus.interrupted(by: number) }
    try result.get()
  }
}
