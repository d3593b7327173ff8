import Foundation
import Testing
import WashoutStatistics

/// Who is right: the functions, whose roots are known.
@Suite("A root found value by value")
struct StepwiseRootTests {
  private func solve(
    _ function: (Double) -> Double, _ low: Double, _ high: Double, within: Double
  ) -> (step: StepwiseRoot.Step?, values: Int) {
    func point(_ x: Double) -> StepwiseRoot.Point { StepwiseRoot.Point(x: x, y: function(x)) }
    guard var search = StepwiseRoot(from: point(low), to: point(high)) else { return (nil, 0) }
    while true {
      let step = search.next { abs($0.y - $1.y) < within }
      guard case .evaluate(let x) = step else { return (step, search.points.count) }
      search.add(point(x))
    }
  }

  @Test(
    "lies where the function passes 0",
    arguments: [
      (0.0, 2.0, 2.0.squareRoot()), (-1, 1.5, 2.0.squareRoot()), (-3, -1, -2.0.squareRoot()),
      (1.4, 1000, 2.0.squareRoot()),
    ])
  func square(_ low: Double, _ high: Double, _ root: Double) throws {
    let (step, values) = solve({ $0 * $0 - 2 }, low, high, within: 1e-9)
    guard case .found(let lower, let upper, let best) = try #require(step) else {
      Issue.record("no root")
      return
    }
    #expect(lower.x <= root && upper.x >= root && abs(best.x - root) < 1e-9)
    #expect(values < 40, "\(values) values")
  }

  @Test("of a step function is the step, to the precision asked for")
  func steps() throws {
    let steps = { (x: Double) in (1000 * exp(-x)).rounded(.down) / 1000 - 0.3 }
    let (step, values) = solve(steps, 0, 10, within: 0.0035)
    guard case .found(let lower, let upper, _) = try #require(step) else {
      Issue.record("no root")
      return
    }
    #expect(lower.y >= 0 && upper.y <= 0 && lower.y - upper.y < 0.0035)
    #expect(abs(lower.x - log(1 / 0.3)) < 0.02 && values < 20)
  }

  @Test("ends at an exact 0, also at an end")
  func zero() {
    let middle = solve({ $0 - 1 }, 0, 2, within: 0)
    guard case .found(let lower, let upper, _) = middle.step else {
      Issue.record("no root")
      return
    }
    #expect(lower == upper && lower.x == 1)
    #expect(solve({ $0 }, 0, 1, within: 0).values == 2)
  }

  @Test("is not sought where both ends lie on one side or are no numbers")
  func refused() {
    #expect(solve({ $0 * $0 + 1 }, -1, 1, within: 0.1).step == nil)
    #expect(solve({ $0 * $0 - 2 }, 2, 3, within: 0.1).step == nil)
    #expect(solve({ _ in .nan }, 0, 1, within: 0.1).step == nil)
    #expect(solve({ $0 }, 1, -1, within: 0.1).step == nil)
    #expect(solve({ $0 }, -1, 1, within: 0.1).step != nil)
  }
}
