import Foundation
import Testing
import WashoutStatistics

@Suite("The number of people for the width of an interval")
struct PrecisionDesignTests {
  @Test("is R's, first and stable (Tests/Reference/proportion_methods.R)")
  func reference() throws {
    let rows = try MethodReference.rows("expected size", "assured size")
    #expect(rows.count == 60)
    for row in rows {
      let method = try row.interval()
      let design = try #require(PrecisionDesign(rate: row.number, method, level: 0.95))
      let size =
        row.quantity == "expected size"
        ? design.sampleSize(expectedWidth: row.value, atMost: 3000)
        : design.sampleSize(width: row.value, assurance: 0.8, atMost: 3000)
      #expect(size?.first == row.events && size?.stable == row.people, "\(row): \(size as Any)")
    }
  }

  @Test("has the expected width of the whole row, and no interval is wider from the proven size on")
  func proven() throws {
    for method in IntervalMethod.allCases {
      let design = try #require(PrecisionDesign(rate: 0.3, method, level: 0.9))
      let size = try #require(design.sampleSize(expectedWidth: 0.3, atMost: 3000))
      for people in [size.provenFrom, size.provenFrom + 1, 2 * size.provenFrom] {
        let row = try #require(IntervalRow(of: people, method, level: 0.9))
        #expect(row.intervals.allSatisfy { $0.width <= 0.3 }, "\(method)")
        let width = design.expectedWidth(among: people)
        #expect(abs(width - row.expectedWidth(at: 0.3)) < 1e-15)
        #expect(width < row.intervals.map(\.width).max() ?? 0)
      }
      #expect(design.expectedWidth(among: size.first) <= 0.3)
      #expect((1..<size.first).allSatisfy { design.expectedWidth(among: $0) > 0.3 })
    }
  }

  @Test("is nil beyond the limit, and refuses what cannot be")
  func impossible() throws {
    let design = try #require(PrecisionDesign(rate: 0.13, .wilson, level: 0.95))
    #expect(design.sampleSize(expectedWidth: 0.01, atMost: 3000) == nil)
    #expect(design.sampleSize(expectedWidth: 0, atMost: 3000) == nil)
    #expect(design.sampleSize(width: .nan, assurance: 0.8, atMost: 3000) == nil)
    #expect(design.sampleSize(width: 0.3, assurance: 1, atMost: 3000) == nil)
    #expect(design.sampleSize(expectedWidth: 2, atMost: 3000)?.first == 1)
    #expect(PrecisionDesign(rate: 1.1, .wilson, level: 0.95) == nil)
    #expect(PrecisionDesign(rate: 0.5, .wilson, level: 0) == nil)
  }
}

@Suite("The chance to see an adverse event")
struct EventSightingTests {
  @Test("is 1 - (1 - f)^n for one of them")
  func closedForm() throws {
    let tenth = try #require(EventSighting(frequency: 0.1))
    // Fifteen patients see an event of 10 % with a chance of 79 %; 16 do with 81 %.
    #expect(abs(tenth.chance(among: 15) - (1 - pow(0.9, 15))) < 1e-14)
    #expect(abs(tenth.chance(among: 15) - 0.79) < 0.005)
    #expect(tenth.smallestSize(chance: 0.8, atMost: 1000) == 16)
    #expect(tenth.chance(among: 0) == 0)
    for frequency in [0.001, 0.03, 0.5] {
      let sighting = try #require(EventSighting(frequency: frequency))
      for chance in [0.05, 0.8, 0.95, 0.999] {
        let size = Int((log1p(-chance) / log1p(-frequency)).rounded(.up))
        #expect(sighting.smallestSize(chance: chance, atMost: 1_000_000) == size)
      }
    }
  }

  @Test("is a binomial tail for several, and rises with the people")
  func several() throws {
    let twice = try #require(EventSighting(frequency: 0.1, atLeast: 2))
    #expect(abs(twice.chance(among: 15) - (1 - pow(0.9, 15) - 1.5 * pow(0.9, 14))) < 1e-13)
    let size = try #require(twice.smallestSize(chance: 0.8, atMost: 1000))
    #expect(twice.chance(among: size) >= 0.8 && twice.chance(among: size - 1) < 0.8)
    #expect(twice.chance(among: 1) == 0)
  }

  @Test("is never reached for an event that does not occur")
  func never() throws {
    let none = try #require(EventSighting(frequency: 0))
    #expect(none.smallestSize(chance: 0.1, atMost: 1_000_000) == nil)
    let always = try #require(EventSighting(frequency: 1))
    #expect(always.smallestSize(chance: 0.99, atMost: 9) == 1)
    #expect(EventSighting(frequency: 1.5) == nil && EventSighting(frequency: .nan) == nil)
    #expect(EventSighting(frequency: 0.5, atLeast: 0) == nil)
  }
}
