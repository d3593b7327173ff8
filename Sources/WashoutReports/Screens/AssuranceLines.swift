internal import Washout

/// The lines of the run screen about values that are drawn.
struct AssuranceLines {
  private let findings: Findings

  init(_ findings: Findings) {
    self.findings = findings
  }

  /// None where nothing is drawn.
  var lines: [String] {
    if findings.priors.isEmpty { return [] }
    let drawn = "\(Terms.count(findings.priors.count, "value")) drawn anew for each trial"
    return [
      variances.map { "\(drawn). Variance of the decision (MCSE): \($0)" } ?? drawn + ".", drivers,
      "! Bias and coverage are not given, since the truth differs by draw.",
    ].compactMap { $0 }
  }

  private var variances: String? {
    guard findings.assurance() != nil else { return nil }
    return "between draws \(text(findings.trial(.varianceBetweenDraws))), within "
      + text(findings.trial(.varianceWithinDraws))
  }

  private var drivers: String? {
    let texts = findings.drivers.filter { $0.correlation?.value != nil }.prefix(5).map {
      "\($0.prior.path) \(text($0.correlation))"
    }
    return texts.isEmpty
      ? nil : "Drives the estimate, rank correlation (MCSE): " + texts.joined(separator: ", ")
  }

  private func text(_ measure: Measure?) -> String {
    "\(NumberText.besideError(measure, limit: 6)) (\(NumberText.error(measure?.mcse)))"
  }
}
