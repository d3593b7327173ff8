/// `hold: natural_flare_rate` at the share of driven people: the flares of all people together on a drug
/// that does nothing stay as many when that share is varied by an option.
///
/// Their rate is background + suppressible x share, so the suppressible rate is multiplied by the file's
/// share over the varied one.
struct HeldFlareRate {
  private let findings: Findings
  private let path = ["drug", "effect", "driven"]

  init(_ findings: Findings) { self.findings = findings }

  /// The scenario with the rate that the option calls for; itself where nothing is to be held.
  func applied(to written: SourceNode, over files: SourceNode) -> SourceNode {
    guard let driven = node(in: written), let hold = driven["hold"], !hold.isNull else {
      return written
    }
    let (before, after) = (checked(files), checked(written))
    guard let share = before["drug"]["effect"]["driven"].number,
      let varied = after["drug"]["effect"]["driven"].number, varied != share,
      let rate = after["flares"]["drug_suppressible_per_year"].number
    else { return written }
    guard varied > 0 else {
      findings.fault(
        "no rate of flares in driven people holds the natural rate when nobody is driven; set "
          + "drug.effect.driven.hold=null as well", at: driven.place)
      return written
    }
    let held = NumberGrammar.shortest(rate * share / varied)
    findings.warn(
      "the natural flare rate is held: flares.drug_suppressible_per_year becomes \(held)",
      at: driven.place)
    return Overrides(["flares.drug_suppressible_per_year=\(held)"], findings).applied(to: written)
  }

  private func node(in root: SourceNode) -> SourceNode? {
    path.reduce(root) { node, key in node?[key] }
  }

  /// What stands there, faults apart: they are told where the whole is checked.
  private func checked(_ root: SourceNode) -> Checked {
    let findings = Findings()
    let checker = Checker(findings: findings, columns: CSVColumns(findings, scenarioFile: ""))
    return checker.check(root, .mapping(Schema.root), label: "", path: "")
  }
}
