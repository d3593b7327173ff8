public import CWashoutGSL
public import CWashoutRandom

/// Where one subject's draw is found: who it belongs to.
public struct SubjectKey: Hashable, Sendable {
  /// The simulated trial, from 0.
  public var replicate: UInt64
  /// The place in the trial, from 0 in order of enrolment.
  public var subject: UInt64

  /// The subject at a place of a replicate.
  @inlinable public init(replicate: UInt64, subject: UInt64) {
    self.replicate = replicate
    self.subject = subject
  }
}

/// Philox4x64-10 counter-based random numbers, registered with GSL.
///
/// A draw is a function of (seed, replicate, subject, stream, place) and of nothing else: no history,
/// no thread, no order of work. Key = (seed, 0); counter = (place << 32 | block; replicate; subject;
/// stream). Source: Salmon and others (2011), doi 10.1145/2063384.2063405.
///
/// One owner, freed once; a copy, which would repeat a stream, does not compile.
public struct RandomSource: ~Copyable {
  /// The generator for GSL's samplers.
  public let generator: UnsafeMutablePointer<gsl_rng>
  /// Its state, for the inlined draws.
  public let state: UnsafeMutablePointer<washout_random_state>

  /// A generator keyed by a seed, at the first word of stream 0.
  public init(seed: UInt64) {
    ErrorHandler.switchOff()
    washout_random_prepare_normal()
    guard let generator = gsl_rng_alloc(washout_random_philox()) else {
      AllocationFailure.end("the state of one random generator")
    }
    self.generator = generator
    state = washout_random_state_of(generator)
    gsl_rng_set(generator, UInt(seed))
  }

  deinit { gsl_rng_free(generator) }

  /// Blocks of four words computed so far.
  public var blocks: UInt64 { state.pointee.blocks }

  /// Points at the first word of a place in a subject's stream.
  @inlinable public func rewind(_ key: SubjectKey, _ stream: Stream, place: UInt64 = 0) {
    washout_random_rewind(state, place, key.replicate, key.subject, stream.rawValue)
  }

  /// Points at the first word of a block of four words of a place.
  @inlinable public func rewind(
    _ key: SubjectKey, _ stream: Stream, place: UInt64, block: UInt64
  ) {
    washout_random_rewind_block(
      state, place, block, key.replicate, key.subject, stream.rawValue)
  }

  /// The word of a number in a place, from 0; the generator stands behind it.
  @inlinable public func word(
    _ number: Int, of key: SubjectKey, _ stream: Stream, place: UInt64
  ) -> UInt64 {
    rewind(key, stream, place: place, block: UInt64(truncatingIfNeeded: number >> 2))
    for _ in 0..<number & 3 { _ = word() }
    return word()
  }

  /// The first `count` words of a place (at most 16), as reading them one by one would give them.
  ///
  /// Valid until the next call; where the generator stands does not change.
  @inlinable public func firstWords(
    _ count: Int, of key: SubjectKey, _ stream: Stream, place: UInt64 = 0
  ) -> UnsafePointer<UInt64> {
    precondition(count <= Int(WASHOUT_RANDOM_MOST_WORDS))
    return washout_random_first_words(
      state, place, key.replicate, key.subject, stream.rawValue, Int32(truncatingIfNeeded: count))
  }

  /// The four words of a block of a place; valid until the next call of this or of `firstWords`.
  ///
  /// Where the generator stands does not change.
  @inlinable public func words(
    ofBlock number: Int, of key: SubjectKey, _ stream: Stream, place: UInt64
  ) -> UnsafePointer<UInt64> {
    washout_random_block_words(
      state, place, UInt64(truncatingIfNeeded: number), key.replicate, key.subject,
      stream.rawValue)
  }

  /// The first block of place 0 of each of `count` streams of consecutive numbers: four words each, into
  /// `words` from block number `place` on.
  ///
  /// Blocks that do not wait for each other take half as long. Where the generator stands does not change.
  @inlinable public func firstBlocks(
    _ count: Int, of key: SubjectKey, from first: Stream, into words: inout MutableSpan<UInt64>,
    at place: Int
  ) {
    precondition(count >= 0 && place >= 0 && place <= words.count / 4 - count)
    words.withUnsafeMutableBufferPointer {
      guard let start = $0.baseAddress else { return }
      washout_random_first_blocks(
        state, key.replicate, key.subject, first.rawValue, Int32(truncatingIfNeeded: count),
        start + 4 * place)
    }
  }

  /// The first words of two streams, as rewinding to each and reading one would give them.
  ///
  /// Where the generator stands does not change.
  @inlinable public func firstWords(
    of key: SubjectKey, _ first: Stream, _ second: Stream
  ) -> (UInt64, UInt64) {
    let pair = washout_random_first_of_two(
      state, key.replicate, key.subject, first.rawValue, second.rawValue)
    return (pair.first, pair.second)
  }

  /// Discards what is left of the current block of four words.
  @inlinable public func nextBlock() { washout_random_next_block(state) }

  /// 64 random bits.
  @inlinable public func word() -> UInt64 { washout_random_word(state) }

  /// The uniform of a word that was looked at.
  @inlinable public static func uniform(of word: UInt64) -> Double {
    Double(word >> 11) * 0x1p-53
  }

  /// A uniform of 53 bits, 0 <= u < 1, from one word.
  @inlinable public func uniform() -> Double { washout_random_uniform(state) }

  /// A uniform of 53 bits, 0 < u < 1, from one word (from the next one if that is 0).
  @inlinable public func uniformPositive() -> Double { washout_random_uniform_positive(state) }

  /// A standard normal by GSL's ziggurat, which takes 24 bits, a layer and a sign from each word.
  @inlinable public func normal() -> Double { washout_random_normal(generator) }

  /// The first two standard normals of a place, as rewinding to it and drawing both gives them.
  ///
  /// Where the generator stands then is not said: rewind before drawing on.
  @inlinable public func twoNormals(
    _ key: SubjectKey, _ stream: Stream, place: UInt64
  ) -> (Double, Double) {
    let two = washout_random_two_normals(
      generator, place, key.replicate, key.subject, stream.rawValue)
    return (two.first, two.second)
  }

  /// An exponential from one word.
  @inlinable public func exponential(mean: Double) -> Double {
    washout_random_exponential(state, mean)
  }

  /// True with probability `share`, from one word.
  @inlinable public func bernoulli(_ share: Double) -> Bool { uniform() < share }
}

/// GSL's error handler, which would abort the process, is off; return codes are read instead.
public enum ErrorHandler {
  private static let off: Void = { _ = gsl_set_error_handler_off() }()

  /// Switches the handler off, once for the process.
  public static func switchOff() { off }
}
