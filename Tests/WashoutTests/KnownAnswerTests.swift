import Testing
import Washout
import WashoutNumerics
import WashoutStatistics

/// The exponential trial, in which p follows from hazards l and c by integration and the power from p
/// by summing over every outcome of 15 people.
@Suite("The exponential trial gives the known answers")
struct KnownAnswerTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var name: String
    var lost: Analysis.LostPatients
    var visits: [Int]?
    var inclusion: Double
    var rate: Double
    var power: Double
    var testDescription: String { name }
  }

  /// Rates and powers to six digits; the lost left out are S(12) (1 - G(12)) less those seen to recur.
  static let cases = [
    Case(
      name: "lost counted as no recurrence", lost: .noRecurrence, visits: nil, inclusion: 1,
      rate: 0.292881, power: 0.318038),
    Case(
      name: "lost left out", lost: .leftOut, visits: nil, inclusion: 0.292881 / 0.305759,
      rate: 0.305759, power: 0.312439),
    Case(
      name: "visits at weeks 4, 8, 12", lost: .noRecurrence, visits: [4, 8, 12], inclusion: 1,
      rate: 0.290335, power: 0.325808),
  ]

  @Test("exactly, over the random denominator", arguments: cases)
  func exact(_ known: Case) throws {
    let table = IntervalTable(upTo: 15, .clopperPearson, level: 0.95)
    let decision = DecisionTable(upTo: 15, upperLimitBelow: 0.55, table)
    let trial = RandomDenominator(enrolled: 15, inclusion: known.inclusion, rate: known.rate)
    #expect(abs(trial.power(decision) - known.power) < 3e-6)
  }

  @Test("by simulation of 300,000 subjects", arguments: cases)
  func simulated(_ known: Case) async throws {
    let results = try await Model(
      .exponential(lost: known.lost, visits: known.visits, trials: 20000)
    ).run(threads: 2)
    let limit = Surprise(checks: 12).limit
    let power = try #require(results.measure(.probabilityOfDecision, sampleSize: 15))
    let exact = try #require(results.measure(.exactProbabilityOfDecision, sampleSize: 15))
    for measure in [power, exact] {
      #expect(
        try Surprise.z(#require(measure.value), known.power, #require(measure.mcse)) < limit)
    }
    let mean = try #require(results.measure(.meanEstimate, sampleSize: 15, subject: "exact"))
    let denominator = try #require(results.measure(.denominator, sampleSize: 15, subject: "exact"))
    #expect(
      try Surprise.z(#require(mean.value), known.rate, #require(mean.mcse)) < limit)
    #expect(
      try Surprise.z(
        #require(denominator.value), 15 * known.inclusion, #require(denominator.mcse)) < limit)
  }

  @Test("and not those of each other")
  func different() async throws {
    let results = try await Model(.exponential(trials: 20000)).run(threads: 2)
    let mean = try #require(results.measure(.meanEstimate, sampleSize: 15, subject: "exact"))
    #expect(try Surprise.z(#require(mean.value), 0.305759, #require(mean.mcse)) > 10)
  }
}
