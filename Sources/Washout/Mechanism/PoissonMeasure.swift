internal import WashoutNumerics

/// A Poisson random measure on time x height, cut into slabs of height [0, u), [u, 2u), [2u, 4u), ...
///
/// A hazard reads it: a point fires when its height lies below the hazard at its time. So raising a
/// hazard only ever adds events, and slabs above a hazard's bound are never drawn. Heights are in
/// events per time unit; points are drawn in order of time, two words each: the gap to the next point
/// (exponential), then the height within the slab (uniform). Source: Lewis and Shedler (1979), on a
/// fixed measure instead of a scenario's own bound.
struct SlabbedMeasure: Sendable {
  /// Height of the first slab, events per time unit.
  let firstHeight: Double
  /// Days in the hazard's time unit.
  let daysPerUnit: Double

  /// Flares, whose slabs are [0, 1), [1, 2), [2, 4) and so on per year.
  static let flares = SlabbedMeasure(firstHeight: 1, daysPerUnit: 365.25)
  /// Clearing of items, whose slabs are [0, 2^-5), [2^-5, 2^-4) and so on per week.
  static let clearing = SlabbedMeasure(firstHeight: 0x1p-5, daysPerUnit: 7)

  /// Where a slab begins.
  @inline(__always) func lower(_ slab: Int) -> Double {
    slab == 0 ? 0 : firstHeight * Double(sign: .plus, exponent: slab - 1, significand: 1)
  }

  /// A slab from its first point.
  @inline(__always) func points(
    ofSlab slab: Int, from start: Double
  ) -> SlabPoints {
    let lower = lower(slab)
    let height = slab == 0 ? firstHeight : lower
    return SlabPoints(day: start, lower: lower, height: height, meanGap: daysPerUnit / height)
  }
}

/// The points of one slab in order of time; the generator stands at the slab's next point.
struct SlabPoints {
  /// Day of the current point.
  private(set) var day: Double
  /// Height of the current point.
  private(set) var mark = 0.0
  private let lower: Double
  private let height: Double
  private let meanGap: Double

  init(day: Double, lower: Double, height: Double, meanGap: Double) {
    self.day = day
    self.lower = lower
    self.height = height
    self.meanGap = meanGap
  }

  /// Moves to the next point.
  @inline(__always) mutating func advance(_ random: borrowing RandomSource) {
    day += random.exponential(mean: meanGap)
    mark = lower + height * random.uniform()
  }
}
