import Testing
import Washout
import WashoutNumerics

/// The first words at seed 7381465, replicate 0, subject 0, place 0, as numpy's Philox gives them.
///
/// Script: Tests/Reference/streams.py. A stream's number is permanent.
@Suite("The first word of every stream stays what it was")
struct StreamStabilityTests {
  static let frozen: [(stream: UInt64, word: UInt64)] = [
    (0x1, 0xfbffa706ffdca6ad),
    (0x2, 0x78fb68d80eb86e35),
    (0x3, 0x462bea314ea9ccf1),
    (0x4, 0x8fcb49df71c850),
    (0xa, 0x46d7ad0e90a8425e),
    (0x14, 0xffb684273a46b4fb),
    (0x1e, 0xaaefd58878d7afe7),
    (0x28, 0xf62206408356395b),
    (0x29, 0x1039ebbe16773468),
    (0x32, 0xbc50c183c191ed3e),
    (0x1f4, 0x1e616e5983fdf65a),
    (0x258, 0xdecf9162eae3a3e1),
    (0x259, 0x3600bd2051839538),
    (0x25a, 0x36ec21588fb35853),
    (0x1000, 0x84417df246bb7161),
    (0x1001, 0xe11ea436be2b6469),
    (0x1100, 0x93605da804eca06),
    (0x1101, 0xa592e1bed75eeb44),
    (0x10100, 0xf2f39eae3291a00e),
    (0x10101, 0x40bafa9c3536fdd0),
    (0x10140, 0x4ac09c4f1616b112),
    (0x10900, 0xd5348233509ca513),
    (0x11640, 0xeefca48171ce4d0a),
    (0x11841, 0x2ca4ed65dde2dfad),
    (0xaf4bd6dfa802bb61, 0x93e13776b9d302c7),
    (0xbbe7f4cdae37cb44, 0x5e6f06baddeff487),
    (0x9f2e084bae9de9ce, 0xe0bcd6cb8aafc94a),
    (0xb4e26520261de532, 0xfc5cf58431bc00f1),
    (0x8ff53e69017b026c, 0xed0e6c40e2a11690),
    (0xb1df48d6a6d3d58c, 0xd340f75ece2d25c2),
    (0xe4327ddfcf81394d, 0x92cd25f56c664ca1),
    (0xf1644a01dfbc4c1e, 0xda8051d714f499d2),
    (0xbddf91383fbcfece, 0x65afce1020d53584),
    (0xb94d92964439fb7c, 0x33fc1e3e17768c0),
  ]

  /// The last ten rows, in their order.
  static let names = [
    "covariate:age_years", "covariate:weight_kg", "covariate:crp_mg_per_l",
    "severity:proteinuria", "screening-noise:esr_mm_per_h",
    "visit-noise:crp_mg_per_l", "score:pain", "score-screening:pain", "score-flare:pain",
    "prior:drug.effect.driven",
  ]

  @Test("named streams have the numbers of their names")
  func named() {
    let numbers = Self.names.map { Stream(named: $0).rawValue }
    #expect(Self.frozen.suffix(Self.names.count).map(\.stream) == numbers)
    #expect(Set(Self.frozen.map(\.stream)).count == Self.frozen.count)
  }

  @Test("numbered and named", arguments: frozen)
  func numbered(_ row: (stream: UInt64, word: UInt64)) {
    let random = RandomSource(seed: 7_381_465)
    let key = SubjectKey(replicate: 0, subject: 0)
    random.rewind(key, Stream(rawValue: row.stream))
    #expect(random.word() == row.word)
    random.rewind(key, Stream(rawValue: row.stream), place: 1)
    #expect(random.word() != row.word)
  }
}
