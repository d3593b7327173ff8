internal import Foundation
internal import Washout

/// How well the headline is known, and how many trials would know it better.
struct PrecisionAdvice {
  private let findings: Findings
  private let seconds: Double?

  /// Advice after a simulation that took some seconds; nil where that is not known.
  init(_ findings: Findings, seconds: Double?) {
    self.findings = findings
    self.seconds = seconds
  }

  /// The advice; nil where no headline has an error.
  ///
  /// Four times the trials halve an error. Where a stop rule ran out of trials, it says how many would have
  /// met it.
  var sentence: String? {
    guard let (name, mcse) = watched, mcse > 0 else { return nil }
    let known = "\(name) known to \(Terms.amount(NumberText.error(mcse, scale: 100), "point"))"
    if let rule = unmetRule(mcse) {
      let times = pow(mcse / rule.below, 2)
      return "\(known), not the \(Terms.number(100 * rule.below)) of stop_when, in at_most_trials; "
        + "for that run \(run(times: times))"
    }
    return "\(known); for \(half(of: mcse)) run \(run(times: 4))"
  }

  /// Half an error in points, with a second digit where one would be far from it.
  private func half(of mcse: Double) -> String {
    let text = NumberText.error(mcse / 2, scale: 100)
    let isFar = Double(text).map { abs($0 / (50 * mcse) - 1) > 0.2 } ?? false
    return isFar ? String(format: "%.2g", 50 * mcse) : text
  }

  private var rule: Simulation.StopRule? { findings.scenario.simulation.stopWhen }

  /// The headline that the stop rule names, else the decision, else the recurrence.
  private var watched: (name: String, mcse: Double)? {
    let noun = findings.assurance() == nil ? "Decision" : "Assurance"
    let decision = findings.decided()?.mcse.map { (noun, $0) }
    let recurrence = findings.recurrence()?.mcse.map { ("Recurrence", $0) }
    return rule?.mcseOf == "recurrence" ? recurrence ?? decision : decision ?? recurrence
  }

  private func unmetRule(_ mcse: Double) -> Simulation.StopRule? {
    guard let rule, mcse >= rule.below, findings.results.trials >= rule.atMostTrials else {
      return nil
    }
    return rule
  }

  private func run(times: Double) -> String {
    let step = 1_000.0
    let exact = Double(findings.results.trials) * times
    let trials =
      times == 4 || exact < step ? exact.rounded(.up) : (exact / step - 1e-9).rounded(.up) * step
    guard trials < 1e15 else { return "more trials than can be simulated" }
    let time = seconds.map { " (\(Self.duration($0 * times)))" } ?? ""
    return "\(NumberText.grouped(Int(trials))) trials\(time)"
  }

  private static func duration(_ seconds: Double) -> String {
    switch seconds {
    case ..<90: "\(max(1, Int(seconds.rounded()))) s"
    case ..<5400: "\(Int((seconds / 60).rounded())) min"
    default: "\(NumberText.fixed(seconds / 3600, decimals: 1)) h"
    }
  }
}
