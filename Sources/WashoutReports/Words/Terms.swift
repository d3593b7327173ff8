internal import Foundation

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

  /// A number with three significant digits, such as `0.312`.
  package static func significant(_ value: Double) -> String { String(format: "%.3g", value) }

  /// A count with its noun, such as `1 patient` or `15 patients`; the plural adds an s unless given.
  package static func count(_ number: Int, _ noun: String, plural: String? = nil) -> String {
    "\(NumberText.grouped(number)) " + (number == 1 ? noun : plural ?? noun + "s")
  }

  /// A number with its noun, such as `1 day` or `1.5 days`.
  package static func amount(_ value: Double, _ noun: String) -> String {
    amount(number(value), noun)
  }

  /// A number already written, with its noun: `1 point`, `0.4 points`, `1.0 points`.
  package static func amount(_ text: String, _ noun: String) -> String {
    "\(text) \(noun)\(text == "1" ? "" : "s")"
  }

  private static let abbreviations = [
    "sledai": "SLEDAI", "crp": "CRP", "esr": "ESR", "dna": "DNA", "ic50": "IC50",
  ]
}
