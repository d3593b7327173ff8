import TestSupport
import Testing
import WashoutStatistics

@Suite("A pausing rule")
struct PausingRuleTests {
  @Test("has the chances that listing all courses gives (Tests/Reference/bayes.R)")
  func reference() throws {
    let rows = try BetaMixtureTests.rows("pausing")
    #expect(rows.count == 9)
    for row in rows {
      let end = 1 + 2 * Int(row[0])
      let rule = try PausingRule(
        stride(from: 1, to: end, by: 2).map { .init(events: Int(row[$0]), of: Int(row[$0 + 1])) })
      let chances = rule.chances(at: row[end])
      let values = [chances.pause] + chances.pauseBy + [chances.expectedPeople]
      #expect(values.count == row.count - end - 1)
      for (value, number) in zip(values, row[(end + 1)...]) {
        #expect(relativeError(value, number) < 1e-12)
      }
    }
  }

  @Test("of one pair is the binomial tail, and sure at rate 1 with its k-th person")
  func closedForm() throws {
    let rule = try PausingRule([.init(events: 3, of: 15)])
    // R 4.2.2: pbinom(2, 15, 0.1, lower.tail = FALSE).
    #expect(abs(rule.chances(at: 0.1).pause - 0.184_061_069_106_391) < 1e-14)
    let sure = rule.chances(at: 1)
    #expect(sure.pause == 1 && sure.expectedPeople == 3 && sure.pauseAt[2] == 1)
    let never = rule.chances(at: 0)
    #expect(never.pause == 0 && never.expectedPeople == 15)
  }

  @Test("takes its pairs in any order, and refuses those that cannot be")
  func refused() throws {
    let one = try PausingRule([.init(events: 2, of: 3), .init(events: 3, of: 6)])
    let other = try PausingRule([.init(events: 3, of: 6), .init(events: 2, of: 3)])
    #expect(one == other)
    #expect(throws: DesignError.peopleOutOfRange(0)) { try PausingRule([]) }
    #expect(throws: DesignError.boundaryOutOfRange(people: 3)) {
      try PausingRule([.init(events: 4, of: 3)])
    }
    #expect(throws: DesignError.boundaryOutOfRange(people: 3)) {
      try PausingRule([.init(events: 0, of: 3)])
    }
    #expect(throws: DesignError.notIncreasing(parameter: "people")) {
      try PausingRule([.init(events: 2, of: 3), .init(events: 3, of: 3)])
    }
  }
}
