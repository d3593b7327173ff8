/// A Poisson random measure on time x height, cut into slabs of height [0, u), [u, 2u), [2u, 4u), ...
///
/// A hazard reads it: a point fires when its height lies below the hazard at its time. So raising a
/// hazard only ever adds events, and slabs above a hazard's bound are never drawn. Heights are in
/// events per time unit; points are drawn in order of time, two words each: the gap to the next point
/// (exponential), then the height within the slab (uniform). Source: Lewis and Shedler (1979), on a
/// fixed measure instead of a scenario's own bound.
struct SlabbedMeasure: Sendable {
  /// Slabs up to 2^62 times the first height, which no hazard reaches.
  let slabs: [Slab]
  let start: Double
  let horizon: Double

  /// Slabs of which the first is `firstHeight` high, per `daysPerUnit` days, from `start` to `horizon`.
  init(firstHeight: Double, daysPerUnit: Double, from start: Double, to horizon: Double) {
    self.start = start
    self.horizon = horizon
    slabs = (0..<64).map { number in
      let lower =
        number == 0 ? 0 : firstHeight * Double(sign: .plus, exponent: number - 1, significand: 1)
      let height = number == 0 ? firstHeight : lower
      return Slab(
        lower: lower, height: height, meanGap: daysPerUnit / height, days: horizon - start)
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
}
