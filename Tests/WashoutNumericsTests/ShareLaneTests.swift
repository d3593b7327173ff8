import CWashoutRandom
import Testing
import WashoutNumerics

/// Sixteen shares at a time against one 53-bit uniform each, put together word by word as the article
/// RandomNumbers says.
@Suite("Packed uniforms answer as whole uniforms do")
struct ShareLaneTests {
  let stream = Stream(rawValue: 1)

  /// Uniform n of a place as a number of 53 bits.
  func uniform(
    _ n: Int, _ random: borrowing RandomSource, of key: SubjectKey, place: UInt64
  ) -> UInt64 {
    random.rewind(key, stream, place: place)
    let words = (0..<80).map { _ in random.word() }
    let lead = words[n / 4] >> UInt64(16 * (n % 4)) & 0xffff
    return lead << 37 | words[16 + n] >> 27
  }

  func drawn(
    _ shares: ShareLanes, _ random: borrowing RandomSource, of key: SubjectKey, place: UInt64
  ) -> UInt64 {
    let words = LaneWords(shares.count, random, of: key, stream, place: place)
    return shares.drawn(words, random)
  }

  @Test("for any number of shares, and each lane has its own", arguments: [1, 15, 16, 17, 24, 64])
  func wholeUniforms(_ count: Int) {
    let random = RandomSource(seed: 7_381_465)
    let shares = (0..<count).map { Double(($0 * 37 + 11) % 64) / 64 + 0.001 }
    let lanes = ShareLanes(shares)
    var differsFromNeighbour = 0
    for place in 0..<200 as Range<UInt64> {
      let key = SubjectKey(replicate: 3, subject: place)
      let mask = drawn(lanes, random, of: key, place: place)
      for n in 0..<count {
        let u = uniform(n, random, of: key, place: place)
        #expect((Double(u) * 0x1p-53 < shares[n]) == (mask >> UInt64(n) & 1 != 0))
        let neighbour = uniform((n + 1) % 64, random, of: key, place: place)
        if (Double(neighbour) * 0x1p-53 < shares[n]) != (mask >> UInt64(n) & 1 != 0) {
          differsFromNeighbour += 1
        }
      }
      if count < 64 { #expect(mask >> UInt64(count) == 0) }
    }
    #expect(differsFromNeighbour > 20)
  }

  /// The share is made from the drawn uniform itself, so that leading bits always leave it open.
  @Test("where leading bits are equal, what follows them decides to the last bit")
  func ties() {
    let random = RandomSource(seed: 7_381_465)
    for n in [0, 5, 16, 23, 63] {
      for subject in 0..<50 as Range<UInt64> {
        let key = SubjectKey(replicate: 0, subject: subject)
        let u = uniform(n, random, of: key, place: 2)
        for (limit, happens) in [(u, false), (u + 1, true)] {
          var shares = Array(repeating: 0.0, count: 64)
          shares[n] = Double(limit) * 0x1p-53
          let mask = drawn(ShareLanes(shares), random, of: key, place: 2)
          #expect(mask == (happens ? 1 << UInt64(n) : 0))
          let words = LaneWords(block: n >> 4, random, of: key, stream, place: 2)
          let alone = ShareLanes(shares).block(n >> 4).drawn(words, random)
          #expect(alone == (happens ? 1 << UInt64(n) : 0))
        }
      }
    }
  }

  @Test("one block of sixteen answers as it does among all, and leaves the other bits 0")
  func blocks() {
    let random = RandomSource(seed: 7_381_465)
    let shares = ShareLanes((0..<64).map { Double($0 * 29 % 64) / 64 + 0.003 })
    var found: UInt64 = 0
    for place in 0..<200 as Range<UInt64> {
      let key = SubjectKey(replicate: 5, subject: 1)
      let all = drawn(shares, random, of: key, place: place)
      for block in 0..<4 {
        let words = LaneWords(block: block, random, of: key, stream, place: place)
        let alone = shares.block(block).drawn(words, random)
        #expect(alone == all & 0xffff << UInt64(16 * block))
        found |= alone
      }
    }
    #expect(found == .max)
  }

  @Test(
    "three shares of a uniform answer as each does alone, also where the leading bits are equal")
  func triples() {
    let random = RandomSource(seed: 7_381_465)
    var settled = 0
    for count in [1, 8, 24, 33, 64] {
      for place in 0..<200 as Range<UInt64> {
        let key = SubjectKey(replicate: 2, subject: UInt64(count))
        // One share ends where the uniform does, so that the bits that follow have to be looked up.
        let tie = Int(place) % count
        let tied = Int(place) % 3
        let limit = Double(uniform(tie, random, of: key, place: place) + place % 2) * 0x1p-53
        var three: [ShareLanes] = []
        for i in 0..<3 {
          var shares: [Double] = (0..<count).map { Double(($0 + i) * 29 % 64) / 64 + 0.003 }
          if i == tied { shares[tie] = limit }
          three.append(ShareLanes(shares))
        }
        let words = LaneWords(count, random, of: key, stream, place: place)
        let triples = ShareTriples(three[0], three[1], three[2]).drawn(words, random)
        let alone = three.map { drawn($0, random, of: key, place: place) }
        #expect([triples.first, triples.second, triples.third] == alone)
        let below = alone[tied] >> UInt64(tie) & 1
        #expect(below == place % 2)
        settled += Int(below)
      }
    }
    #expect(settled == 500)
  }

  @Test("eight lanes at once answer as lane by lane, also on a processor that has no such lanes")
  func laneByLane() {
    let random = RandomSource(seed: 20_261_124)
    var (open, closed) = (0, 0)
    for _ in 0..<500 {
      let words = (0..<16).map { _ in random.word() }
      // Every seventh limit is what was drawn, or its neighbour.
      let lanes = (0..<64).map { lane in
        let drawn = UInt16(truncatingIfNeeded: words[lane / 4] >> UInt64(16 * (lane % 4)))
        let other = UInt16(truncatingIfNeeded: random.word())
        return other % 7 > 0 ? other : other % 2 == 0 ? drawn : drawn &+ 1
      }
      let block = washout_random_compare_block(words, lanes)
      let plainBlock = washout_random_compare_block_lane_by_lane(words, lanes)
      #expect(block.below == plainBlock.below && block.equal == plainBlock.equal)
      if block.equal == 0 { closed += 1 } else { open += 1 }
      let signed = (0..<3 * 64).map {
        Int16(truncatingIfNeeded: Int(lanes[($0 / 24 * 8 + $0 % 8 + $0 / 8 % 3) % 64]) - 32_768)
      }
      for eights in 1...8 {
        let three = washout_random_compare_three(words, signed, Int32(eights))
        let plain = washout_random_compare_three_lane_by_lane(words, signed, Int32(eights))
        #expect(
          [three.first, three.second, three.third] == [plain.first, plain.second, plain.third])
        #expect((three.is_open == 0) == (plain.is_open == 0))
      }
    }
    #expect(open > 100 && closed > 100)
  }

  @Test("the impossible never happens and the certain always does")
  func extremes() {
    let random = RandomSource(seed: 7_381_465)
    let shares = ShareLanes((0..<64).map { $0 % 2 == 0 ? 1 : 0 })
    for subject in 0..<20_000 as Range<UInt64> {
      let key = SubjectKey(replicate: 9, subject: subject)
      #expect(drawn(shares, random, of: key, place: 0) == 0x5555_5555_5555_5555)
    }
    #expect(ShareLimit(1).isAbove(.max) && !ShareLimit(0).isAbove(0))
    #expect(ShareLimit(0.5).isAbove(1 << 63 - 1) && !ShareLimit(0.5).isAbove(1 << 63))
  }
}
