import Testing
import WashoutStatistics

@Suite("Sizes that reach a target")
struct ReachedSizesTests {
  @Test(
    "are the first one, and the first of those that last to the end",
    arguments: [
      ([false, true, false, true, true], 2, 4), ([true, true], 1, 1), ([false, true], 2, 2),
    ])
  func reached(_ reaches: [Bool], first: Int, stable: Int) {
    let sizes = ReachedSizes(reaches)
    #expect(sizes.first == first && sizes.stable == stable)
  }

  @Test("are none where none reaches it, and none for good where the largest does not")
  func none() {
    #expect(ReachedSizes([false, false]).first == nil)
    #expect(ReachedSizes([false, false]).stable == nil)
    #expect(ReachedSizes([true, false]).first == 1)
    #expect(ReachedSizes([true, false]).stable == nil)
    #expect(ReachedSizes([Bool]()).first == nil && ReachedSizes([Bool]()).stable == nil)
  }

  @Test("do not miss a chance that is the target but for rounding")
  func rounding() {
    #expect(ReachedSizes([0.1, 0.8.nextDown], reaching: 0.8).first == 2)
    #expect(ReachedSizes([0.1, 0.7999], reaching: 0.8).first == nil)
  }
}
