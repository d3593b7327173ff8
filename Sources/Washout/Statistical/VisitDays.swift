/// When a recurrence can be seen in statistical mode: at visits, or at once where none are planned.
package struct VisitDays: Sendable {
  /// Days of the visits, increasing.
  private let days: [Double]
  /// Without visits the recurrence itself is seen.
  private let seesEverything: Bool

  /// Visits of weeks after withdrawal, or none.
  package init(weeks: [Int]?) {
    days = (weeks ?? []).filter { $0 > 0 }.map { 7 * Double($0) }
    seesEverything = weeks == nil
  }

  /// The day on which a recurrence at `day` is seen; infinite after the last visit.
  package func seen(_ day: Double) -> Double {
    if seesEverything { return day }
    for visit in days where visit >= day { return visit }
    return .infinity
  }

  /// The last contact of a person who leaves at `day`: the last visit, 0 without one.
  package func lastContact(before day: Double) -> Double {
    if seesEverything { return day }
    var last = 0.0
    for visit in days {
      if visit > day { break }
      last = visit
    }
    return last
  }
}
