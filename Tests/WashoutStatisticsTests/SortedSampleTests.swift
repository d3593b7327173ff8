import TestSupport
import Testing
import WashoutStatistics

@Suite("A sorted sample")
struct SortedSampleTests {
  @Test("has R's quantiles of type 7, not those of type 6 (Tests/Reference/quantiles.R)")
  func reference() throws {
    let rows = try Reference("quantiles").rows
    #expect(rows.count == 45)
    var differs = 0
    for row in rows {
      let values = row[0].split(separator: " ").compactMap { Double($0) }
      let quantile = try #require(SortedSample(values)).quantile(try #require(Double(row[1])))
      #expect(abs(quantile - (try #require(Double(row[2])))) < 1e-9, "\(row)")
      if abs(quantile - (try #require(Double(row[3])))) > 1e-9 { differs += 1 }
    }
    #expect(differs > 10)
  }

  @Test("has errors of one binomial standard error of ranks to either side")
  func errors() throws {
    // The quantile of 0, 1, ... 100 at p is 100 p.
    let sample = try #require(SortedSample((0...100).map(Double.init).reversed()))
    for share in [0.05, 0.25, 0.5, 0.95] {
      let expected = 100 * (share * (1 - share) / 101).squareRoot()
      #expect(abs(try #require(sample.quantileError(share)) - expected) < 1e-9)
    }
    #expect(sample.quantileError(0.5) != sample.quantileError(0.25))
    // At the end of the numbers the error reaches to one side alone.
    #expect(abs(try #require(sample.quantileError(0.005)) - 50 * (0.005 + reach(0.005))) < 1e-9)
    #expect(try #require(SortedSample([7])).quantileError(0.5) == nil)
    #expect(abs(try #require(SortedSample([7, 7]).flatMap { $0.quantileError(0.5) })) < 1e-12)
  }

  private func reach(_ share: Double) -> Double { (share * (1 - share) / 101).squareRoot() }

  @Test("needs numbers")
  func refused() {
    #expect(SortedSample([]) == nil)
    #expect(SortedSample([1, .nan]) == nil)
    #expect(SortedSample([1, .infinity]) == nil)
    #expect(SortedSample([1]) != nil)
  }
}
