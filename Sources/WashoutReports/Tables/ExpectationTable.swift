internal import Washout

/// The limits of `expect` beside what came out.
struct ExpectationTable {
  private let results: [ExpectationResult]

  init(_ findings: Findings) {
    results = findings.expectations
  }

  var markdown: String? {
    guard !results.isEmpty else { return nil }
    return Markdown.table(
      ["Headline", "Limits", "Value", "MCSE", "Verdict"], "lrrrl",
      results.map { result in
        let verdict = result.verdictInWords
        return [
          result.headlineInWords, result.limitsInWords, result.valueInWords, result.errorInWords,
          result.isMet ? verdict : "**\(verdict)**",
        ]
      })
  }
}
