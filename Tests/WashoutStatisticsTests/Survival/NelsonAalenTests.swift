import Foundation
import TestSupport
import Testing
import WashoutStatistics

@Suite("The Nelson-Aalen estimate")
struct NelsonAalenTests {
  @Test("is R's survfit(ctype = 1) with its errors and limits (Tests/Reference/kaplan_meier.R)")
  func reference() throws {
    let sets = try SurvivalSets.all()
    let rows = try Reference("kaplan_meier").rows.filter { $0[1] == "hazard" }
    #expect(rows.count > 150)
    for row in rows {
      let estimate = NelsonAalen(KaplanMeier(try #require(sets[row[0]])))
      let time = try #require(Double(row[4]))
      let hazard = try #require(estimate.cumulativeHazard(at: time))
      #expect(agrees(hazard, row[5]), "\(row)")
      #expect(agrees(estimate.variance(at: time)?.squareRoot(), row[6]), "\(row)")
      let limits = try #require(estimate.limits(at: time, level: 0.95))
      if hazard == 0 { continue }
      #expect(agrees(limits.lower, row[7]), "\(row)")
      // R takes its limit back from that of exp(-H), which loses digits where that is near 1 or 0.
      if let upper = Double(row[8]) {
        #expect(abs(exp(-limits.upper) - exp(-upper)) < 1e-9, "\(row)")
      }
    }
  }

  @Test("is that of the 6-mercaptopurine group in the literature")
  func published() throws {
    // Klein and Moeschberger (2003), table 4.2, whose sums are of terms rounded to four digits.
    let estimate = NelsonAalen(KaplanMeier(try SurvivalSets.sample("freireich")))
    for (time, hazard, variance) in [
      (6.0, 0.1428, 0.0068), (7, 0.2017, 0.0103), (10, 0.2683, 0.0147), (13, 0.3517, 0.0217),
      (16, 0.4426, 0.0299), (22, 0.5854, 0.0503), (23, 0.7521, 0.0781),
    ] {
      #expect(abs(try #require(estimate.cumulativeHazard(at: time)) - hazard) <= 1.001e-4)
      #expect(abs(try #require(estimate.variance(at: time)) - variance) <= 1.001e-4)
    }
  }

  @Test("without events is 0 with the exact limit of those at risk, infinite when nobody is left")
  func noEvents() throws {
    let estimate = NelsonAalen(try SurvivalSets.curve([4, 12, 12], [0, 0, 0]))
    #expect(estimate.cumulativeHazard(at: 20) == 0 && estimate.survival(at: 20) == 1)
    let limits = try #require(estimate.limits(at: 12, level: 0.95))
    let exact = try #require(Proportion(events: 2, of: 2)).clopperPearson(level: 0.95)
    #expect(limits.lower == 0 && abs(exp(-limits.upper) - exact.lower) < 1e-14)
    #expect(estimate.limits(at: 13, level: 0.95)?.upper == .infinity)
    #expect(NelsonAalen(KaplanMeier()).cumulativeHazard(at: 1) == nil)
  }

  @Test("leaves at least the Kaplan-Meier share, and more where that falls")
  func aboveKaplanMeier() throws {
    let curve = KaplanMeier(try SurvivalSets.sample("lung"))
    let estimate = NelsonAalen(curve)
    for day in stride(from: 1.0, to: 900, by: 7) {
      let share = try #require(curve.survival(at: day))
      let other = try #require(estimate.survival(at: day))
      #expect(share == 1 ? other == 1 : other > share)
    }
  }
}
