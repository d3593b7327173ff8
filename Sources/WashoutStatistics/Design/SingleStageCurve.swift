internal import WashoutNumerics

/// The saw-tooth: what a single-stage design does at every size up to a largest one.
public struct SingleStageCurve: Sendable, Equatable {
  /// The design.
  public let design: SingleStageDesign
  /// The critical counts of its rule.
  public let table: DecisionTable
  /// Element m is P(success | m people) at the value to be ruled out and at the alternative.
  private let alpha: [Double]
  private let power: [Double]

  init(_ design: SingleStageDesign, upTo largest: Int) {
    self.design = design
    let table = design.rule.table(upTo: largest)
    self.table = table
    func successes(_ rate: Double) -> [Double] {
      table.critical.indices.map {
        design.success(table.critical[$0], of: $0, rate: rate)
      }
    }
    alpha = successes(design.rule.value)
    power = successes(design.alternative)
  }

  /// The largest size.
  public var largest: Int { table.critical.count - 1 }

  /// What a trial of 0...largest enrolled does.
  public subscript(enrolled: Int) -> SingleStageDesign.Performance {
    SingleStageDesign.Performance(
      enrolled: enrolled, critical: table.critical[enrolled], alpha: mixed(alpha, enrolled),
      power: mixed(power, enrolled))
  }

  /// The power of a trial of 0...largest enrolled.
  func power(enrolled: Int) -> Double { mixed(power, enrolled) }

  /// The mean of a function of the denominator; nobody in it never succeeds.
  private func mixed(_ values: [Double], _ enrolled: Int) -> Double {
    if design.inclusion == 1 { return values[enrolled] }
    return BinomialDistribution(trials: enrolled, probability: design.inclusion).mean { values[$0] }
  }
}
