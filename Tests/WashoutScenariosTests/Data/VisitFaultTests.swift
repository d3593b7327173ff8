import Testing
import Washout
import WashoutScenarios

/// Visits of the small scenario: planned every four weeks to week 24, each within three days.
@Suite("A file of visits")
struct VisitFaultTests {
  private static let good = """
    id,week,day,visit,flare,dose_mg,joint,skin,low_count,points,ended
    a,0,0,,,200,1,0,1,5,
    a,4,29,,,200,0,0,1,1,
    a,12,84,,,,0,0,0,0,
    a,,97.5,unscheduled,1,,1,1,0,6,recurrence
    b,0,0,,,200,1,0,0,4,
    b,4,28,,,0,1,0,0,4,lost

    """

  private func read(_ text: String) throws -> VisitsFile {
    try VisitsFile(text: text, file: "v.csv", for: SmallScenario.parse().scenario)
  }

  /// The first line of each fault of a text; empty for none.
  private func faults(_ text: String) throws -> [String] {
    let scenario = try SmallScenario.parse().scenario
    do {
      _ = try VisitsFile(text: text, file: "v.csv", for: scenario)
      return []
    } catch {
      return error.diagnostics.map { "\($0.line):\($0.column) \($0.message)" }
    }
  }

  private func edited(_ old: String, _ new: String) -> String {
    Self.good.replacing(old, with: new)
  }

  @Test("is read row by row: days, plan, items, doses and ends")
  func good() throws {
    let trial = try read(Self.good).trial
    #expect(trial.hasItems && trial.hasFlares && !trial.hasStops)
    #expect(trial.patients.map(\.id) == ["a", "b"])
    let first = trial.patients[0]
    #expect(first.visits.map(\.nominalDay) == [0, 28, 84, 97.5])
    #expect(first.visits.map(\.day) == [0, 29, 84, 97.5])
    #expect(first.visits.map(\.kind) == [.scheduled, .scheduled, .scheduled, .unscheduled])
    #expect(first.visits[3].items == ["joint", "skin"])
    #expect(first.visits[3].isForFlare)
    #expect(first.doseDays == [0, 29])
    #expect(first.end == ObservedEnd(reason: .recurrence, day: 97.5))
    #expect(trial.patients[1].end == ObservedEnd(reason: .lost, day: 28))
  }

  @Test(
    "is the same with a byte order mark, other line ends, quotes, empty lines and spaces",
    arguments: [
      ("\n", "\r\n"), ("\n", "\n\n"), ("\n", "\n,,,,,,,,,,\n"), ("a,", " \"a\" , "), ("\n", ",,\n"),
    ])
  func tolerated(old: String, new: String) throws {
    #expect(try read(edited(old, new)).trial == (try read(Self.good).trial))
    #expect(try read("ID" + Self.good.dropFirst(2)).trial == (try read(Self.good).trial))
  }

  @Test("counts dates from that of week 0")
  func dates() throws {
    let text = """
      id,week,date,points
      a,0,2026-02-27,5
      a,4,2026-03-28,4
      a,,2026-04-05,4

      """
    let visits = try read(text).trial.patients[0].visits
    #expect(visits.map(\.day) == [0, 29, 37])
    #expect(visits.map(\.nominalDay) == [0, 28, 37])
    #expect(visits[1].scores == ["points": 4])
  }

  @Test("takes a visit in a window for the planned one unless that has one of its own")
  func windows() throws {
    let text = """
      id,week,day,visit,points
      a,,0,,5
      a,,26,unscheduled,4
      a,,53,unscheduled,4
      a,8,56,,4
      a,,59.5,unscheduled,4
      a,,80,,4

      """
    let visits = try read(text).trial.patients[0].visits
    #expect(visits.map(\.nominalDay) == [0, 28, 53, 56, 59.5, 80])
    #expect(
      visits.map(\.kind)
        == [.scheduled, .scheduled, .unscheduled, .scheduled, .unscheduled, .unscheduled])
  }

  @Test("tells of a visit outside its window, and counts it")
  func outside() throws {
    let file = try read(edited("a,4,29,", "a,4,33,"))
    #expect(file.warnings.map(\.line) == [3])
    #expect(file.trial.patients[0].visits[1].nominalDay == 28)
    #expect(try read(Self.good).warnings == [])
  }

  @Test("leaves rows before day 0 aside")
  func screening() throws {
    let text = edited("a,0,0,,,200,", "a,-2,-14,,,,1,0,1,5,\na,0,0,,,200,")
    #expect(try read(text).trial == (try read(Self.good).trial))
  }

  static let faulty: [(String, String, String)] = [
    ("1,0,1,5,", "1,2,1,5,", "2:15 skin is `2`; write 0 or 1"),
    ("1,0,1,5,", "1,,1,5,", "2:15 skin is empty; write 0 or 1"),
    ("1,0,1,5,", "1,0,1,6,", "2:19 points is 6, but its items sum to 5; correct one of them"),
    ("1,0,1,5,", "1,0,1,8,", "2:19 points is 8, a whole number from 0 to 7 belongs here"),
    ("a,4,29,", "a,four,29,", "3:3 week is `four`; a whole number from -520 to 5200 belongs here"),
    ("a,4,29,", "a,4,\"29,5\",", "3:5 day is `29,5`; write 29.5, with a point"),
    (
      "a,4,29,", "a,5,36,",
      "3:1 week 5 is not on the plan (0, 4, 8, 12, 16, 20, 24); of an "
        + "unscheduled visit leave week empty and write its day"
    ),
    (
      "a,4,29,", "a,0,29,",
      "3:1 week 0 of a stands on line 2 already; keep one, or leave week empty "
        + "and write the day of an unscheduled visit"
    ),
    (
      "a,12,84,", "a,12,20,",
      "4:1 day 20 of a follows day 29; put the rows of a patient in order of "
        + "time"
    ),
    (
      "a,0,0,,,200,", "a,8,57,,,200,",
      "2:1 a has no visit at week 0, the baseline; add it, or leave "
        + "the patient out"
    ),
    (
      "b,0,0,,,200,", "b,0,0,,,0,",
      "6:1 b has no dose at week 0; day 0 is the first dose, so write "
        + "it, or leave out who was never dosed"
    ),
    (
      "0,0,1,1,\n", "0,0,1,1,withdrew\n",
      "4:1 a ended on line 3 (withdrew), so nothing can follow; "
        + "correct `ended` there or leave this row out"
    ),
    ("lost", "lots", "7:20 ended is `lots`; did you mean `lost`?"),
    ("unscheduled", "unsheduled", "5:9 visit is `unsheduled`; did you mean `unscheduled`?"),
    ("low_count", "low_cuont", "1:44 unknown column `low_cuont`; did you mean `low_count`?"),
    ("a,,97.5", "a,,", "5:3 week and day are empty; write when this was"),
    (
      "b,4,", "a,4,",
      "7:1 a comes back after another patient (first on line 2); keep a patient's rows "
        + "together, patients in the order of enrolment"
    ),
    ("b,4,", ",4,", "7:1 id is empty; write the patient's number"),
    (
      "1,5,\n", "1,5\n",
      "2:1 this line has 10 cells for the 11 columns that the first line names; "
        + "write one for each"
    ),
    ("id,", "patient,", "1:1 there is no column `id`; add one with the patient's number"),
    (
      "97.5,unscheduled", "100,scheduled",
      "5:1 day 100 lies in no window of the plan, or in one that is "
        + "taken; write the week of this scheduled visit, or call it unscheduled"
    ),
    (
      "1,1,0,6,recurrence", ",,,,",
      "5:1 this row has neither scores nor a dose, a stop or an end; fill "
        + "it in or leave it out"
    ),
  ]

  @Test("with one fault names it", arguments: faulty)
  func one(old: String, new: String, fault: String) throws {
    let text = edited(old, new)
    #expect(text != Self.good)
    let found = try faults(text)
    #expect(found.contains(fault), "\(found)")
    #expect(try faults(Self.good) == [])
  }

  @Test("with several names all at once, in the order of the text")
  func several() throws {
    var text = edited("lost", "lots")
    text = text.replacing("1,0,1,5,", with: "1,2,1,5,").replacing("a,4,29,", with: "a,four,29,")
    #expect(try faults(text).map { $0.prefix(4) } == ["2:15", "3:3 ", "7:20"])
  }

  @Test("refuses a dose after dosing was stopped for good")
  func doseAfterStop() throws {
    let text = """
      id,day,dose,points,stopped_dosing
      a,0,1,5,
      a,20,,,1
      a,28,1,4,

      """
    #expect(
      try faults(text) == [
        "4:6 a stopped dosing for good on line 3, but has a dose here; correct one"
      ])
    #expect(try faults(text.replacing("28,1", with: "28,0")) == [])
  }

  @Test("refuses two visits on one day, and an impossible or foreign date")
  func days() throws {
    let text = "id,day,points\na,0,5\na,9,4\na,9,4\n"
    #expect(try faults(text) == ["4:1 a has a visit on day 9 on line 3 already; keep one"])
    let dates = "id,date,points\na,2026-02-27,5\na,2026-02-30,4\na,28/3/2026,4\n"
    #expect(
      try faults(dates) == [
        "3:3 date is 2026-02-30, a day that no calendar has; correct it",
        "4:3 date is `28/3/2026`, which is not an ISO date; write year-month-day, such as 2026-03-30",
      ])
  }

  @Test("asks for what the primary definition reads, and for every item or none")
  func columns() throws {
    #expect(try faults("id,week,skin\na,0,0\n")[0].hasPrefix("1:1 no column for joint, low_count;"))
    #expect(
      try faults("id,week,crp_mg_per_l\na,0,3\n")[0].hasPrefix(
        "1:1 rise, the primary definition, or the rule of entry reads points; add it"))
    #expect(try faults("id,week,points,crp_mg_per_l\na,0,5,<3\n")[0].contains("reporting limit, 3"))
  }

  @Test("refuses a clinical part above the whole score")
  func clinicalPart() throws {
    func text(_ clinical: Int) -> String { "id,week,points,clinical_points\na,0,5,\(clinical)\n" }
    #expect(
      try faults(text(6)) == [
        "2:7 clinical_points is 6, above points, 5, of which it is a part; correct one of them"
      ])
    #expect(try faults(text(5)) == [])
  }

  @Test("that is empty, has no rows, or is separated by semicolons is refused")
  func unreadable() throws {
    #expect(try faults("")[0].contains("the file is empty"))
    #expect(try faults("id,week,points\n")[0].contains("there is no row below"))
    #expect(try faults("id;week;points\na;0;5\n")[0].contains("separated by commas"))
  }
}
