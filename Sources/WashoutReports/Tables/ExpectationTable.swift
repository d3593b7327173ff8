internal import Washout

/// The limits of `expect` beside what came out.
struct ExpectationTable {
  private let results: [ExpectationResult]

  init(_ findings: Findings) {
    results = findings.expectations
  }

  var elements: [PageElement] {
    guard !results.isEmpty else { return [] }
    let table = PageTable(
      "What the scenario expects",
      [
        .text("Headline"), .number("Limits"), .number("Value"), .number("MCSE"), .text("Verdict"),
      ], results.map(row))
    return [.table(table)]
  }

  private func row(_ result: ExpectationResult) -> [Phrase] {
    let verdict = result.verdictInWords
    let words = [
      result.headlineInWords, result.limitsInWords, result.valueInWords, result.errorInWords,
    ]
    return words.phrases + [result.isMet ? Phrase(verdict) : "\(strong: verdict)"]
  }
}
