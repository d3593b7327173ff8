import Testing
import Washout

/// Worked by hand from the definition: the value decides, ends included; close means within 2 MCSE.
@Suite("A limit of expect")
struct ExpectationResultTests {
  private func result(
    _ low: Double?, _ high: Double?, _ value: Double?, mcse: Double? = 0.001
  ) -> ExpectationResult {
    ExpectationResult(
      Expectation(headline: .recurrence, atLeast: low, atMost: high), value: value, mcse: mcse)
  }

  @Test("is met by a value between its ends or at one, and by no other")
  func met() {
    #expect(result(0.1, 0.2, 0.1).isMet && result(0.1, 0.2, 0.2).isMet)
    #expect(result(0.1, nil, 1).isMet && result(nil, 0.2, 0).isMet)
    #expect(!result(0.1, 0.2, 0.1.nextDown).isMet && !result(0.1, 0.2, 0.2.nextUp).isMet)
    #expect(!result(0.1, nil, 0).isMet && !result(nil, 0.2, 1).isMet)
  }

  @Test("is not met where there is no value")
  func undefined() {
    #expect(!result(nil, 1, nil).isMet && !result(nil, 1, nil).isClose)
  }

  @Test("is close to a value within 2 of its errors, on either side")
  func close() {
    #expect(result(0.1, 0.2, 0.1015).isClose && result(0.1, 0.2, 0.0985).isClose)
    #expect(result(0.1, 0.2, 0.2005).isClose)
    #expect(!result(0.1, 0.2, 0.103).isClose && !result(0.1, 0.2, 0.15).isClose)
    #expect(!result(0.1, 0.2, 0.1015, mcse: nil).isClose)
  }
}
