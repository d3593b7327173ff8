import Testing
import Washout

@Suite("The bytes of a tally")
struct TallyBytesTests {
  private func block(_ seed: UInt64 = 1) async throws -> (model: Model, tally: Tally) {
    let model = try Model(.exponential(trials: 1024, seed: seed))
    return (model, try await model.simulate())
  }

  @Test("give back the same bits, with a few bytes for each thousand of empty cells")
  func roundTrip() async throws {
    let (model, tally) = try await block()
    #expect(Tally(bytes: tally.bytes, model.layout) == tally)
    let empty = try await model.simulate(trials: 0)
    #expect(Tally(bytes: empty.bytes, model.layout) == empty)
    #expect(empty != tally)
    #expect(tally.counts.count > 1000)
    #expect(tally.bytes.count < 8 * tally.counts.count / 4)
    #expect(empty.bytes.count < 32 + 8 * tally.sums.count)
    #expect(try await block(2).tally.bytes != tally.bytes)
  }

  /// Header 01 00 00 00 | 04 00 00 00 | 01 00 00 00; -1 is 1, 0 is followed by one further zero, 300 is
  /// 600 = 4 * 128 + 88; 1.0 is 3ff0000000000000.
  @Test("are those that their description says")
  func knownAnswer() {
    let tally = Tally(counts: [-1, 0, 0, 300], sums: [1])
    #expect(
      tally.bytes == [1, 0, 0, 0, 4, 0, 0, 0, 1, 0, 0, 0, 1, 0, 1, 0xd8, 4]
        + [0, 0, 0, 0, 0, 0, 0xf0, 0x3f])
  }

  @Test(
    "hold every count and every sum",
    arguments: [Int64.min, -1, 0, 1, 63, 64, 127, 128, 1 << 40, Int64.max])
  func extremes(count: Int64) async throws {
    let model = try Model(.exponential(trials: 1024))
    let layout = model.layout
    var counts = [Int64](repeating: 0, count: layout.counts)
    var sums = [Double](repeating: -0.0, count: layout.sums)
    (counts[0], counts[layout.counts - 1]) = (count, count)
    sums[0] = .nan
    let tally = Tally(counts: counts, sums: sums)
    let read = try #require(Tally(bytes: tally.bytes, layout))
    #expect(read.counts == counts)
    #expect(read.sums.map(\.bitPattern) == sums.map(\.bitPattern))
  }

  @Test("are refused, and never crash, when any byte is missing, too many or of another layout")
  func refused() async throws {
    let (model, tally) = try await block()
    let bytes = tally.bytes
    for length in stride(from: 0, to: bytes.count, by: 41) {
      #expect(Tally(bytes: Array(bytes.prefix(length)), model.layout) == nil)
    }
    #expect(Tally(bytes: bytes + [0], model.layout) == nil)
    let other = try Model(.exponential(sizes: [10, 30], trials: 1024))
    #expect(Tally(bytes: bytes, other.layout) == nil)
    for place in stride(from: 0, to: bytes.count, by: 29) {
      var flipped = bytes
      flipped[place] ^= 0x80
      #expect(Tally(bytes: flipped, model.layout) != tally)
    }
    #expect(Tally(bytes: Array(repeating: 0xff, count: 4000), model.layout) == nil)
  }
}
