import TestSupport
import Testing
import WashoutStatistics

@Suite("The predictive-probability design of Lee and Liu")
struct PredictiveDesignTests {
  private static func design(_ row: [Double]) throws -> PredictiveDesign {
    try PredictiveDesign(
      prior: BetaMixture(alpha: row[1], beta: row[2]),
      criterion: PosteriorCriterion(.above, limit: row[0], probability: row[3]),
      futility: row[4], success: row[5], looks: Array(Int(row[6])...Int(row[7])))
  }

  @Test("has the counts and the chances of R (Tests/Reference/bayes.R)")
  func reference() throws {
    let rows = try BetaMixtureTests.rows("lee_liu")
    #expect(rows.count == 4)
    for row in rows {
      let plan = try Self.design(row).plan
      let count = plan.looks.count
      #expect(plan.looks.map(\.futility) == boundaries(row[15..<(15 + count)]))
      #expect(plan.looks.map(\.success) == boundaries(row[(15 + count)...]))
      for (rate, place) in [(row[0], 9), (row[8], 12)] {
        let found = plan.characteristics(at: rate)
        let values = [found.success, found.expectedPeople, found.earlyStopping]
        for (value, number) in zip(values, row[place...]) {
          #expect(relativeError(value, number) < 1e-11, "\(row): \(value)")
        }
      }
    }
  }

  @Test("is that of Lee and Liu (2008), doi 10.1177/1740774508089279: 36 people, 20 against 40 %")
  func published() throws {
    let plan = try Self.design([0.2, 0.2, 0.8, 0.922, 0.001, 1, 10, 36]).plan
    // Their rejection regions in n: 0/10, 1/17, 2/21, 3/24, 4/27, 5/29, 6/31, 7/33, 8/34, 9/35, 10/36.
    let steps = [10, 17, 21, 24, 27, 29, 31, 33, 34, 35, 36]
    for look in plan.looks {
      #expect(look.futility == (steps.lastIndex { $0 <= look.people }))
    }
    let (null, other) = (plan.characteristics(at: 0.2), plan.characteristics(at: 0.4))
    #expect(abs(null.success - 0.088) < 0.0005 && abs(other.success - 0.906) < 0.0005)
    #expect(abs(null.expectedPeople - 27.67) < 0.005 && abs(null.earlyStopping - 0.86) < 0.005)
  }

  @Test("knows the predictive probability of 16 of 23 on the way to 40: 0.5656, their table 1")
  func probability() throws {
    let design = try Self.design([0.6, 0.6, 0.4, 0.9, 0.1, 1, 23, 40])
    let value = design.predictiveProbability(events: 16, of: 23)
    #expect(abs(value - 0.5656) < 5e-5)
    let exact = try #require(try BetaMixtureTests.rows("predictive_probability").first?.first)
    #expect(relativeError(value, exact) < 1e-12)
    #expect(design.predictiveProbability(events: 17, of: 23) > value)
    #expect(design.predictiveProbability(events: 0, of: 40) == 0)
    #expect(design.predictiveProbability(events: 40, of: 40) == 1)
  }

  @Test("by recurrences is the mirror image of that by responses")
  func mirrored() throws {
    let responses = try PredictiveDesign(
      prior: BetaMixture(alpha: 0.6, beta: 1.4),
      criterion: PosteriorCriterion(.above, limit: 0.3, probability: 0.9), futility: 0.05,
      success: 0.95, looks: [10, 20, 30])
    let recurrences = try PredictiveDesign(
      prior: BetaMixture(alpha: 1.4, beta: 0.6),
      criterion: PosteriorCriterion(.below, limit: 0.7, probability: 0.9), futility: 0.05,
      success: 0.95, looks: [10, 20, 30])
    #expect(recurrences.plan == responses.plan.mirrored)
    #expect(recurrences.plan != responses.plan)
  }

  @Test("that the search finds is the smallest that keeps level and power")
  func search() throws {
    let prior = try BetaMixture(alpha: 0.2, beta: 0.8)
    let found = try PredictiveDesignSearch(
      .init(p0: 0.2, p1: 0.4, alpha: 0.1, beta: 0.1), prior: prior)
    #expect(found.design.people == 36)
    #expect(found.plan == found.design.plan)
    let (null, other) = (found.plan.characteristics(at: 0.2), found.plan.characteristics(at: 0.4))
    #expect(null.success <= 0.1 && other.success >= 0.9)
    // Lee and Liu's grid of thresholds stops at theta_L = 0.001 with 27.67 people on average.
    #expect(null.expectedPeople <= 27.67)
    #expect(found.futilityRange.contains(found.design.futility))
    #expect(found.criterionRange.contains(found.design.criterion.probability))
    // No grid of thresholds does it with one person fewer.
    for tenths in 700..<1000 {
      for futility in [0, 0.001, 0.01, 0.05] {
        let smaller = try PredictiveDesign(
          prior: prior,
          criterion: PosteriorCriterion(.above, limit: 0.2, probability: Double(tenths) / 1000),
          futility: futility, looks: Array(10...35)
        )
        if tenths % 20 > 0 { continue }
        let plan = smaller.plan
        let keeps =
          plan.characteristics(at: 0.2).success <= 0.1
          && plan.characteristics(at: 0.4).success >= 0.9
        #expect(!keeps)
      }
    }
  }

  @Test("of few events is searched for as well, and a limit that is too low is told")
  func searchMirrored() throws {
    let many = try PredictiveDesignSearch(
      .init(p0: 0.3, p1: 0.6, alpha: 0.1, beta: 0.2), prior: BetaMixture(alpha: 0.3, beta: 0.7),
      first: 5, every: 3)
    let few = try PredictiveDesignSearch(
      .init(p0: 0.7, p1: 0.4, alpha: 0.1, beta: 0.2), prior: BetaMixture(alpha: 0.7, beta: 0.3),
      first: 5, every: 3)
    #expect(few.plan == many.plan.mirrored)
    #expect(throws: DesignError.noDesign(upTo: 12)) {
      try PredictiveDesignSearch(
        .init(p0: 0.2, p1: 0.4, alpha: 0.1, beta: 0.1), prior: BetaMixture(alpha: 1, beta: 1),
        upTo: 12)
    }
  }

  @Test("refuses thresholds and looks that cannot be")
  func refused() throws {
    let prior = try BetaMixture(alpha: 1, beta: 1)
    let criterion = try PosteriorCriterion(.above, limit: 0.2, probability: 0.9)
    #expect(throws: DesignError.notAProbability(parameter: "theta_l", value: -1)) {
      try PredictiveDesign(prior: prior, criterion: criterion, futility: -1, looks: [10])
    }
    #expect(throws: DesignError.notIncreasing(parameter: "theta_u")) {
      try PredictiveDesign(
        prior: prior, criterion: criterion, futility: 0.5, success: 0.4, looks: [10])
    }
    #expect(throws: DesignError.notIncreasing(parameter: "looks")) {
      try PredictiveDesign(prior: prior, criterion: criterion, futility: 0.1, looks: [10, 5])
    }
    #expect(throws: DesignError.peopleOutOfRange(1001)) {
      try PredictiveDesign(prior: prior, criterion: criterion, futility: 0.1, looks: [10, 1001])
    }
  }
}

/// Boundaries in a row of the reference table, -1 for none.
func boundaries(_ numbers: ArraySlice<Double>) -> [Int?] {
  numbers.map { $0 < 0 ? nil : Int($0) }
}
