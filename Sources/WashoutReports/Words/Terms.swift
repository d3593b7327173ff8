/// Names of the scenario as words.
package enum Terms {
  /// A name such as `confirmed_rise` as it reads in a sentence; known abbreviations in capitals.
  package static func readable(_ name: String) -> String {
    name.split(separator: "_").map { abbreviations[String($0)] ?? String($0) }
      .joined(separator: " ")
  }

  /// A number without needless decimals, such as `4` or `0.5`.
  package static func number(_ value: Double) -> String {
    FileNumber.text(value) ?? NumberText.undefined
  }

  /// A count with its noun, such as `1 patient` or `15 patients`.
  package static func count(_ number: Int, _ noun: String) -> String {
    "\(NumberText.grouped(number)) \(noun)\(number == 1 ? "" : "s")"
  }

  private static let abbreviations = [
    "sledai": "SLEDAI", "crp": "CRP", "esr": "ESR", "dna": "DNA", "ic50": "IC50",
  ]
}
