internal import Foundation

/// A day of a simulated trial as a date.
///
/// There are no real dates: the first patient's first dose is on 1 January 1960, which no trial of today can be
/// taken for and which is day 0 of SAS, so that a SAS date is the number of days since then.
package struct FictitiousDate: Sendable, Equatable {
  /// Days from the first patient's first dose.
  package var day: Int

  /// The date of a day.
  package init(day: Int) { self.day = day }

  /// The day as ISO 8601 writes it, such as `1960-03-25`.
  package var text: String {
    Self.start.addingTimeInterval(Double(day) * 86_400).formatted(
      .iso8601.year().month().day().dateSeparator(.dash))
  }

  /// Stands where a file must say when it was made: files of equal trials are equal bytes.
  package static let creation = "1960-01-01T00:00:00"

  private static let start = Date(timeIntervalSince1970: -315_619_200)
}

/// A day of one patient, from his first dose, as CDISC counts it.
struct StudyDay {
  /// Whole days from the first dose.
  let whole: Int

  /// The day on which a moment lies.
  init(_ moment: Double) { whole = Int(moment.rounded(.down)) }

  /// Its number: the first dose is on day 1, and there is no day 0.
  var number: Int { whole >= 0 ? whole + 1 : whole }

  /// Its date, for a patient whose first dose is so many days after the first patient's.
  func date(enrolledOn enrolmentDay: Double) -> FictitiousDate {
    FictitiousDate(day: StudyDay(enrolmentDay).whole + whole)
  }
}
