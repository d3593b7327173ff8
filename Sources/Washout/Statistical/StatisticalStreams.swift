package import WashoutNumerics

/// The streams of the statistical mode and of accrual.
///
/// | number | stream | what is drawn | keyed by |
/// |---|---|---|---|
/// | 500 | `accrual` | time since the enrolment before | subject |
/// | 600 | `cure` | whether a subject never recurs | subject |
/// | 601 | `timeToRecurrence` | weeks from withdrawal to recurrence | subject |
/// | 602 | `statisticalLoss` | days from withdrawal to loss | subject |
///
/// Numbers are permanent; the statistical mode owns 600 to 699. Every draw is at place 0.
extension Stream {
  /// Time since the enrolment before.
  package static let accrual = Stream(rawValue: 500)
  /// Whether a subject never recurs.
  package static let cure = Stream(rawValue: 600)
  /// Time from withdrawal to recurrence.
  package static let timeToRecurrence = Stream(rawValue: 601)
  /// Time from withdrawal to loss in statistical mode.
  package static let statisticalLoss = Stream(rawValue: 602)
}
