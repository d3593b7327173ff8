/// The weeks that the trial names, as far as they can be read.
struct Schedule {
  let doseWeeks: [Int]?
  let fromWeek: Int?
  let toWeek: Int?
  /// The last week whose visit recurrence can be compared with: where observation off drug begins, unless that
  /// contradicts the doses or the end, which is told of them alone.
  let lastReference: Int?
  /// Weeks of the planned visits; nil when none are planned or they cannot be read.
  let visitWeeks: [Int]?
  /// True for `visits: none`.
  let seesEventItself: Bool

  init(_ root: Checked) {
    let trial = root["trial"]
    fromWeek = trial["observation_off_drug"]["from_week"].integer
    toWeek = trial["observation_off_drug"]["to_week"].integer
    doseWeeks = Schedule.doses(trial["dosing"]["weeks"])
    let isSound = (doseWeeks?.last ?? Int.min) < (fromWeek ?? 0) || !root["statistical"].isMissing
    let hasLength = (fromWeek ?? Int.min) < (toWeek ?? Int.max)
    lastReference = isSound && hasLength ? fromWeek : nil
    let visits = trial["visits"]
    seesEventItself = visits.text == "none"
    if visits["weeks"].isPresent {
      let weeks = visits["weeks"].list.compactMap(\.integer)
      visitWeeks = weeks.count == visits["weeks"].list.count ? weeks : nil
    } else if let every = visits["every_weeks"].integer, let toWeek, hasLength {
      let first = root["statistical"].isMissing ? 0 : every
      visitWeeks = Array(stride(from: first, through: toWeek, by: every))
    } else {
      visitWeeks = nil
    }
  }

  private static func doses(_ weeks: Checked) -> [Int]? {
    if let every = weeks["every"].integer, let until = weeks["until"].integer {
      return Array(stride(from: 0, through: until, by: every))
    }
    guard !weeks.list.isEmpty else { return nil }
    let planned = weeks.list.compactMap(\.integer)
    return planned.count == weeks.list.count ? planned : nil
  }
}
