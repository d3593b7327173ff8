import Foundation
import TestSupport
import Testing
import WashoutStatistics

/// R's survreg and poisson.test: Tests/Reference/parametric.R.
@Suite("The exponential fit")
struct ExponentialFitTests {
  @Test("is R's survreg, with poisson.test's exact limits")
  func reference() throws {
    for row in try Reference("parametric").rows where row[1] != "weibull" {
      let fit = try ExponentialFit(SurvivalSets.sample(row[0]))
      if row[1] == "exact" {
        let limits = fit.exactLimits(level: 0.95)
        #expect(agrees(limits.lower, row[2]) && agrees(limits.upper, row[3]), "\(row)")
        continue
      }
      #expect(agrees(log(fit.rate), row[2]) && agrees(fit.logRateError, row[3]), "\(row)")
      let limits = fit.limits(level: 0.95)
      let reach = 1.959_963_984_540_054 * (Double(row[3]) ?? .nan)
      #expect(abs(log(limits.upper) - (Double(row[2]) ?? .nan) - reach) < 1e-9, "\(row)")
    }
  }

  @Test("without events has the rate 0 with an exact upper limit, and no median")
  func noEvents() throws {
    let fit = try ExponentialFit(SurvivalSets.sample("allcensored"))
    #expect(fit.rate == 0 && fit.median == nil && fit.rateError == nil && fit.exposure == 52)
    let limits = fit.limits(level: 0.95)
    #expect(limits.lower == 0)
    #expect(relativeError(limits.upper, -log(0.025) / 52) < 1e-12)
    #expect(fit.exactLimits(level: 0.9).upper < limits.upper)
  }

  @Test("of nobody at risk does not exist, and keeps its limits with 10^6 events")
  func edges() throws {
    let atZero = try RightCensoredSample(times: [0, 0], isEvent: [true, false])
    #expect(throws: SurvivalError.nobodyAtRisk) { try ExponentialFit(atZero) }
    let n = 1_000_000
    let many = try ExponentialFit(
      RightCensoredSample(
        times: Array(repeating: 2, count: n), isEvent: Array(repeating: true, count: n)))
    let (exact, normal) = (many.exactLimits(level: 0.95), many.limits(level: 0.95))
    #expect(exact.lower < many.rate && many.rate < exact.upper)
    #expect(abs(exact.lower - normal.lower) < 1e-6 && abs(exact.upper - normal.upper) < 1e-6)
  }
}

/// R's survreg: Tests/Reference/parametric.R.
@Suite("The Weibull fit")
struct WeibullFitTests {
  @Test("is R's survreg, with its errors and likelihood")
  func reference() throws {
    let rows = try Reference("parametric").rows.filter { $0[1] == "weibull" }
    #expect(rows.count >= 9)
    for row in rows {
      let fit = try WeibullFit(SurvivalSets.sample(row[0]))
      #expect(agrees(log(fit.scale), row[2]) && agrees(fit.logScaleError, row[3]), "\(row)")
      #expect(agrees(log(fit.shape), row[4]) && agrees(fit.logShapeError, row[5]), "\(row)")
      #expect(agrees(fit.logLikelihood, row[6]), "\(row)")
      let limits = fit.shapeLimits(level: 0.95)
      #expect(relativeError(limits.lower * limits.upper, fit.shape * fit.shape) < 1e-12)
    }
  }

  @Test("with times in another unit has the same shape and a scale in that unit")
  func units() throws {
    let sample = try SurvivalSets.sample("freireich")
    let days = try RightCensoredSample(
      times: sample.times.map { $0 * 7e5 }, isEvent: sample.isEvent)
    let (weeks, other) = (try WeibullFit(sample), try WeibullFit(days))
    #expect(relativeError(other.shape, weeks.shape) < 1e-12)
    #expect(relativeError(other.scale, weeks.scale * 7e5) < 1e-12)
    #expect(abs(weeks.survival(at: weeks.median) - 0.5) < 1e-14)
    #expect(weeks.survival(at: 0) == 1 && weeks.scaleLimits(level: 0.5).contains(weeks.scale))
  }

  @Test("does not exist without events, with a time of 0, or with all events at the last time")
  func undefined() throws {
    #expect(throws: SurvivalError.noEvents) {
      try WeibullFit(SurvivalSets.sample("allcensored"))
    }
    #expect(throws: SurvivalError.zeroTime(subject: 0)) {
      try WeibullFit(SurvivalSets.sample("atzero"))
    }
    for name in ["one", "tied", "alltied"] {
      #expect(throws: SurvivalError.unboundedLikelihood) {
        try WeibullFit(SurvivalSets.sample(name))
      }
    }
    // One event before the last time is enough.
    let two = try RightCensoredSample(times: [3, 4], isEvent: [true, false])
    #expect(try WeibullFit(two).shape > 0)
  }
}

@Suite("A sample of right-censored times")
struct RightCensoredSampleTests {
  @Test("refuses times that are none, and lists of different length")
  func faults() {
    for time in [-1, Double.infinity, -Double.infinity] {
      #expect(throws: SurvivalError.notATime(subject: 1, value: time)) {
        try RightCensoredSample(times: [0, time], isEvent: [true, true])
      }
    }
    #expect(throws: (any Error).self) {
      try RightCensoredSample(times: [.nan], isEvent: [true])
    }
    #expect(throws: SurvivalError.countMismatch(expected: 2, found: 1)) {
      try RightCensoredSample(times: [1, 2], isEvent: [true])
    }
    #expect(throws: SurvivalError.nobody) { try RightCensoredSample(times: [], isEvent: []) }
  }
}
