public import Washout

/// The what-if cells of a scenario file: scenarios in which one value is another.
public struct WhatIfReader: Sendable {
  private let path: String
  private let overrides: [String]
  private let base: Scenario

  /// For the file that gave `base` with these `path=value` options.
  public init(fileAt path: String, overrides: [String], base: Scenario) {
    self.path = path
    self.overrides = overrides
    self.base = base
  }

  /// A cell for each end of each range, in the order of the register.
  ///
  /// A range that no person's course or record depends on, such as that of recruitment, gives none, and
  /// neither does an end that is the base case or is refused beside the other values.
  public func rangeEnds() -> [WhatIfCell] {
    base.assumptions.flatMap { assumption -> [WhatIfCell] in
      guard let range = assumption.range else { return [] }
      return [(WhatIfCell.End.low, range.lowerBound), (.high, range.upperBound)].compactMap {
        cell(assumption, $0, $1)
      }
    }
  }

  private func cell(
    _ assumption: Assumption, _ end: WhatIfCell.End, _ number: Double
  ) -> WhatIfCell? {
    let (key, value) = (assumption.path, NumberGrammar.shortest(number))
    let parser = ScenarioParser(overrides: overrides + ["\(key)=\(value)"])
    guard let scenario = try? parser.parse(fileAt: path).scenario, !isSame(scenario) else {
      return nil
    }
    let setting = WhatIfCell.Setting(path: key, value: value, unit: assumption.unit)
    return WhatIfCell(kind: .range, end: end, settings: [setting], scenario: scenario)
  }

  private func isSame(_ scenario: Scenario) -> Bool {
    var scenario = scenario
    scenario.assumptions = base.assumptions
    scenario.trial.recruitedPerMonth = base.trial.recruitedPerMonth
    return scenario == base
  }
}
