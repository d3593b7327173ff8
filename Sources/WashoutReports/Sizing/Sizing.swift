public import Washout
internal import WashoutStatistics

/// The sizes of trial that a scenario calls for, ready to be shown.
public struct Sizing: Sendable {
  let results: SizingResults
  let answers: SizeAnswers
  /// Sizes to be put side by side; nil where none are asked for.
  let compared: [Int]?
  /// The adverse event that the table speaks of.
  let event: EventSighting?
  /// What stops a trial while it runs, which sizes ignore.
  let looks: Looks?
  /// Whether a run of the scenario would draw values from priors, which sizes do not.
  let holdsPriors: Bool
  /// The sizes that the scenario itself names.
  private let named: [Int]

  /// Sizes as answered.
  ///
  /// `scenario` is the one asked about; `compared` are sizes to be put side by side.
  public init(
    _ scenario: Scenario, _ results: SizingResults, _ answers: SizeAnswers, compared: [Int]?
  ) {
    self.results = results
    self.answers = answers
    self.compared = compared
    looks = scenario.looks
    holdsPriors = scenario.simulation.parameterUncertainty != nil
    named = [scenario.trial.sampleSize] + scenario.whatIfSampleSizes
    let asked = answers.answers.compactMap { answer -> EventSighting? in
      if case .seeEvent(let sighting, _) = answer.criterion { sighting } else { nil }
    }
    event = asked.first ?? EventSighting(frequency: ProtocolParagraph.adverseEventFrequency)
  }

  /// False where criteria were asked for and no size in the range meets all.
  public var isReached: Bool { answers.answers.isEmpty || answers.first != nil }

  /// The sizes of the table: those compared, else those that the scenario names, at the ends of the range
  /// and at which an answer lies.
  var rows: [Int] {
    if let compared { return compared }
    let borders = answers.answers.flatMap { [$0.first?.value, $0.stable?.value, $0.last?.value] }
    let wanted =
      named + borders.compactMap { $0 } + [answers.first, answers.stable].compactMap { $0 }
      + [results.sizes.lowerBound, results.sizes.upperBound]
    return Set(wanted.filter(results.sizes.contains)).sorted()
  }

  /// A trial of a size as pages of results speak of it.
  func findings(_ size: Int) -> Findings {
    var scenario = results.scenario
    scenario.trial.sampleSize = size
    scenario.looks = looks
    return Findings(scenario, results.results(for: size))
  }

  /// True where the same people were followed on a drug that does nothing, and the assumed one does not.
  var hasNoEffect: Bool { findings(results.sizes.upperBound).hasNoEffect }

  /// The largest distance of simulated from exact chances, in errors of their difference; nil where there
  /// is nothing to compare.
  var largestDisagreement: Double? {
    let drugs: [DrugAssumption] = hasNoEffect ? [.assumed, .noEffect] : [.assumed]
    return results.sizes.flatMap { size in
      drugs.compactMap { drug -> Double? in
        guard let measure = results.simulatedMinusExact(size, drug), let value = measure.value,
          let mcse = measure.mcse
        else { return nil }
        return mcse > 0 ? abs(value) / mcse : value == 0 ? 0 : .infinity
      }
    }.max()
  }

  /// The largest Monte Carlo error of a chance in the table.
  var largestError: Double? {
    let drugs: [DrugAssumption] = hasNoEffect ? [.assumed, .noEffect] : [.assumed]
    return rows.flatMap { size in drugs.compactMap { results.chance(size, $0)?.mcse } }.max()
  }

  /// Beyond so many errors, at any of the sizes, exact and simulated numbers do not agree.
  static let mostDisagreement = 4.5
}
