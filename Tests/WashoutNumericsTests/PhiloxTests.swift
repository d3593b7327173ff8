import CWashoutRandom
import TestSupport
import Testing
import WashoutNumerics

@Suite("Philox4x64-10 gives")
struct PhiloxTests {
  /// A counter and a key of Random123's tests/kat_vectors, and the block that they give.
  struct Vector: Sendable {
    let counter: [UInt64]
    let key: [UInt64]
    let block: [UInt64]
  }

  static let published = [
    Vector(
      counter: [0, 0, 0, 0], key: [0, 0],
      block: [
        0x1655_4d9e_ca36_314c, 0xdb20_fe9d_672d_0fdc, 0xd7e7_72ce_e186_176b,
        0x7e68_b68a_ec7b_a23b,
      ]),
    Vector(
      counter: [.max, .max, .max, .max], key: [.max, .max],
      block: [
        0x87b0_92c3_013f_e90b, 0x438c_3c67_be8d_0224, 0x9cc7_d7c6_9cd7_77b6,
        0xa09c_aebf_594f_0ba0,
      ]),
    Vector(
      counter: [
        0x243f_6a88_85a3_08d3, 0x1319_8a2e_0370_7344, 0xa409_3822_299f_31d0,
        0x082e_fa98_ec4e_6c89,
      ], key: [0x4528_21e6_38d0_1377, 0xbe54_66cf_34e9_0c6c],
      block: [
        0xa528_f454_03e6_1d95, 0x38c7_2dbd_566e_9788, 0xa5a1_610e_72fd_18b5,
        0x57bd_43b5_e52b_7fe6,
      ]),
  ]

  @Test("the published blocks", arguments: published)
  func knownAnswer(_ vector: Vector) {
    let random = RandomSource(seed: 0)
    washout_random_set_key(random.state, vector.key[0], vector.key[1])
    random.state.pointee.counter.v = (
      vector.counter[0], vector.counter[1], vector.counter[2], vector.counter[3]
    )
    #expect((0..<4).map { _ in random.word() } == vector.block)
  }

  @Test("numpy's words, with place and block in one counter word and a word each for the rest")
  func numpy() throws {
    for row in try Reference("philox").rows {
      let parts = row.compactMap { UInt64($0.dropFirst(2), radix: 16) }
      let random = RandomSource(seed: parts[0])
      let key = SubjectKey(replicate: parts[3], subject: parts[4])
      random.rewind(key, Stream(rawValue: parts[5]), place: parts[1])
      for _ in 0..<4 * parts[2] { _ = random.word() }
      #expect((0..<4).map { _ in random.word() } == Array(parts[6...]), "\(row)")
    }
  }

  @Test("the next block after `nextBlock`, which skips nothing between blocks")
  func nextBlock() {
    let random = RandomSource(seed: 9)
    let words = Self.words(8, random)
    for used in 0...3 {
      random.rewind(Self.key, Self.stream)
      for _ in 0..<used { _ = random.word() }
      random.nextBlock()
      #expect(random.word() == words[used == 0 ? 0 : 4], "after \(used) words")
    }
    random.rewind(Self.key, Self.stream)
    for _ in 0..<4 { _ = random.word() }
    random.nextBlock()
    #expect(random.word() == words[4])
  }

  static let key = SubjectKey(replicate: 3, subject: 2)
  static let stream = Stream(rawValue: 5)

  static func words(_ count: Int, _ random: borrowing RandomSource) -> [UInt64] {
    random.rewind(key, stream)
    return (0..<count).map { _ in random.word() }
  }
}

@Suite("A draw depends on")
struct AddressTests {
  static let here = SubjectKey(replicate: 3, subject: 2)

  static func words(
    seed: UInt64 = 7, _ key: SubjectKey = here, _ stream: UInt64 = 5, place: UInt64 = 11,
    after history: Int = 0
  ) -> [UInt64] {
    let random = RandomSource(seed: seed)
    for _ in 0..<history { _ = random.normal() }
    random.rewind(key, Stream(rawValue: stream), place: place)
    return (0..<6).map { _ in random.word() }
  }

  @Test("nothing that was drawn before")
  func history() {
    #expect(Self.words(after: 1) == Self.words())
    #expect(Self.words(after: 1001) == Self.words())
  }

  @Test("the seed, the replicate, the subject, the stream and the place")
  func address() {
    let base = Set(Self.words())
    let others = [
      Self.words(seed: 8), Self.words(SubjectKey(replicate: 4, subject: 2)),
      Self.words(SubjectKey(replicate: 3, subject: 3)),
      Self.words(SubjectKey(replicate: 2, subject: 3)), Self.words(Self.here, 6),
      Self.words(place: 12),
    ]
    for words in others { #expect(base.isDisjoint(with: words)) }
  }

  @Test("no draw at another place, however many words that one takes")
  func rejection() {
    let random = RandomSource(seed: 7)
    random.rewind(Self.here, Stream(rawValue: 5), place: 10)
    for _ in 0..<100_000 { _ = random.word() }
    #expect(Set(Self.words()).isDisjoint(with: [random.word(), random.word()]))
  }
}
