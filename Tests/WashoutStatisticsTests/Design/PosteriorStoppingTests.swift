import TestSupport
import Testing
import WashoutStatistics

@Suite("The posterior stopping boundaries of Thall and Simon")
struct PosteriorStoppingTests {
  @Test("are those of R (Tests/Reference/bayes.R), with their exact chances")
  func reference() throws {
    let rows = try BetaMixtureTests.rows("thall_simon")
    #expect(rows.count == 3)
    for row in rows {
      let rule = try PosteriorStopping(
        .atLeast, prior: BetaMixture(alpha: row[0], beta: row[1]),
        standard: .believed(BetaMixture(alpha: row[2], beta: row[3])), margin: row[4],
        futility: row[5], success: row[6])
      let plan = try rule.plan(looks: Array(Int(row[7])...Int(row[8])))
      let count = plan.looks.count
      #expect(plan.looks.map(\.futility) == boundaries(row[13..<(13 + count)]))
      #expect(plan.looks.map(\.success) == boundaries(row[(13 + count)...]))
      let found = plan.characteristics(at: row[9])
      let values = [found.success, found.expectedPeople, found.earlyStopping]
      for (value, number) in zip(values, row[10...]) {
        #expect(relativeError(value, number) < 1e-11)
      }
    }
  }

  @Test("rest on P(pE > pS + margin), as R integrates it")
  func superiority() throws {
    for row in try BetaMixtureTests.rows("superiority") {
      let rule = try PosteriorStopping(
        .atLeast, prior: BetaMixture(alpha: row[0], beta: row[1]),
        standard: .believed(BetaMixture(alpha: row[2], beta: row[3])), futility: 0.05, success: 0.95
      )
      let value = try rule.superiority(events: Int(row[5]), of: Int(row[6]), margin: row[4])
      #expect(abs(value - row[7]) < 1e-9)
    }
  }

  @Test("have a closed form for two flat beliefs and for a known standard")
  func closedForm() throws {
    let flat = try BetaMixture(alpha: 1, beta: 1)
    let equal = try PosteriorStopping(
      .atLeast, prior: flat, standard: .believed(flat), futility: 0.05, success: 0.95)
    #expect(abs(try equal.superiority(events: 0, of: 0, margin: 0) - 0.5) < 1e-12)
    // The area of the triangle above the margin; the mean of Beta(x + 1, n - x + 1).
    #expect(abs(try equal.superiority(events: 0, of: 0, margin: 0.4) - 0.18) < 1e-12)
    #expect(abs(try equal.superiority(events: 3, of: 8, margin: 0) - 0.4) < 1e-12)
    #expect(try equal.superiority(events: 3, of: 8, margin: 1) == 0)
    let known = try PosteriorStopping(
      .atLeast, prior: flat, standard: .known(0.2), margin: 0.1, futility: 0.05, success: 0.95)
    let posterior = flat.posterior(3, of: 8)
    #expect(
      try known.superiority(events: 3, of: 8, margin: 0.1)
        == posterior.probability(above: 0.2 + 0.1)
    )
  }

  @Test("by recurrences are the mirror image of those by responses")
  func mirrored() throws {
    let responses = try PosteriorStopping(
      .atLeast, prior: BetaMixture(alpha: 0.6, beta: 1.4),
      standard: .believed(BetaMixture(alpha: 15, beta: 35)), margin: 0.1, futility: 0.05,
      success: 0.95
    ).plan(looks: Array(5...20))
    let recurrences = try PosteriorStopping(
      .atMost, prior: BetaMixture(alpha: 1.4, beta: 0.6),
      standard: .believed(BetaMixture(alpha: 35, beta: 15)), margin: 0.1, futility: 0.05,
      success: 0.95
    ).plan(looks: Array(5...20))
    #expect(recurrences == responses.mirrored && recurrences != responses)
    let onlyFutility = try PosteriorStopping(
      .atLeast, prior: BetaMixture(alpha: 0.6, beta: 1.4), standard: .known(0.3), futility: 0.05,
      success: nil
    ).plan(looks: [10, 20])
    #expect(onlyFutility.looks.allSatisfy { $0.success == nil && $0.futility != nil })
  }

  @Test("refuse what is no probability")
  func refused() throws {
    let flat = try BetaMixture(alpha: 1, beta: 1)
    #expect(throws: DesignError.notAProbability(parameter: "p_u", value: 1.5)) {
      try PosteriorStopping(
        .atLeast, prior: flat, standard: .known(0.2), futility: nil, success: 1.5)
    }
    #expect(throws: DesignError.notAProbability(parameter: "standard", value: 20)) {
      try PosteriorStopping(
        .atLeast, prior: flat, standard: .known(20), futility: nil, success: 0.9)
    }
    #expect(throws: DesignError.overlappingBoundaries(people: 10)) {
      try PosteriorStopping(
        .atLeast, prior: flat, standard: .known(0.2), futility: 0.9, success: 0.1
      ).plan(looks: [10])
    }
  }
}
