import TestSupport
import Testing
import WashoutNumerics
import WashoutStatistics

@Suite("A go, consider or no-go rule")
struct GoRuleTests {
  private static func rule() throws -> GoRule {
    GoRule(
      prior: try BetaMixture(alpha: 1, beta: 1),
      go: try PosteriorCriterion(.below, limit: 0.3, probability: 0.8),
      noGo: try PosteriorCriterion(.above, limit: 0.25, probability: 0.7))
  }

  @Test("has the chances of R (Tests/Reference/bayes.R), over a fixed and a random denominator")
  func reference() throws {
    let rows = try BetaMixtureTests.rows("go")
    #expect(rows.count == 12)
    for row in rows {
      let chances = try Self.rule().chances(
        rate: row[2], enrolled: Int(row[0]), inclusion: row[1])
      for (value, number) in zip([chances.go, chances.consider, chances.noGo], row[3...]) {
        #expect(abs(value - number) < 1e-13, "\(row)")
      }
      #expect(abs(chances.go + chances.consider + chances.noGo - 1) < 1e-13)
    }
  }

  @Test("says the same of each count as its two criteria")
  func verdicts() throws {
    let rule = try Self.rule()
    for people in 1...20 {
      for events in 0...people {
        let posterior = rule.prior.posterior(events, of: people)
        let go = posterior.probability(atMost: 0.3) > 0.8
        let noGo = posterior.probability(above: 0.25) > 0.7
        let verdict = rule.verdict(events: events, of: people)
        #expect(verdict == (go == noGo ? .consider : go ? .go : .noGo))
      }
    }
    #expect(rule.verdict(events: 0, of: 0) == .consider)
    #expect(rule.verdict(events: 0, of: 15) == .go && rule.verdict(events: 15, of: 15) == .noGo)
  }
}

@Suite("A criterion on the posterior")
struct PosteriorCriterionTests {
  @Test("is a table of counts, which says what the posterior says")
  func table() throws {
    let prior = try BetaMixture([
      .init(weight: 0.7, alpha: 2, beta: 8), .init(weight: 0.3, alpha: 1, beta: 1),
    ])
    for side in [PosteriorCriterion.Side.above, .below] {
      let criterion = try PosteriorCriterion(side, limit: 0.3, probability: 0.9)
      let table = criterion.decisionTable(prior, upTo: 40)
      for people in 1...40 {
        for events in 0...people {
          #expect(
            table.succeeds(events: events, of: people)
              == criterion.holds(prior, events: events, of: people))
        }
      }
      #expect(table.critical.count == 41 && table.critical[0] == nil)
    }
  }

  @Test("refuses what nothing exceeds")
  func refused() {
    #expect(throws: NumericsError.notAShare(parameter: "probability", value: 1)) {
      try PosteriorCriterion(.above, limit: 0.3, probability: 1)
    }
    #expect(throws: NumericsError.self) {
      try PosteriorCriterion(.above, limit: .nan, probability: 0.5)
    }
  }
}
