import Testing
import Washout
import WashoutReports

@Suite("The screen of a profile")
struct ProfileScreenTests {
  @Test("tells time, share, words and floor of each stage, their sum, and the parts of the run")
  func text() {
    let profile = StageProfile(
      stages: [
        .init(stage: .screening, seconds: 1.5e-6, blocks: 50),
        .init(stage: .estimands, seconds: 0.5e-6, blocks: 0),
      ], people: 3840, secondsPerBlock: 1e-8)
    let screen = ProfileScreen(
      profile, parts: [.init("trials", seconds: 1.25), .init("report", seconds: 0.5)])
    #expect(
      screen.text == """
        Microseconds a patient on one thread (3,840 patients beside the results; floor: random words alone)
                                                   time    share    words    floor  x floor
          screening                                1.50     75 %    200.0     0.50      3.0
          estimands and counts                     0.50     25 %      0.0     0.00        -
          all                                      2.00    100 %    200.0     0.50      4.0
        Whole run: trials 1.25 s, report 0.50 s
        """)
  }
}
