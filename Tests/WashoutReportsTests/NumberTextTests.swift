import Foundation
import Testing
import Washout
import WashoutReports

/// Expected texts follow from the stated rule by hand: the last digit is one that the error moves by at
/// most two.
@Suite("Numbers in reports")
struct NumberTextTests {
  private func share(_ value: Double?, _ mcse: Double?, replicates: Int = 20_000) -> Measure {
    Measure(.recurrenceRate, value: value, mcse: mcse, replicates: replicates)
  }

  @Test(
    "have the digits that their error supports",
    arguments: [
      (0.1334, 0.0007, "13.3 %"), (0.1334, 0.0020, "13.3 %"), (0.1334, 0.0021, "13 %"),
      (0.4215, 0.0035, "42 %"), (0.4215, 0.04, "42 %"), (0.0996, 0.001, "10.0 %"),
    ])
  func digits(value: Double, mcse: Double, text: String) {
    #expect(NumberText.percent(share(value, mcse)) == text)
  }

  @Test("are a dash where they are undefined")
  func undefined() {
    #expect(NumberText.percent(share(nil, nil)) == "-")
    #expect(NumberText.percent(nil) == "-")
    #expect(NumberText.percent(share(.nan, 0.1)) == "-")
    #expect(NumberText.percent(share(.infinity, 0.1)) == "-")
    #expect(NumberText.points(share(nil, nil)) == "-")
    #expect(NumberText.plain(nil, limit: 2) == "-")
  }

  /// 1 - 0.05^(1/20000) = 0.00015 (R: 1 - 0.05^(1/20000) gives 0.0001497754).
  @Test("seen in no trial or in all of them are their 95 % bound, not 0 or 100")
  func bounds() {
    #expect(NumberText.percent(share(0, 0.00003)) == "< 0.02 %")
    #expect(NumberText.percent(share(1, 0.00003)) == "> 99.98 %")
    #expect(NumberText.percent(share(0, 0.1, replicates: 1)) == "< 95 %")
  }

  /// R: 1 - 0.05^(1/15000) gives 0.0001996916; of 500 cases it would be 0.0059736.
  @Test("seen in nobody are bounded by the number of people, not of trials")
  func peopleBound() {
    let measure = Measure(
      .shareLost, value: 0, mcse: 0.00005, replicates: 500, cases: 15_000)
    #expect(NumberText.percent(measure) == "< 0.02 %")
    #expect(NumberText.percent(share(0, 0.001, replicates: 500)) == "< 0.6 %")
  }

  @Test("that are exactly 0 stay 0")
  func exactZero() {
    #expect(NumberText.percent(share(0, nil)) == "0.0 %")
    #expect(NumberText.percent(share(0, 0)) == "0.0 %")
  }

  @Test(
    "have errors with one digit and never +-0",
    arguments: [
      (0.0007, 100.0, "0.07"), (0.0035, 100, "0.4"), (0.011, 100, "1"), (0.12, 100, "12"),
      (0.0006, 1, "0.0006"), (0.1, 1, "0.1"), (0.00003, 100, "0.003"),
    ])
  func errors(mcse: Double, scale: Double, text: String) {
    #expect(NumberText.error(mcse, scale: scale) == text)
  }

  @Test("of people are whole from 10 on", arguments: [(1.47, "1.5"), (9.94, "9.9"), (13.09, "13")])
  func people(mean: Double, text: String) {
    #expect(NumberText.people(share(mean, 0.009)) == text)
  }

  @Test("have no error where it is zero or undefined")
  func noError() {
    #expect(NumberText.error(0) == "-")
    #expect(NumberText.error(nil) == "-")
    #expect(NumberText.error(.nan) == "-")
  }

  @Test("show the sign of a difference, but not of nothing")
  func signs() {
    #expect(NumberText.points(share(0.0184, 0.0004)) == "+1.8")
    #expect(NumberText.points(share(-0.0414, 0.0007)) == "-4.1")
    #expect(NumberText.points(share(0.0001, 0.0007)) == "0.0")
    #expect(NumberText.points(share(-0.0001, 0.0007)) == "0.0")
  }

  @Test(
    "beside their error have its digits and no more",
    arguments: [
      (0.006, 0.02, "+1"), (0.0046, 0.003, "+0.5"), (-0.0012, 0.003, "-0.1"),
      (0.00123, 0.0004, "+0.12"),
    ])
  func besideError(value: Double, mcse: Double, text: String) {
    #expect(NumberText.points(share(value, mcse), limit: 3, besideError: true) == text)
  }

  @Test("side by side have the decimals of the least known of them, bounds left out")
  func sideBySide() {
    let (known, vague, none) = (share(0.114, 0.002), share(0.161, 0.0021), share(0, 0.00003))
    #expect(NumberText.decimals(of: [known, none, nil]) == 1)
    #expect(NumberText.decimals(of: [known, vague]) == 0)
    #expect(NumberText.percent(known, limit: NumberText.decimals(of: [known, vague])) == "11 %")
  }

  @Test(
    "between 0 and 100 % do not read as either",
    arguments: [(0.003, 0.03, "0.3 %"), (0.997, 0.03, "99.7 %"), (0.00004, 0.03, "0 %")])
  func ends(value: Double, mcse: Double, text: String) {
    #expect(NumberText.percent(share(value, mcse)) == text)
  }

  @Test("that are bounds have no error beside them")
  func errorOfBound() {
    #expect(NumberText.error(of: share(0, 0.00003)) == "-")
    #expect(NumberText.error(of: share(0.5, 0.0035)) == "0.4")
    #expect(NumberText.error(of: share(nil, 0.0035)) == "-")
  }

  @Test("are grouped by thousands", arguments: [(0, "0"), (999, "999"), (20_000, "20,000")])
  func groups(number: Int, text: String) {
    #expect(NumberText.grouped(number) == text)
  }

  @Test("are grouped to the ends of their range")
  func groupsAtTheEnds() {
    #expect(NumberText.grouped(Int64.min) == "-9,223,372,036,854,775,808")
    #expect(NumberText.grouped(UInt64.max) == "18,446,744,073,709,551,615")
  }

  @Test("in files have 10 significant digits")
  func files() throws {
    #expect(FileNumber.text(1.0 / 3) == "0.3333333333")
    #expect(FileNumber.text(2e-5 / 3) == "6.666666667e-06")
    #expect(FileNumber.text(-0.0) == "0")
    #expect(FileNumber.text(15) == "15")
    #expect(FileNumber.text(nil) == nil)
    #expect(FileNumber.text(.nan) == nil)
    #expect(FileNumber.text(-.infinity) == nil)
  }
}
