internal import Glibc

/// A Poisson random measure on time x height, cut into slabs of height [0, u), [u, 2u), [2u, 4u), ...
///
/// A hazard reads it: a point fires when its height lies below the hazard at its time. So raising a
/// hazard only ever adds events, and slabs above a hazard's bound are never drawn. Heights are in
/// events per time unit; points are drawn in order of time, two words each: the gap to the next point
/// (exponential), then the height within the slab (uniform). Source: Lewis and Shedler (1979), on a
/// fixed measure instead of a scenario's own bound.
struct SlabbedMeasure: Sendable {
  /// Slabs up to 2^62 times the first height, which no hazard reaches.
  private let slabs: [Slab]
  private let start: Double
  private let horizon: Double

  /// Slabs of which the first is `firstHeight` high, per `daysPerUnit` days, from `start` to `horizon`.
  init(firstHeight: Double, daysPerUnit: Double, from start: Double, to horizon: Double) {
    self.start = start
    self.horizon = horizon
    slabs = (0..<64).map { number in
      let lower =
        number == 0 ? 0 : firstHeight * Double(sign: .plus, exponent: number - 1, significand: 1)
      let height = number == 0 ? firstHeight : lower
      let meanGap = daysPerUnit / height
      return Slab(
        lower: lower, height: height, meanGap: meanGap,
        emptyAbove: -expm1(-(horizon - start) / meanGap) + 1e-12)
    }
  }

  /// Flares: slabs [0, 1), [1, 2), [2, 4) and so on per year.
  static func flares(from start: Double, to horizon: Double) -> SlabbedMeasure {
    SlabbedMeasure(firstHeight: 1, daysPerUnit: 365.25, from: start, to: horizon)
  }

  /// Clearing of items: slabs [0, 2^-5), [2^-5, 2^-4) and so on per week.
  static func clearing(from start: Double, to horizon: Double) -> SlabbedMeasure {
    SlabbedMeasure(firstHeight: 0x1p-5, daysPerUnit: 7, from: start, to: horizon)
  }

  /// Whether a slab holds points below a bound.
  @inline(__always) func reaches(_ slab: Int, below bound: Double) -> Bool {
    slab < slabs.count && slabs[slab].lower < bound
  }

  /// Slabs that hold points below a bound.
  func slabs(below bound: Double) -> Int {
    var count = 0
    while reaches(count, below: bound) { count += 1 }
    return count
  }

  /// The first point of a slab by the uniforms of its stream; nil if none comes by a day, or by the horizon.
  @inline(__always) func firstPoint(
    ofSlab slab: Int, by latest: Double, _ uniform: () -> Double
  ) -> SlabPoint? {
    let row = slabs.span[slab]
    let u = uniform()
    // Most slabs of a short course are empty: seen from the uniform, without its logarithm.
    guard u <= row.emptyAbove, isSoon(u, row, after: start, by: latest) else { return nil }
    let day = start - row.meanGap * log1p(-u)
    guard day <= horizon else { return nil }
    return SlabPoint(slab: row, day: day, mark: row.lower + row.height * uniform())
  }

  /// Moves to the next point of the slab; false where none comes by a day, or by the horizon.
  @inline(__always) func advance(
    _ point: inout SlabPoint, by latest: Double, _ uniform: () -> Double
  ) -> Bool {
    let u = uniform()
    guard isSoon(u, point.slab, after: point.day, by: latest) else { return false }
    point.day -= point.slab.meanGap * log1p(-u)
    guard point.day <= horizon else { return false }
    point.mark = point.slab.lower + point.slab.height * uniform()
    return true
  }

  /// Whether the gap of a uniform may end by a day: -log(1 - u) is at least u + u^2 / 2 + u^3 / 3, so that one
  /// which is too long is mostly seen without the logarithm.
  @inline(__always) private func isSoon(
    _ u: Double, _ slab: Slab, after day: Double, by latest: Double
  ) -> Bool {
    let gaps = u * (1 + u * (0.5 + u * (1.0 / 3)))
    return gaps * slab.meanGap <= (min(latest, horizon) - day) * (1 + 1e-9) + 1e-9
  }
}

/// One slab.
struct Slab: Sendable {
  /// Where it begins.
  var lower: Double
  var height: Double
  /// Days between points.
  var meanGap: Double
  /// A first uniform above this puts the first point beyond the horizon, rounding included.
  var emptyAbove: Double
}

/// A point of a slab.
struct SlabPoint {
  fileprivate let slab: Slab
  /// When.
  fileprivate(set) var day: Double
  /// Its height, events per time unit.
  fileprivate(set) var mark: Double
}
