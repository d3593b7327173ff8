import CWashoutGSL
import CWashoutRandom
import Testing
import WashoutNumerics

@Suite("An inlined draw is bit for bit the one of GSL:")
struct InlineDrawTests {
  static let key = SubjectKey(replicate: 1, subject: 1)

  /// 10,000 draws, twice from the same words.
  static func pairs(
    _ inlined: (borrowing RandomSource) -> Double,
    _ gsl: (UnsafeMutablePointer<gsl_rng>) -> Double
  ) -> (inlined: [Double], gsl: [Double]) {
    let random = RandomSource(seed: 20_261_122)
    random.rewind(key, Stream(rawValue: 1))
    var first: [Double] = []
    for _ in 0..<10_000 { first.append(inlined(random)) }
    random.rewind(key, Stream(rawValue: 1))
    return (first, (0..<10_000).map { _ in gsl(random.generator) })
  }

  @Test("uniform") func uniform() {
    let pairs = Self.pairs({ $0.uniform() }, { gsl_rng_uniform($0) })
    #expect(pairs.inlined == pairs.gsl)
    #expect(pairs.inlined.allSatisfy { $0 >= 0 && $0 < 1 })
  }

  @Test("positive uniform") func uniformPositive() {
    let pairs = Self.pairs({ $0.uniformPositive() }, { gsl_rng_uniform_pos($0) })
    #expect(pairs.inlined == pairs.gsl)
  }

  @Test("exponential") func exponential() {
    let pairs = Self.pairs({ $0.exponential(mean: 5) }, { gsl_ran_exponential($0, 5) })
    #expect(pairs.inlined == pairs.gsl)
    #expect(pairs.inlined != Self.pairs({ $0.exponential(mean: 6) }, { _ in 0 }).inlined)
  }

  @Test("normal, by the ziggurat and not by another sampler") func normal() {
    let pairs = Self.pairs({ $0.normal() }, { gsl_ran_gaussian_ziggurat($0, 1) })
    #expect(pairs.inlined == pairs.gsl)
    #expect(
      pairs.inlined != Self.pairs({ $0.normal() }, { gsl_ran_ugaussian_ratio_method($0) }).gsl)
  }

  @Test("word, with the full range that GSL is told of") func word() {
    let random = RandomSource(seed: 1)
    #expect(gsl_rng_min(random.generator) == 0 && gsl_rng_max(random.generator) == .max)
    let word = random.word()
    gsl_rng_set(random.generator, 1)
    #expect(gsl_rng_get(random.generator) == UInt(word))
  }

  @Test("the first words of two streams, which are those of each") func firstWords() {
    let random = RandomSource(seed: 20_261_122)
    let streams = (Stream(rawValue: 601), Stream(rawValue: 602))
    let pair = random.firstWords(of: Self.key, streams.0, streams.1)
    random.rewind(Self.key, streams.0)
    #expect(random.word() == pair.0)
    random.rewind(Self.key, streams.1)
    #expect(random.word() == pair.1)
    #expect(pair.0 != pair.1)
  }

  @Test(
    "first blocks of streams that follow each other are those of each stream, and no other is touched"
  )
  func firstBlocks() {
    let random = RandomSource(seed: 3)
    var words = Array(repeating: UInt64.max, count: 24)
    let first = Stream(rawValue: 90)
    let before = random.blocks
    var span = words.mutableSpan
    random.firstBlocks(3, of: Self.key, from: first, into: &span, at: 2)
    random.firstBlocks(0, of: Self.key, from: first, into: &span, at: 6)
    #expect(random.blocks == before + 3)
    for i in 0..<3 {
      random.rewind(Self.key, first.advanced(by: i))
      for word in 0..<4 { #expect(words[8 + 4 * i + word] == random.word()) }
    }
    #expect(words[..<8].allSatisfy { $0 == .max } && words[20...].allSatisfy { $0 == .max })
    #expect(words[8..<12] != words[12..<16])
  }

  @Test("blocks looked at ahead, which are those read one by one") func ahead() {
    let random = RandomSource(seed: 20_261_122)
    var plan = BlockPlan()
    let blocks = [(1, 0), (3, 2), (601, 0), (1, 1)]
    for (place, block) in blocks.enumerated() {
      #expect(plan.add(Stream(rawValue: UInt64(block.0)), block: block.1) == place)
    }
    #expect(plan.add(Stream(rawValue: 2), block: 0) == nil)
    random.lookAhead(plan, of: Self.key, place: 7)
    let words = (0..<16).map { random.ahead[$0] }
    let read = blocks.flatMap { stream, block in
      (0..<4).map {
        random.word(4 * block + $0, of: Self.key, Stream(rawValue: UInt64(stream)), place: 7)
      }
    }
    #expect(words == read)
    random.lookAhead(plan, of: Self.key, place: 8)
    #expect((0..<16).allSatisfy { random.ahead[$0] != words[$0] })
  }

  @Test("a stream rewound to a block that was looked at, and what follows it") func rewoundAhead() {
    let random = RandomSource(seed: 20_261_123)
    var plan = BlockPlan()
    let streams = [Stream(rawValue: 10), Stream(rawValue: 30)]
    for stream in streams { _ = plan.add(stream, block: 0) }
    random.lookAhead(plan, of: Self.key, place: 0)
    let words = streams.enumerated().map { place, stream in
      random.rewind(Self.key, stream, ahead: place)
      return (0..<9).map { _ in random.word() }
    }
    for (stream, ahead) in zip(streams, words) {
      random.rewind(Self.key, stream)
      #expect(ahead == (0..<9).map { _ in random.word() })
    }
    #expect(words[0] != words[1])
  }

  @Test("a positive uniform skips a zero")
  func zero() {
    let random = RandomSource(seed: 1)
    random.state.pointee.words = (0, 1 << 11, 2047, 0)
    random.state.pointee.left = 4
    #expect(random.uniform() == 0)
    #expect(random.uniformPositive() == 0x1p-53)
  }
}

/// GSL's own samplers read words through the type that `washout_random_philox` describes.
@Suite("What GSL reads of a word at its ends")
struct ExtremeWordTests {
  /// A generator whose next words these are.
  static func words(
    _ words: [UInt64], _ read: (UnsafeMutablePointer<gsl_rng>) -> Double
  ) -> Double {
    let random = RandomSource(seed: 1)
    // Words are read back to front.
    random.state.pointee.words = (0, 0, words.last ?? 0, words[0])
    random.state.pointee.left = 4
    return read(random.generator)
  }

  @Test(
    "is a uniform from 0 to the last number below 1, bit for bit the top 53 bits",
    arguments: [
      (0, 0), (0x7FF, 0), (0x800, 0x1p-53), (0xFFFF_FFFF, 0x1FFFFFp-53),
      (0xFFFF_FFFF_0000_0000, 0x0.FFFFFFFFp0), (1 << 63, 0.5), (.max, 0x0.FFFFFFFFFFFFF8p0),
    ] as [(UInt64, Double)])
  func uniform(_ word: UInt64, _ expected: Double) {
    let value = Self.words([word]) { gsl_rng_uniform($0) }
    #expect(value == expected && value >= 0 && value < 1)
  }

  @Test(
    "is a positive uniform above 0 and below 1, which passes over words that give 0",
    arguments: [
      ([0, 1 << 63], 0.5), ([0x7FF, .max], 0x0.FFFFFFFFFFFFF8p0), ([0, 0x800], 0x1p-53),
      ([.max], 0x0.FFFFFFFFFFFFF8p0), ([0xFFFF_FFFF], 0x1FFFFFp-53),
    ] as [([UInt64], Double)])
  func positive(_ words: [UInt64], _ expected: Double) {
    let value = Self.words(words) { gsl_rng_uniform_pos($0) }
    #expect(value == expected && value > 0 && value < 1)
  }

  @Test("is a whole number below n, also of the last word")
  func whole() {
    for n: UInt in [1, 2, 15, 1 << 32, 1 << 63] {
      #expect(Self.words([0]) { Double(gsl_rng_uniform_int($0, n)) } == 0)
    }
    // 2^64 - 1 = (2^32 - 1)(2^32 + 1): of the words from 2^32 (2^32 - 1) on none is used.
    let below = { (words: [UInt64]) in
      Self.words(words) { Double(gsl_rng_uniform_int($0, 1 << 32)) }
    }
    #expect(below([0xFFFF_FFFE_FFFF_FFFF]) == 4_294_967_295)
    #expect(below([0xFFFF_FFFF_0000_0000, 7 << 32]) == 7 && below([.max, 7 << 32]) == 7)
  }
}

@Suite("A named stream")
struct StreamTests {
  @Test(
    "has the FNV-1a hash of its name, with the top bit set",
    arguments: [
      ("", 0xcbf2_9ce4_8422_2325), ("a", 0xaf63_dc4c_8601_ec8c),
      ("foobar", 0x8594_4171_f739_67e8 as UInt64),
    ])
  func hash(_ name: String, _ published: UInt64) {
    #expect(Stream(named: name).rawValue == published | 1 << 63)
  }

  @Test("differs from that of another name and from every numbered stream")
  func distinct() {
    let names = ["covariate:weight_kg", "covariate:age_years", "covariate:weight_k", ""]
    #expect(Set(names.map(Stream.init(named:))).count == names.count)
    #expect(names.allSatisfy { Stream(named: $0).rawValue >= 1 << 63 })
  }
}
