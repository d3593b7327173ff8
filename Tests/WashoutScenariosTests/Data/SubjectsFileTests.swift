import Testing
import Washout
import WashoutScenarios

@Suite("A file of times to recurrence")
struct SubjectsFileTests {
  private func read(
    _ text: String, from origin: SubjectsFile.Origin = .withdrawal, parameter: String? = nil
  ) throws -> SubjectsFile {
    try SubjectsFile(
      text: text, file: "s.csv", for: SmallScenario.parse().scenario, from: origin,
      parameter: parameter)
  }

  private func faults(_ text: String, parameter: String? = nil) throws -> [String] {
    let scenario = try SmallScenario.parse().scenario
    do {
      _ = try SubjectsFile(text: text, file: "s.csv", for: scenario, parameter: parameter)
      return []
    } catch {
      return error.diagnostics.map { "\($0.line):\($0.column) \($0.message)" }
    }
  }

  private static let good = "USUBJID,AVAL,CNSR\na,30,0\nb,84,1\n"

  @Test("counts from withdrawal, day 84 here, or from the first dose")
  func origin() throws {
    let from = try read(Self.good).subjects
    #expect(from.subjects.map(\.day) == [114, 168])
    #expect(from.subjects.map(\.hasEvent) == [true, false])
    #expect(!from.includesAllDosed)
    let first = try read(Self.good, from: .firstDose).subjects
    #expect(first.subjects.map(\.day) == [30, 84])
    #expect(first.includesAllDosed)
  }

  @Test("takes one off where the first day was counted as day 1, and tells")
  func dayOne() throws {
    let text = """
      USUBJID,AVAL,CNSR,STARTDT,ADT
      a,31,0,2026-01-01,2026-01-31
      b,85,1,2026-01-01,2026-03-26

      """
    let file = try read(text)
    #expect(file.subjects.subjects.map(\.day) == [114, 168])
    #expect(file.warnings.count == 1)
    let exact = try read(text.replacing("31,0", with: "30,0").replacing("85,1", with: "84,1"))
    #expect(exact.subjects.subjects == file.subjects.subjects)
    #expect(exact.warnings == [])
    #expect(
      try faults(text.replacing("85,1", with: "84,1")) == [
        "3:3 AVAL counts the first day as day 0 here and as day 1 on line 2; count in one way"
      ])
    let apart = try faults(text.replacing("85,1", with: "70,1"))
    #expect(apart.contains { $0.hasPrefix("3:19 ADT lies 84 days") })
  }

  @Test("of several parameters takes the one that was chosen")
  func parameters() throws {
    let text = "USUBJID,PARAMCD,AVAL,CNSR\na,TTR,30,0\na,TTAE,5,0\nb,TTR,84,1\n"
    #expect(try faults(text)[0].contains("PARAMCD has TTR, TTAE; choose one with --parameter"))
    #expect(try read(text, parameter: "TTR").subjects.subjects.map(\.id) == ["a", "b"])
    #expect(try faults(text, parameter: "TTX")[0].contains("no row has PARAMCD TTX"))
  }

  @Test(
    "with one fault names it",
    arguments: [
      ("a,30,0", "a,-1,0", "2:3 AVAL is -1, a number from 0 belongs here"),
      ("a,30,0", "a,30,yes", "2:6 CNSR is `yes`; a whole number from 0 to 99 belongs here"),
      ("b,84", "a,84", "3:1 a stands on line 2 already; keep one row for a patient"),
      ("CNSR", "CSNR", "1:1 there is no column CNSR; is it `CSNR`?"),
      ("b,84,", ",84,", "3:1 USUBJID is empty; write the patient's number"),
      (
        "b,84", "b,168",
        "3:3 AVAL is 168, but observation ends by day 87 after withdrawal, from which times count; "
          + "with times from the first dose say --times-from first_dose"
      ),
    ])
  func one(old: String, new: String, fault: String) throws {
    let found = try faults(Self.good.replacing(old, with: new))
    #expect(found.contains(fault), "\(found)")
    #expect(try faults(Self.good) == [])
  }
}
