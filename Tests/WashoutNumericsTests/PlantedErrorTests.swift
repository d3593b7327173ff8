import Foundation
import Testing

/// Errors that a sanitizer has to notice: run on purpose, one at a time, by Tests/Sanitize/run.sh, and never otherwise.
///
/// A sanitizer that is silent about these says nothing by being silent about the others.
@Suite struct PlantedErrorTests {
  private static let planted = ProcessInfo.processInfo.environment["WASHOUT_PLANTED_ERROR"]

  @Test(.enabled(if: planted == "thread"))
  func twoThreadsWriteOnePlace() {
    nonisolated(unsafe) let place = UnsafeMutablePointer<Int>.allocate(capacity: 1)
    place.initialize(to: 0)
    let done = DispatchSemaphore(value: 0)
    for value in 1...2 {
      Thread {
        place.pointee = value
        done.signal()
      }.start()
    }
    for _ in 1...2 { done.wait() }
    #expect((1...2).contains(place.pointee))
    place.deallocate()
  }

  @Test(.enabled(if: planted == "address"))
  func readingBehindTheLastPlace() {
    let places = UnsafeMutablePointer<Int>.allocate(capacity: 8)
    places.initialize(repeating: 0, count: 8)
    // A number that the compiler does not know: it would warn of 8.
    let behind = ProcessInfo.processInfo.arguments.count > 0 ? 8 : 7
    #expect(places[behind] != 1)
    places.deallocate()
  }
}
