import Foundation
import Testing
import Washout
import WashoutNumerics

/// 400 trials that nobody chose, against their closed forms; three kinds of cells, each of independent ones.
@Suite("Random trials of the statistical mode")
struct StatisticalSelfCheckTests {
  static let trials = 600
  static let size = 20

  /// One random trial and what must come of it.
  struct Draw {
    var time: Distribution
    var cured: Double
    var lostShare: Double
    var visits: [Int]?

    init(_ number: Int) throws {
      let random = RandomSource(seed: 20_261_122)
      random.rewind(SubjectKey(replicate: UInt64(number), subject: 0), Stream(rawValue: 1))
      time = try Distribution(Self.shape(number % 9, random))
      cured = random.uniform() < 0.5 ? 0 : 0.5 * random.uniform()
      lostShare = 0.02 + 0.4 * random.uniform()
      let gap = [0, 2, 3, 4, 6, 12][Int(6 * random.uniform())]
      visits = gap == 0 ? nil : Array(stride(from: gap, through: 12, by: gap))
    }

    /// A time to recurrence whose middle lies between weeks 5 and 40.
    static func shape(_ family: Int, _ random: borrowing RandomSource) -> Distribution.Shape {
      let middle = 5 * pow(8, random.uniform())
      let shape = 0.6 + 2.4 * random.uniform()
      return switch family {
      case 0: .exponential(mean: middle)
      case 1: .weibull(shape: shape, scale: middle)
      case 2: .gamma(shape: shape, mean: middle)
      case 3: .lognormal(median: middle, sdLog: shape / 2)
      case 4: .loglogistic(shape: shape, median: middle)
      case 5: .uniform(low: 0, high: 2 * middle)
      case 6: .normal(mean: middle, sd: middle / 2, lower: 0, upper: .infinity)
      case 7: .empirical(values: (1...7).map { _ in 2 * middle * random.uniform() })
      default:
        .piecewiseExponential(
          breaks: [3, 8], hazards: (0..<3).map { _ in 2 * random.uniform() / middle })
      }
    }

    func closedForm(lostShare: Double) -> ClosedForm {
      ClosedForm(
        time: time, cured: cured, lossPerWeek: -log1p(-lostShare) / 12,
        visits: visits?.map(Double.init))
    }

    func scenario(seed: UInt64) -> Scenario {
      var scenario = Scenario.statistical(
        time, cured: cured, lostShare: lostShare, visits: visits, trials: trials, seed: seed)
      scenario.trial.sampleSize = size
      scenario.decision = nil
      scenario.trueRatesOfInterest = []
      scenario.analyses[1] = Analysis(
        name: "completers", estimand: "recurrence",
        method: .proportion(lost: .leftOut, interval: .wilson))
      return scenario
    }
  }

  @Test("recur, are seen to and are known as often as integration says, with normal deviations")
  func agree() async throws {
    var (recurred, seen, known) = (Deviations(), Deviations(), Deviations())
    var moreLoss = Deviations()
    let people = Self.trials * Self.size
    for number in 0..<400 {
      let draw = try Draw(number)
      let results = try await Model(draw.scenario(seed: UInt64(number))).run(threads: 2)
      func count(_ name: MeasureName, _ subject: String, times scale: Int) throws -> Double {
        try #require(results.measure(name, sampleSize: Self.size, subject: subject)?.value)
          * Double(scale)
      }
      let truth = try #require(
        results.measure(.trueValue, subject: "recurrence", layer: .atVisits)?.value)
      let closed = draw.closedForm(lostShare: draw.lostShare)
      recurred.add(truth * Double(people), of: people, share: closed.recurred(by: 12))
      let events = try count(.meanEstimate, "exact", times: people)
      seen.add(events, of: people, share: closed.beforeLoss)
      known.add(
        try count(.denominator, "completers", times: Self.trials), of: people,
        share: closed.known)
      moreLoss.add(
        events, of: people, share: draw.closedForm(lostShare: 1.1 * draw.lostShare).beforeLoss)
    }
    for cells in [recurred, seen, known] {
      #expect(cells.scores.count > 300)
      #expect(cells.largest < 5)
      #expect(try cells.isStandardNormal() > 0.001 / 3)
    }
    // A tenth more loss is seen at once.
    #expect(try moreLoss.isStandardNormal() < 1e-6)
  }
}
