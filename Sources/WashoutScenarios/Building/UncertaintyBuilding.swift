internal import Foundation
internal import Washout
internal import WashoutNumerics

extension ScenarioBuilder {
  /// The values that the scenario draws from their priors; every prior is checked, drawn or not.
  func drawnValues() -> [DrawnValue] {
    let written = root.quantities(.mapping(Schema.root)).compactMap(drawnValue)
    let flag = root["simulation"]["parameter_uncertainty"]
    guard flag.flag == true else { return [] }
    if written.isEmpty, findings.faults.isEmpty {
      findings.fault(
        "no value has a prior to be drawn from; give one, such as `share: 0.3, prior: {beta: "
          + "{alpha: 3, beta: 7}}`", at: flag.place)
    }
    return written
  }

  /// A base case that an option sets although its value is drawn.
  private func warnOfIdleBase(_ value: WrittenQuantity) {
    guard value.quantity.basePlace.source.isCommandLine,
      root["simulation"]["parameter_uncertainty"].flag == true
    else { return }
    findings.warn(
      "`\(value.path)` is drawn from its prior, so its base case changes no result; set its prior, or "
        + "simulation.parameter_uncertainty=false", at: value.quantity.basePlace)
  }

  private func drawnValue(_ value: WrittenQuantity) -> DrawnValue? {
    guard let node = value.quantity.prior, node.isPresent else { return nil }
    guard value.quantity.base != nil else {
      findings.fault(
        "a prior is of one number, and `\(value.node.path)` is a distribution; leave the prior out",
        at: node.place)
      return nil
    }
    guard let distribution = distribution(node) else { return nil }
    let prior = ParameterUncertainty.Prior(
      path: value.path, distribution: distribution, words: node.inWords)
    for end in [prior.reach.low, prior.reach.high] {
      guard let end, end.isFinite, value.shape.rule.contains(end) else {
        let number = end.map { String(format: "%.3g", $0) } ?? "no number"
        findings.fault(
          "the prior of `\(value.path)` reaches \(number); \(value.shape.rule.words), so write a family that "
            + "stays there, such as beta for a share, or cut a normal off with `limits`",
          at: node.place)
        return nil
      }
    }
    warnOfIdleBase(value)
    return DrawnValue(path: value.node.path, prior: prior)
  }
}

/// A value that is drawn.
struct DrawnValue: Sendable {
  /// Where it stands in the file.
  let path: String
  let prior: ParameterUncertainty.Prior
}

/// A scenario with values in place of the base cases that have priors.
struct DrawnScenario: Sendable {
  private let root: Checked
  private let base: Scenario
  private let paths: [[String]]

  /// The scenario `base`, built from `root`, whose values at the priors' paths are drawn.
  init(_ root: Checked, _ base: Scenario, _ values: [DrawnValue]) {
    self.root = root
    self.base = base
    paths = values.map { $0.path.split(separator: ".").map(String.init) }
  }

  /// The scenario with these values, built and checked as a file with them would be.
  ///
  /// - Throws: `SimulationError.invalid` for values that do not go together.
  func scenario(_ values: [Double]) throws(SimulationError) -> Scenario {
    var drawn = root
    for (path, value) in zip(paths, values) { drawn = drawn.replacing(value, at: path[...]) }
    drawn = drawn.holdingFlareRate(of: root)
    let findings = Findings()
    let checker = Checker(findings: findings, columns: CSVColumns(findings, scenarioFile: ""))
    let scenario = ScenarioBuilder(drawn, checker).redrawn(base)
    guard let scenario, findings.faults.isEmpty else {
      throw .invalid(
        path: "simulation.parameter_uncertainty",
        reason: findings.sortedFaults.first?.message ?? "the drawn values do not go together")
    }
    return scenario
  }
}

extension ScenarioBuilder {
  /// The scenario with the parts that values of the model stand in built anew.
  fileprivate func redrawn(_ base: Scenario) -> Scenario? {
    guard let trial = trial(), let course = course() else { return nil }
    var scenario = base
    scenario.trial = trial
    scenario.course = course
    scenario.patients = patients()
    scenario.eligibility = eligibility()
    scenario.leaving = leaving()
    checkCourseSize(course, scenario.leaving, trial)
    return scenario
  }
}

/// A value of the model where it stands.
struct WrittenQuantity {
  let node: Checked
  let quantity: CheckedQuantity
  let shape: Quantity

  /// The path of its base case, as `--set` names it.
  var path: String { shape.pathWord.map { "\(node.path).\($0)" } ?? node.path }
}

extension Checked {
  /// Every value of the model below this node, in the order of the schema.
  func quantities(_ shape: Shape) -> [WrittenQuantity] {
    switch (shape, kind) {
    case (.shared(let shared), _): return quantities(shared.shape)
    case (.either(let shapes), .mapping):
      return shapes.flatMap { shape in
        if case .mapping = shape { quantities(shape) } else { [WrittenQuantity]() }
      }
    case (.quantity(let shape), .quantity(let quantity)):
      return [WrittenQuantity(node: self, quantity: quantity, shape: shape)]
    case (.mapping(let mapping), .mapping):
      let known = mapping.keys.flatMap { self[$0.name].quantities($0.shape) }
      let chosen = entries.filter { mapping[$0.key] == nil }
      return known + chosen.flatMap { $0.value.quantities(mapping.others?.shape ?? .text) }
    default: return []
    }
  }

  /// The node with another base case for the value at the end of a path.
  fileprivate func replacing(_ base: Double, at path: ArraySlice<String>) -> Checked {
    var copy = self
    switch (kind, path.first) {
    case (.quantity(var quantity), nil):
      quantity.base = base
      copy.kind = .quantity(quantity)
    case (.mapping(var entries, let annotation), let name?):
      guard let place = entries.firstIndex(where: { $0.key == name }) else { return self }
      entries[place].value = entries[place].value.replacing(base, at: path.dropFirst())
      copy.kind = .mapping(entries, annotation)
    default: break
    }
    return copy
  }

  /// The node with the suppressible rate that holds the natural flare rate where a drawn share of driven
  /// people asks for that; `root` has the base cases.
  fileprivate func holdingFlareRate(of root: Checked) -> Checked {
    let driven = self["drug"]["effect"]["driven"]
    guard driven["hold"].isPresent, let share = root["drug"]["effect"]["driven"].number,
      let drawn = driven.number, drawn > 0, drawn != share,
      let rate = self["flares"]["drug_suppressible_per_year"].number
    else { return self }
    return replacing(rate * share / drawn, at: ["flares", "drug_suppressible_per_year"])
  }
}
