import TestSupport
import Testing
import WashoutStatistics

@Suite("The two-stage designs")
struct TwoStageDesignTests {
  /// r1, n1, r, n.
  static func counts(_ design: TwoStageDesign) -> [Int] {
    [design.r1, design.n1, design.r, design.n]
  }

  @Test("are those of Simon (1989), tables 1 and 2, doi 10.1016/0197-2456(89)90015-9")
  func published() throws {
    let rows = try Reference("simon1989").rows
    #expect(rows.count == 51)
    for row in rows {
      let numbers = row.compactMap(Double.init)
      let designs = try TwoStageDesigns(
        p0: numbers[1], p1: numbers[2], alpha: numbers[3], beta: numbers[4])
      let found = Self.counts(designs.optimal.design) + Self.counts(designs.minimax.design)
      #expect(found == numbers.dropFirst(5).map { Int($0) }, "\(row)")
      #expect(designs.isOptimumCertain)
    }
  }

  @Test(
    "are those that looking at all of them finds (Tests/Reference/designs.R), admissible ones too")
  func enumerated() throws {
    let rows = try Reference("designs").rows.filter { $0[0] == "design" }
      .map { $0.dropFirst().compactMap(Double.init) }
    for question in Set(rows.map { Array($0[0..<4]) }) {
      let expected = rows.filter { Array($0[0..<4]) == question }
      let designs = try TwoStageDesigns(
        p0: question[0], p1: question[1], alpha: question[2], beta: question[3])
      #expect(designs.admissible.count == expected.count, "\(question)")
      for (found, row) in zip(designs.admissible, expected) {
        #expect(Self.counts(found.design) == row[4..<8].map { Int($0) })
        let values = [found.expectedPeople, found.earlyStopping, found.alpha, found.power]
        for (value, number) in zip(values, row[8...]) {
          #expect(relativeError(value, number) < 1e-11, "\(row): \(value)")
        }
      }
    }
    #expect(rows.count == 37)
  }

  @Test("that are admissible share out the weights of the total size among them")
  func weights() throws {
    let designs = try TwoStageDesigns(p0: 0.1, p1: 0.3, alpha: 0.05, beta: 0.2)
    let admissible = designs.admissible
    #expect(admissible.count == 4)
    #expect(designs.minimax.weights.upperBound == 1 && designs.optimal.weights.lowerBound == 0)
    for (one, next) in zip(admissible, admissible.dropFirst()) {
      #expect(one.weights.lowerBound == next.weights.upperBound)
      #expect(one.weights.lowerBound < one.weights.upperBound)
    }
    // Inside its range a design has the smaller loss than any other.
    for design in admissible {
      let weight = (design.weights.lowerBound + design.weights.upperBound) / 2
      func loss(_ other: TwoStageDesigns.Candidate) -> Double {
        weight * Double(other.design.n) + (1 - weight) * other.expectedPeople
      }
      #expect(admissible.allSatisfy { $0 == design || loss($0) > loss(design) })
    }
  }

  @Test("do nothing else by counts of responses than by counts of recurrences")
  func recurrences() throws {
    let design = try TwoStageDesign(r1: 5, n1: 15, r: 18, n: 46)
    let plan = design.recurrencePlan
    #expect(plan.direction == .atMost)
    #expect(plan.looks[0] == .init(people: 15, futility: 15 - 5))
    #expect(plan.looks[1] == .init(people: 46, futility: 46 - 18, success: 46 - 18 - 1))
    for rate in [0.0, 0.3, 0.5, 1] {
      let responses = design.plan.characteristics(at: rate)
      let recurrences = plan.characteristics(at: 1 - rate)
      #expect(abs(responses.success - recurrences.success) < 1e-13)
      #expect(abs(responses.success - design.rejection(at: rate)) < 1e-13)
      #expect(abs(responses.expectedPeople - design.expectedPeople(at: rate)) < 1e-11)
      #expect(abs(responses.earlyStopping - design.earlyStopping(at: rate)) < 1e-13)
    }
    #expect(plan.mirrored == design.plan && plan != design.plan)
  }

  @Test("say when none is found within a limit, and when a better one could lie beyond it")
  func limit() throws {
    #expect(throws: DesignError.noDesign(upTo: 15)) {
      try TwoStageDesigns(p0: 0.05, p1: 0.25, alpha: 0.05, beta: 0.2, upTo: 15)
    }
    let cut = try TwoStageDesigns(p0: 0.05, p1: 0.25, alpha: 0.05, beta: 0.2, upTo: 16)
    #expect(!cut.isOptimumCertain && cut.optimal.design.n == 16)
    let whole = try TwoStageDesigns(p0: 0.05, p1: 0.25, alpha: 0.05, beta: 0.2)
    #expect(whole.isOptimumCertain && whole.optimal.design.n == 17)
  }

  @Test("refuse what is no question")
  func refused() {
    #expect(throws: DesignError.notIncreasing(parameter: "p1")) {
      try TwoStageDesigns(p0: 0.3, p1: 0.3, alpha: 0.05, beta: 0.2)
    }
    #expect(throws: DesignError.notAProbability(parameter: "alpha", value: 5)) {
      try TwoStageDesigns(p0: 0.1, p1: 0.3, alpha: 5, beta: 0.2)
    }
    #expect(throws: DesignError.self) {
      try TwoStageDesigns(p0: .nan, p1: 0.3, alpha: 0.05, beta: 0.2)
    }
    #expect(throws: DesignError.peopleOutOfRange(2001)) {
      try TwoStageDesigns(p0: 0.1, p1: 0.3, alpha: 0.05, beta: 0.2, upTo: 2001)
    }
    #expect(throws: DesignError.notIncreasing(parameter: "n")) {
      try TwoStageDesign(r1: 0, n1: 9, r: 2, n: 9)
    }
    #expect(throws: DesignError.boundaryOutOfRange(people: 9)) {
      try TwoStageDesign(r1: 10, n1: 9, r: 12, n: 17)
    }
    #expect(throws: DesignError.boundaryOutOfRange(people: 17)) {
      try TwoStageDesign(r1: 3, n1: 9, r: 2, n: 17)
    }
  }

  @Test("of a million people sum their paths to 1")
  func large() throws {
    let design = try TwoStageDesign(r1: 150_000, n1: 500_000, r: 300_500, n: 1_000_000)
    let characteristics = design.plan.characteristics(at: 0.3)
    let sum = characteristics.success + characteristics.futility + characteristics.undecided
    #expect(abs(sum - 1) < 1e-8)
    #expect(abs(characteristics.earlyStopping - design.earlyStopping(at: 0.3)) < 1e-8)
  }
}
