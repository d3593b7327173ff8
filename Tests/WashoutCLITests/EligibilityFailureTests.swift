import Testing
import Washout
import WashoutCLI

@Suite("When nobody is eligible")
struct EligibilityFailureTests {
  private let criteria = [
    Criterion(id: "I1", text: "Adult", kind: .include),
    Criterion(id: "I2", text: "SLE", kind: .include),
    Criterion(id: "E1", text: "Fever", kind: .exclude),
  ]

  @Test("the criterion to blame and the funnel are told")
  func blame() {
    let failure = EligibilityFailure(
      candidates: 10_000, criterion: 2, failedFirst: [40, 0, 9_960], criteria: criteria)
    #expect(
      failure.text == """
        none of 10000 candidates for one place in the trial is eligible.
        The criterion to blame is E1, "Fever": loosen it, or change the pool under `patients` or `activity`.
        Failed first, by criterion:
          I1  40  Adult
          E1  9960  Fever
        """)
  }

  @Test("a scenario without criteria is told without a funnel")
  func noCriteria() {
    let failure = EligibilityFailure(
      candidates: 10_000, criterion: 0, failedFirst: [], criteria: [])
    #expect(failure.text == "none of 10000 candidates for one place in the trial is eligible.")
  }
}
