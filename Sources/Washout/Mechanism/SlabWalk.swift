internal import Glibc
internal import WashoutNumerics

/// One slab.
struct Slab: Sendable {
  /// Where it begins.
  let lower: Double
  let height: Double
  /// Days between points.
  let meanGap: Double
  /// A first word above twice this puts the first point behind the horizon, rounding included.
  private let lastGap: UInt64
  /// P(the first two gaps end behind the horizon) as the product of what their words leave of 2^64: one below
  /// twice this puts the second point there.
  private let leastProduct: UInt64

  /// A slab of a measure that lasts a number of days.
  init(lower: Double, height: Double, meanGap: Double, days: Double) {
    self.lower = lower
    self.height = height
    self.meanGap = meanGap
    lastGap = Self.halfWord(-expm1(-days / meanGap) + 1e-12)
    leastProduct = Self.halfWord(exp(-days / meanGap) - 1e-12)
  }

  /// Half the word of a share, to 12 digits.
  private static func halfWord(_ share: Double) -> UInt64 {
    share >= 1 ? .max >> 1 : UInt64(max(share, 0) * 0x1p63)
  }

  /// No point lies below a bound whose second word is above twice this.
  func low(below bound: Double) -> UInt64 { Self.halfWord((bound - lower) / height + 1e-12) }

  /// Whether a point below a bound may come before the horizon, seen from words alone: the first is low enough,
  /// or the second comes in time; most slabs of a short course hold none.
  ///
  /// 1 if it may, 0 if not. Nobody can foresee the answers: one branch on the signs of all of them costs less than
  /// one on each.
  @inline(__always) func mayHold(_ first: SlabWords, low: UInt64) -> UInt64 {
    mayHold(first, isHigh: low &- first.words.1 >> 1)
  }

  /// The same where nobody knows the bound before.
  @inline(__always) func mayHold(_ first: SlabWords, below bound: Double) -> Bool {
    mayHold(first, isHigh: mark(first.words.1) < bound ? 0 : .max) != 0
  }

  @inline(__always) private func mayHold(_ first: SlabWords, isHigh: UInt64) -> UInt64 {
    let words = first.words
    let product = (~words.0).multipliedFullWidth(by: ~words.2).high
    let isLate = lastGap &- words.0 >> 1
    let isFollowedLate = product >> 1 &- leastProduct
    return ~(isLate | isHigh & isFollowedLate) >> 63
  }
}

/// The words of the first two points of a slab, a block of the generator: gap and height of each.
struct SlabWords {
  let words: (UInt64, UInt64, UInt64, UInt64)
}

/// A point of a slab.
struct SlabPoint {
  /// When.
  let day: Double
  /// Its height, events per time unit.
  let mark: Double
  /// Its number among all points of the slab, from 0.
  let number: Int
}

extension SlabbedMeasure {
  /// Visits the points of a slab that lie below a hazard's bound and come by a day, in order of time, until one
  /// is the last that is asked for.
  ///
  /// A point above the bound cannot fire: the logarithm of the gap before it is taken only where the day of a
  /// later point is needed.
  @inline(__always) func visit(
    _ slab: Slab, _ first: SlabWords, _ stream: Stream, _ key: SubjectKey,
    _ random: borrowing RandomSource, below bound: Double, by latest: Double,
    _ isLast: (SlabPoint) -> Bool
  ) {
    let gaps = (RandomSource.uniform(of: first.words.0), RandomSource.uniform(of: first.words.2))
    let marks = (slab.mark(first.words.1), slab.mark(first.words.3))
    var day = start
    // Uniforms of gaps behind `day` that have not been added to it; 0 where there is none.
    var open = (0.0, 0.0)
    if marks.0 < bound {
      day -= slab.meanGap * log1p(-gaps.0)
      if day > latest || isLast(SlabPoint(day: day, mark: marks.0, number: 0)) { return }
    } else {
      open.0 = gaps.0
    }
    guard slab.isSoon(open, gaps.1, within: latest - day) else { return }
    if marks.1 < bound {
      if open.0 > 0 { day -= slab.meanGap * log1p(-open.0) }
      day -= slab.meanGap * log1p(-gaps.1)
      open.0 = 0
      if day > latest || isLast(SlabPoint(day: day, mark: marks.1, number: 1)) { return }
    } else {
      open.1 = gaps.1
    }
    random.rewind(key, stream, place: 0, block: 1)
    var point = 2
    while true {
      let gap = random.uniform()
      guard slab.isSoon(open, gap, within: latest - day) else { return }
      let mark = slab.mark(random.word())
      if open.0 > 0 { day -= slab.meanGap * log1p(-open.0) }
      if open.1 > 0 { day -= slab.meanGap * log1p(-open.1) }
      open = (0, gap)
      if mark < bound {
        day -= slab.meanGap * log1p(-gap)
        open.1 = 0
        if day > latest || isLast(SlabPoint(day: day, mark: mark, number: point)) { return }
      }
      point += 1
    }
  }
}

extension Slab {
  /// The height of a point by its word.
  @inline(__always) fileprivate func mark(_ word: UInt64) -> Double {
    lower + height * RandomSource.uniform(of: word)
  }

  /// Mean gaps before the next point, at least: -log(1 - u) = u + u^2 / 2 + u^3 / 3 + ...
  @inline(__always) fileprivate static func leastGaps(_ u: Double) -> Double {
    u * (1 + u * (0.5 + u * (1.0 / 3 + u * 0.25)))
  }

  /// A number of days with more than rounding can add.
  @inline(__always) fileprivate static func surely(_ days: Double) -> Double {
    days * (1 + 1e-9) + 1e-9
  }

  /// Whether a gap that follows others may end within a number of days.
  @inline(__always) fileprivate func isSoon(
    _ open: (Double, Double), _ gap: Double, within days: Double
  ) -> Bool {
    let gaps = Self.leastGaps(open.0) + Self.leastGaps(open.1) + Self.leastGaps(gap)
    return gaps * meanGap <= Self.surely(days)
  }
}
