import Testing
import WashoutCLI

@Suite("The progress line")
struct ProgressLineTests {
  @Test("tells trials, rate, time left and, once a block is finished, the largest error")
  func line() {
    let line = {
      ProgressLine(name: "x", trials: 2_500, total: 10_000, seconds: 5, largestMCSE: $0)
    }
    #expect(
      line(0.0098).text
        == "x  2500 of 10000 trials  500/s  15 s left  largest MCSE 0.98 points")
    #expect(line(nil).text == "x  2500 of 10000 trials  500/s  15 s left")
  }

  @Test(
    "tells the time left in a unit that fits",
    arguments: [("45 s", 5.0), ("15 min", 100.0), ("2.5 h", 1_000.0)])
  func units(left: String, seconds: Double) {
    let line = ProgressLine(name: "x", trials: 1_000, total: 10_000, seconds: seconds).text
    #expect(line.hasSuffix("  \(left) left"))
  }

  @Test("counts one as one")
  func one() {
    let line = ProgressLine(name: "x", trials: 1, total: 1, seconds: 1, largestMCSE: 0.01).text
    #expect(line == "x  1 of 1 trial  1/s  0 s left  largest MCSE 1 point")
    let more = ProgressLine(name: "x", trials: 1, total: 2, seconds: 1, largestMCSE: 0.02).text
    #expect(more == "x  1 of 2 trials  1/s  1 s left  largest MCSE 2 points")
  }

  @Test("stands up to nothing done yet")
  func start() {
    #expect(ProgressLine(name: "x", trials: 0, total: 10, seconds: 0).text == "x  0 of 10 trials")
  }
}
