import Testing
import Washout

@Suite("The qualification of an installation")
struct QualificationTests {
  @Test("passes here, with a cited source for every number")
  func passes() async throws {
    let qualification = try await Qualification.run()
    #expect(qualification.passes)
    #expect(qualification.checks.count == 38)
    for check in qualification.checks {
      #expect(check.passes, "\(check.name): \(check.found), not \(check.expected)")
      #expect(!check.source.isEmpty && !check.found.isEmpty)
    }
    #expect(qualification.probe.count == 16)
    // The power that model.md, section 7, has for this trial.
    let power = qualification.checks.first { $0.name.contains("upper limit lies below") }
    #expect(power?.expected == "0.3180")
  }

  @Test("fails where a number is off by more than its last printed digit")
  func fails() {
    func check(_ value: Double?) -> QualificationCheck {
      QualificationCheck("limit", "paper", printed: "0.2527", value)
    }
    #expect(check(0.25274).passes && check(0.25266).passes)
    #expect(!check(0.25276).passes && !check(0.2526).passes)
    #expect(!check(nil).passes && !check(.nan).passes)
    #expect(check(nil).found.isEmpty)
    #expect(
      !QualificationCheck("design", "paper", expected: "1/10 5/29", found: "1/10 5/30").passes)
  }

  @Test(
    "fails where a simulated number lies 5 of its errors from the truth, and where there is none")
  func simulated() async throws {
    let results = try await Model(.exponential(trials: 2000)).run(threads: 1)
    let mean = try #require(results.measure(.meanEstimate, sampleSize: 15, subject: "exact"))
    let (value, error) = (try #require(mean.value), try #require(mean.mcse))
    func check(_ truth: Double, _ measure: Measure?) -> Bool {
      QualificationCheck("mean", "closed form", truth: truth, decimals: 4, measure).passes
    }
    #expect(check(value + 3 * error, mean))
    #expect(!check(value + 5 * error, mean))
    #expect(!check(value, nil))
  }
}
