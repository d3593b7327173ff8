import Foundation
import Testing
import Washout
import WashoutNumerics

/// Who is right: hazards of exponential trials, for which the truth and hence every root has a closed form.
@Suite("A calibration")
struct CalibrationTests {
  /// The mean weeks to recurrence are varied; loss has a hazard of its own and ends what is seen.
  private static func scenario(
    _ mean: Double, seed: UInt64, lost: Double = 0.2, strategy: Strategy = .whileOn
  ) throws -> Scenario {
    try .statistical(
      Distribution(.exponential(mean: mean)), strategy: strategy, lostShare: lost, seed: seed)
  }

  private static func calibrator(
    _ rate: Double, trials: Int, seed: UInt64 = 3, threads: Int = 2, strategy: Strategy = .whileOn
  ) -> Calibrator {
    Calibrator(
      Calibration.Target(estimand: "recurrence", rate: rate), trials: trials, threads: threads
    ) { _, mean in try scenario(mean, seed: seed, strategy: strategy) }
  }

  /// The truth in closed form: l / (l + c) (1 - exp(-12 (l + c))), loss c or none.
  private static func truth(_ mean: Double, lost: Double) -> Double {
    let (l, c) = (1 / mean, -log1p(-lost) / 12)
    return l / (l + c) * (1 - exp(-12 * (l + c)))
  }

  private static let targets = [0.1, 0.25, 0.4, 0.6]

  @Test("finds the value whose closed-form truth is the rate, to its error", arguments: targets)
  func root(_ rate: Double) async throws {
    let calibration = try await Self.calibrator(rate, trials: 2000).calibrate("mean", over: 3...300)
    let root = try #require(calibration.roots.first)
    #expect(calibration.roots.count == 1)
    let limit = Surprise(checks: 2 * Self.targets.count).limit
    #expect(Surprise.z(Self.truth(root.value, lost: 0.2), rate, root.mcse) < limit)
    let error = try #require(root.error)
    let slope =
      (Self.truth(root.value * 1.01, lost: 0.2) - Self.truth(root.value * 0.99, lost: 0.2))
      / (0.02 * root.value)
    #expect(abs(error * abs(slope) / root.mcse - 1) < 0.15)
    #expect(abs(root.written - root.value) <= 0.1 * error)
    // The rate at the root itself is the one wanted, to a quarter of its error.
    #expect(abs(root.rate - rate) < 0.25 * root.mcse)
  }

  @Test("holds on many trials of another seed, |z| < 4, and a wrong root does not")
  func check() async throws {
    let (rate, many) = (0.3, 20_000)
    let root = try #require(
      try await Self.calibrator(rate, trials: 4000).calibrate("mean", over: 3...300).roots.first)
    let other = Self.calibrator(rate, trials: many, seed: 99)
    func z(_ value: Double) async throws -> Double {
      let point = try #require(try await other.point("mean", value))
      return (point.rate - rate) / (point.mcse * point.mcse + root.mcse * root.mcse).squareRoot()
    }
    #expect(try await abs(z(root.written)) < 4)
    #expect(try await abs(z(root.value + 8 * #require(root.error))) > 4)
    #expect(try await abs(z(root.value - 8 * #require(root.error))) > 4)
  }

  @Test("of an event that loss does not hide has another root")
  func strategy() async throws {
    let seen = try await Self.calibrator(0.3, trials: 2000).calibrate("mean", over: 3...300)
    let all = try await Self.calibrator(0.3, trials: 2000, strategy: .hypothetical)
      .calibrate("mean", over: 3...300)
    let (a, b) = (try #require(seen.roots.first), try #require(all.roots.first))
    #expect(Surprise.z(Self.truth(b.value, lost: 0), 0.3, b.mcse) < Surprise(checks: 1).limit)
    #expect(try b.value - a.value > 4 * #require(a.error))
  }

  @Test("is the same for any number of threads, and another for another seed")
  func threads() async throws {
    func root(_ threads: Int, _ seed: UInt64) async throws -> Calibration {
      try await Self.calibrator(0.3, trials: 200, seed: seed, threads: threads)
        .calibrate("mean", over: 3...300)
    }
    let one = try await root(1, 3)
    #expect(try await root(3, 3) == one)
    #expect(try await root(1, 4) != one)
  }

  /// A rate that rises and falls with the value: the mean is smallest at 10.
  private static func turning(_ rate: Double) -> Calibrator {
    Calibrator(
      Calibration.Target(estimand: "recurrence", rate: rate), trials: 1000, threads: 2
    ) { _, value in
      try scenario(20 + pow(value - 10, 2), seed: 3, strategy: .hypothetical)
    }
  }

  @Test("finds every root of a curve that turns")
  func turns() async throws {
    let calibration = try await Self.turning(0.3).calibrate("value", over: 0...25)
    let mean = -12 / log1p(-0.3)
    #expect(calibration.roots.count == 2)
    for (root, sign) in zip(calibration.roots, [-1.0, 1]) {
      let known = 10 + sign * (mean - 20).squareRoot()
      #expect(try Surprise.z(root.value, known, #require(root.error)) < Surprise(checks: 2).limit)
    }
    #expect(try #require(calibration.roots[0].slope) > 0)
    #expect(try #require(calibration.roots[1].slope) < 0)
  }

  @Test("says what can be reached and where the curve turns when no value gives the rate")
  func unreachable() async throws {
    let calibration = try await Self.turning(0.7).calibrate("value", over: 0...25)
    #expect(calibration.roots.isEmpty)
    let reachable = try #require(calibration.reachable)
    let turn = try #require(calibration.turn)
    #expect(reachable.high.rate < 0.7 && abs(turn.value - 10) < 2)
    #expect(abs(reachable.high.rate - Self.truth(20, lost: 0)) < 0.02)
    let rising = try await Self.calibrator(0.9, trials: 500).calibrate("mean", over: 30...300)
    #expect(rising.roots.isEmpty && rising.turn == nil)
  }

  @Test("tells which other numbers could give the rate, those within their range first")
  func alternatives() async throws {
    let calibrator = Calibrator(
      Calibration.Target(estimand: "recurrence", rate: 0.3), trials: 1000, threads: 2
    ) { path, value in
      switch path {
      case "lost":
        try Self.scenario(100, seed: 3, lost: value, strategy: .hypothetical)
      case "refused": throw SimulationError.invalid(path: path, reason: "never")
      default: try Self.scenario(value, seed: 3, strategy: .hypothetical)
      }
    }
    func candidate(
      _ path: String, _ range: ClosedRange<Double>, _ beyond: ClosedRange<Double>
    ) -> CalibrationAlternative.Candidate {
      .init(path: path, base: range.upperBound, range: range, beyond: beyond)
    }
    let found = try await calibrator.alternatives([
      candidate("far", 60...200, 6...2000), candidate("lost", 0.1...0.2, 0...0.9),
      candidate("refused", 1...2, 0...3), candidate("near", 20...60, 2...600),
    ])
    #expect(found.map(\.path) == ["near", "far"])
    #expect(found.map(\.isInRange) == [true, false])
    let mean = -12 / log1p(-0.3)
    #expect(found.allSatisfy { abs($0.value - mean) < 4 && abs($0.rate - 0.3) < 0.02 })
  }

  @Test("refuses an estimand that is not there")
  func unknown() async throws {
    let calibrator = Calibrator(
      Calibration.Target(estimand: "other", rate: 0.3), trials: 10, threads: 1
    ) { _, mean in try Self.scenario(mean, seed: 1) }
    await #expect(throws: SimulationError.self) { try await calibrator.point("mean", 10) }
  }
}
