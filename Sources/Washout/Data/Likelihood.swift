internal import Glibc

/// How much better or worse than the base case an assumption predicts the observed count.
public struct LikelihoodRow: Sendable, Equatable {
  /// What is changed, such as `leaving.lost`; `drug` for the one that does nothing.
  public var path: String
  /// To which value, as written.
  public var value: String
  /// The rate of recurrence with it; nil where it cannot be simulated.
  public var rate: SimulatedRate?
  /// Likelihood of the observed count over that of the base case; nil where both are 0 or there is no
  /// rate, infinite where the base case alone makes the count impossible.
  public var ratio: Double?
  /// Its Monte Carlo standard error, that of independent rates; common random numbers make it smaller.
  public var mcse: Double?

  /// The row of a rate, for `events` of `people`.
  ///
  /// L(p) / L(p0) = (p / p0)^x ((1 - p) / (1 - p0))^(m - x), which does not depend on what else could
  /// have been observed; d ln L / dp = x / p - (m - x) / (1 - p).
  public init(
    path: String, value: String, rate: SimulatedRate?, base: SimulatedRate, events: Int,
    of people: Int
  ) {
    self.path = path
    self.value = value
    self.rate = rate
    guard let rate else { return }
    let log = Self.logLikelihood(rate.rate, events, people)
    let logBase = Self.logLikelihood(base.rate, events, people)
    if log == -.infinity && logBase == -.infinity { return }
    let ratio = exp(log - logBase)
    self.ratio = ratio
    guard let own = rate.mcse, let other = base.mcse else { return }
    let slope = Self.slope(rate.rate, events, people)
    let baseSlope = Self.slope(base.rate, events, people)
    let error =
      ratio
      * (slope * slope * own * own + baseSlope * baseSlope * other * other).squareRoot()
    mcse = error.isFinite ? error : nil
  }

  /// x ln p + (m - x) ln(1 - p), with 0 ln 0 = 0.
  private static func logLikelihood(_ p: Double, _ x: Int, _ m: Int) -> Double {
    (x == 0 ? 0 : Double(x) * Glibc.log(p)) + (x == m ? 0 : Double(m - x) * log1p(-p))
  }

  private static func slope(_ p: Double, _ x: Int, _ m: Int) -> Double {
    (x == 0 ? 0 : Double(x) / p) - (x == m ? 0 : Double(m - x) / (1 - p))
  }
}

/// Which assumptions the observed count speaks for and against.
public enum LikelihoodTable {
  /// A row for the drug that does nothing and for each cell, the best predictions first, cells without one
  /// last.
  ///
  /// Base case and cells are simulated with the same seed and as many trials each. A cell that cannot be
  /// simulated has no rate.
  /// - Parameters:
  ///   - base: The scenario, planned for the observed size.
  ///   - cells: Scenarios that differ in one value.
  ///   - result: The observed count.
  ///   - trials: Trials of each cell.
  ///   - threads: Tasks at a time; changes speed, never results.
  ///   - progress: Called with the number of simulated scenarios.
  /// - Returns: The rows; none without anybody in the denominator or without a rate of the base case.
  /// - Throws: `SimulationError` of the base case, and `cancelled`.
  public static func rows(
    base: Scenario, cells: [WhatIfCell], result: ObservedResults.AnalysisResult, trials: Int,
    threads: Int, progress: (Int) -> Void = { _ in }
  ) async throws -> [LikelihoodRow] {
    guard result.denominator > 0 else { return [] }
    let model = try Model(base)
    let tally = try await model.simulate(trials: trials, threads: threads)
    progress(1)
    guard let baseRate = model.rateOfInterest(in: tally) else { return [] }
    func row(_ path: String, _ value: String, _ rate: SimulatedRate?) -> LikelihoodRow {
      LikelihoodRow(
        path: path, value: value, rate: rate, base: baseRate, events: result.events,
        of: result.denominator)
    }
    var rows: [LikelihoodRow] = []
    if model.hasNoEffectArm, !model.armsAreIdentical {
      rows.append(row("drug", "no effect", model.rateOfInterest(in: tally, .noEffect)))
    }
    for (i, cell) in cells.enumerated() {
      let rate = try await rate(cell.scenario, trials: trials, threads: threads)
      rows.append(row(cell.path, cell.value, rate))
      progress(i + 2)
    }
    return sorted(rows)
  }

  private static func rate(
    _ scenario: Scenario, trials: Int, threads: Int
  ) async throws -> SimulatedRate? {
    do {
      let model = try Model(scenario)
      return model.rateOfInterest(in: try await model.simulate(trials: trials, threads: threads))
    } catch SimulationError.cancelled {
      throw SimulationError.cancelled
    } catch is SimulationError {
      return nil
    }
  }

  /// By falling ratio; rows without one last; in the given order at ties.
  static func sorted(_ rows: [LikelihoodRow]) -> [LikelihoodRow] {
    rows.enumerated().sorted { a, b in
      let (left, right) = (a.element.ratio ?? -1, b.element.ratio ?? -1)
      return left == right ? a.offset < b.offset : left > right
    }.map(\.element)
  }
}
