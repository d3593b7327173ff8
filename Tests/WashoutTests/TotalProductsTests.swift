import Testing
import Washout

/// Each product counted by itself is right.
@Suite("Products of totals over trials")
struct TotalProductsTests {
  static func totals(of trial: Int, count: Int) -> [Int64] {
    (0..<count).map { Int64(($0 * 131 + trial * 57) % 97 * ($0 % 5 == 0 ? 42 : 1)) }
  }

  static func plain(_ trials: [[Int64]]) -> [Int64] {
    let count = trials[0].count
    return (0..<count).flatMap { i in
      (i..<count).map { j in trials.reduce(0) { $0 + $1[i] * $1[j] } }
    }
  }

  private static func owned(_ totals: [Int64]) -> OwnedArray<Int64> {
    var owned = OwnedArray<Int64>(repeating: 0, count: totals.count)
    for (i, total) in totals.enumerated() { owned[i] = total }
    return owned
  }

  @Test(
    "are those of number by number, whatever is left in the last batch", arguments: [1, 63, 64])
  func sums(_ trials: Int) {
    let all = (0..<trials).map { Self.totals(of: $0, count: 19) }
    var products = TotalProducts(totals: 19)
    for totals in all {
      #expect(!products.isFull)
      let isKept = products.keep(Self.owned(totals))
      #expect(isKept)
    }
    #expect(products.isFull == (trials == 64))
    var counts = Array(repeating: Int64(7), count: 19 * 20 / 2 + 3)
    products.add(to: &counts)
    let expected: [Int64] = Self.plain(all).map { $0 + 7 } + [7, 7, 7]
    #expect(counts == expected)
    #expect(expected.contains { $0 > 7 })
    products.add(to: &counts)
    #expect(counts == expected, "nothing is added twice")
  }

  @Test("of the largest numbers that are kept do not overflow, and larger ones are refused")
  func limits() {
    var products = TotalProducts(totals: 2)
    let kept = [[1, 4096], [-1, 1]].map { products.keep(Self.owned($0)) }
    #expect(kept == [false, false])
    let all = (0..<64).map { _ in products.keep(Self.owned([4095, 1])) }
    #expect(all.allSatisfy { $0 })
    var counts: [Int64] = [0, 0, 0]
    products.add(to: &counts)
    let expected: [Int64] = [1_073_217_600, 262_080, 64]
    #expect(counts == expected)
  }
}
