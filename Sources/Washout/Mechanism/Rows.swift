internal import WashoutNumerics

/// An item as the subject loop reads it.
struct ItemRow: Sendable {
  /// Share of the pool.
  var present = 0.0
  /// P(a flare switches it on).
  var inFlare = 0.0
  /// Clearing per week off drug, and what full effect adds in driven and in other people.
  var clears = 0.0
  var driven = 0.0
  var other = 0.0
  /// P(not recorded | active) and P(recorded | absent); 0 where assessors do not err.
  var missed = 0.0
  var scoredAbsent = 0.0
}

/// A value between people as the subject loop reads it.
struct PersonalRow: Sendable {
  var logMedian: Double
  var sdLog: Double
  var scalings: Range<Int>
}

/// One covariate power: (value of `variable` / at)^power.
struct ScalingRow: Sendable {
  var variable: Int
  var logAt: Double
  var power: Double
}

/// A screened property: how it is drawn, and whether a rule reads it.
struct CovariateRow: Sendable {
  var sampler: Sampler
  var stream: Stream
  /// Read by a rule, so keyed by candidate; otherwise by subject alone.
  var isScreened: Bool
}

/// A marker that follows the items (ESR, CRP).
struct MarkerRow: Sendable {
  var logMedian: Double
  var logPerPoint: Double
  var atScore: Double
  var logIf: Range<Int>
  /// SD of ln level between people and between visits.
  var between: Double
  var within: Double
  /// The marker that its normals are correlated with, or -1.
  var partner: Int
  var correlation: Double
  /// Of its own normal: the square root of 1 - correlation^2.
  var own: Double
  var loweredBy: Double
  /// Rate of a change, 1/day.
  var lag: Double
  var reportedFrom: Double
  /// A logarithm above this is reported as it is, rounding included.
  var logReportedFrom: Double
  /// At screening: the normal between people, then that of the noise.
  var personStream: Stream
  var visitStream: Stream

  /// The marker's normal, from its own before correlation and its partner's of the same place.
  @inline(__always) func correlated(_ own: Double, with other: Double) -> Double {
    correlation * other + self.own * own
  }
}

/// ln level added while any item of a mask counts.
struct LogIfRow: Sendable {
  var mask: UInt64
  var log: Double

  /// What it adds when some items count; no branch, since nobody can foresee which.
  @inline(__always) func log(_ active: UInt64) -> Double {
    Double(bitPattern: log.bitPattern & (active & mask != 0 ? .max : 0))
  }
}

/// A numeric score with a course of its own (pain).
struct ScoreRow: Sendable {
  var quiet: Sampler
  var inFlare: Sampler
  var inFlareAtScreening: Double
  var returns: Double
  var driven: Double
  var other: Double
  var visitSD: Double
  var visitSDLog: Double
  var lowest: Double
  var highest: Double
  var isSymptom: Bool
  var quietStream: Stream
  var levelStream: Stream
  var screeningLevelStream: Stream
  var screeningStream: Stream
  var visitStream: Stream
}

/// A hazard ratio and the condition at screening under which it holds.
struct HazardRow: Sendable {
  var times: Double
  /// Any of these items active, when `covariate` is -1.
  var mask: UInt64
  /// A covariate drawn as a share, or -1.
  var covariate: Int
  /// The value of the covariate for which the condition holds.
  var when: Double
}
