import Foundation
import TestSupport
import Testing
import WashoutNumerics
import WashoutStatistics

@Suite("The design of a one-sample log-rank test")
struct OneSampleLogRankDesignTests {
  private func wu2015(_ ratio: Double = 1 / 1.75) throws -> OneSampleLogRankDesign {
    try OneSampleLogRankDesign(
      reference: .weibull(shape: 1.22, median: 9), hazardRatio: ratio, accrual: 5, followUp: 3)
  }

  @Test("needs the 88 subjects of Wu's example, and has power 0.803 with them")
  func published() throws {
    // Wu (2015), doi 10.1002/pst.1654, section 4: one-sided 0.05, power 0.80; the power by the R package
    // logRank1s of the same author's group.
    let design = try wu2015()
    #expect(design.subjects(power: 0.8, alpha: 0.05) == 88)
    #expect(abs(design.power(subjects: 88, alpha: 0.05) - 0.803) <= 5.001e-4)
  }

  @Test("has the power that R's integrate gives, classic and Wu's (Tests/Reference/log_rank.R)")
  func reference() throws {
    let rows = try Reference("log_rank").rows.filter { $0[1] == "design" }
    #expect(rows.count == 6)
    for row in rows {
      let n = try row[2...7].map { try #require(Double($0)) }
      let design = try OneSampleLogRankDesign(
        reference: .weibull(shape: n[1], median: n[0]), hazardRatio: n[2], accrual: n[3],
        followUp: n[4], lossRate: n[5])
      #expect(agrees(design.eventProbability, row[8]), "\(row)")
      #expect(agrees(design.power(subjects: 60, alpha: 0.05), row[9]), "\(row)")
      #expect(agrees(design.power(subjects: 60, alpha: 0.05, variance: .wu), row[10]), "\(row)")
    }
  }

  @Test("does not depend on how a reference is written")
  func sameCurve() throws {
    let weibull = try OneSampleLogRankDesign(
      reference: .weibull(shape: 1, median: 10), hazardRatio: 0.5, accrual: 12, followUp: 12)
    let pieces = try OneSampleLogRankDesign(
      reference: .piecewiseExponential(
        breaks: [5, 20], hazards: Array(repeating: log(2) / 10, count: 3)),
      hazardRatio: 0.5, accrual: 12, followUp: 12)
    let power = weibull.power(subjects: 40, alpha: 0.05)
    #expect(abs(power - pieces.power(subjects: 40, alpha: 0.05)) < 1e-12)
    let other = try OneSampleLogRankDesign(
      reference: .exponential(median: 11), hazardRatio: 0.5, accrual: 12, followUp: 12)
    #expect(abs(power - other.power(subjects: 40, alpha: 0.05)) > 1e-3)
  }

  @Test("gives the first number of subjects that reaches the power")
  func smallest() throws {
    for (ratio, power) in [(0.5, 0.8), (0.7, 0.9), (1.4, 0.8), (0.999, 0.8)] {
      let design = try wu2015(ratio)
      for variance in OneSampleLogRank.Variance.allCases {
        let n = try #require(design.subjects(power: power, alpha: 0.05, variance: variance))
        #expect(design.power(subjects: n, alpha: 0.05, variance: variance) >= power - 1e-12)
        #expect(design.power(subjects: n - 1, alpha: 0.05, variance: variance) < power)
      }
    }
  }

  @Test("has the power that simulated trials have")
  func simulated() throws {
    // 1,000 subjects, where the normal approximation is good; 2,000 trials, each with an own stream.
    let reference = try ReferenceCurve.weibull(shape: 1.5, median: 6)
    let design = try OneSampleLogRankDesign(
      reference: reference, hazardRatio: 0.9, accrual: 6, followUp: 4, lossRate: 0.03)
    let random = RandomSource(seed: 20_260)
    var rejected = [0, 0]
    let (trials, subjects) = (2_000, 1_000)
    for trial in 0..<trials {
      random.rewind(SubjectKey(replicate: UInt64(trial), subject: 0), Stream(rawValue: 77))
      var (times, events): ([Double], [Bool]) = ([], [])
      for _ in 0..<subjects {
        let scale = 6 / pow(log(2), 1 / 1.5)
        let time = scale * pow(random.exponential(mean: 1) / 0.9, 1 / 1.5)
        let end = min(4 + 6 * random.uniform(), random.exponential(mean: 1 / 0.03))
        times.append(min(time, end))
        events.append(time <= end)
      }
      let sample = try RightCensoredSample(times: times, isEvent: events)
      let test = try OneSampleLogRank(sample, against: reference)
      for (place, variance) in OneSampleLogRank.Variance.allCases.enumerated() {
        if try #require(test.test(variance)).fewer <= 0.05 { rejected[place] += 1 }
      }
    }
    for (place, variance) in OneSampleLogRank.Variance.allCases.enumerated() {
      let power = design.power(subjects: subjects, alpha: 0.05, variance: variance)
      let count = BinomialDistribution(trials: trials, probability: power)
      let tail = min(count.cdf(rejected[place]), count.survival(rejected[place] - 1))
      #expect(tail > 0.001 / 4, "\(variance) \(Double(rejected[place]) / Double(trials)) \(power)")
    }
  }

  @Test("refuses what cannot be designed")
  func faults() throws {
    let reference = try ReferenceCurve.exponential(median: 10)
    func design(
      _ ratio: Double, _ accrual: Double = 5, _ followUp: Double = 3, loss: Double = 0
    ) throws(SurvivalError) {
      _ = try OneSampleLogRankDesign(
        reference: reference, hazardRatio: ratio, accrual: accrual, followUp: followUp,
        lossRate: loss)
    }
    #expect(throws: SurvivalError.noEffect) { try design(1) }
    #expect(throws: SurvivalError.notPositive(parameter: "hazardRatio", value: 0)) { try design(0) }
    #expect(throws: SurvivalError.nobodyAtRisk) { try design(0.5, 0, 0) }
    #expect(throws: SurvivalError.negative(parameter: "lossRate", value: -1)) {
      try design(0.5, loss: -1)
    }
    let table = try ReferenceCurve.table(times: [1, 4], survival: [0.8, 0.5])
    #expect(throws: SurvivalError.beyondReference(subject: 0, time: 8)) {
      try OneSampleLogRankDesign(reference: table, hazardRatio: 0.5, accrual: 5, followUp: 3)
    }
    let flat = try ReferenceCurve.table(times: [100], survival: [0.5])
    #expect(throws: SurvivalError.noEvents) {
      try OneSampleLogRankDesign(reference: flat, hazardRatio: 0.5, accrual: 5, followUp: 3)
    }
  }
}
