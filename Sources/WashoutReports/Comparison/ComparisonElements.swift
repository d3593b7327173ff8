internal import Washout

/// One changed scenario on a page: inputs, results, what they mean.
struct ComparisonElements {
  private let name: String
  private let comparison: Comparison

  init(_ name: String, _ comparison: Comparison) {
    self.name = name
    self.comparison = comparison
  }

  var all: [PageElement] {
    [inputs, .paragraph(Phrase(trials)), .table(table)] + verdicts.map(PageElement.paragraph)
  }

  private var inputs: PageElement {
    comparison.inputs.isEmpty
      ? .paragraph("No input differs.") : .list(comparison.inputs.map(line))
  }

  private func line(_ input: InputChange) -> Phrase {
    func code(_ value: String?) -> Phrase { value.map { "\(code: $0)" } ?? "none" }
    let change: Phrase = "\(code: input.path) \(code(input.base)) -> \(code(input.other))"
    let range = input.rangeRemark.map { remark -> Phrase in
      input.isInRange == true ? Phrase(remark) : "\(strong: remark)"
    }
    let source = input.sourceRemark.map { remark -> Phrase in "\(emphasis: remark)" }
    return ([change] + [range, source].compactMap { $0 }).joined(separator: "; ")
  }

  private var trials: String {
    let results = comparison.results
    let same = "\(Terms.count(results.trials, "trial")), "
    guard let kept = results.keptShare, kept < 1 else { return same + "same patients." }
    let share = NumberText.percent(
      Measure(.entered, value: kept, replicates: results.trials), limit: 1)
    return same + "same draws; \(share) of places have the same patient."
  }

  private var table: PageTable {
    let before = comparison.base.trial.sampleSize
    let after = comparison.other.trial.sampleSize
    let size = before == after ? "n = \(after)" : "n = \(before) -> \(after)"
    let numbers = [comparison.baseTitle, comparison.title, "change", "MCSE (paired)"]
    return PageTable(
      "\(name): \(comparison.baseTitle) and \(comparison.title)",
      [.text("\(name), \(size)")] + numbers.map(PageTable.Column.number),
      comparison.rows.map(cells), isSortable: false)
  }

  private func cells(_ row: Comparison.Row) -> [Phrase] {
    var cells = row.cells.phrases
    if row.isBeyondError { cells[2] = "\(strong: cells[2])" }
    return [Phrase(String(row.label.drop { $0 == " " }))] + cells
  }

  private var verdicts: [Phrase] {
    let unmet = comparison.expectations.filter { !$0.isMet }.map(\.statement)
    var clauses = [comparison.decisionChange, comparison.sizeChange].compactMap { $0 }.phrases
    if !comparison.expectations.isEmpty {
      clauses.append(
        unmet.isEmpty
          ? "\(code: "expect") met"
          : "\(strong: "\(code: "expect") not met"): \(unmet.joined(separator: "; "))")
    }
    if comparison.hasLooks {
      clauses.append("looks are not compared: \(code: "washout run") has them")
    }
    let text = clauses.joined(separator: "; ") as Phrase
    return [text, Phrase("In words: " + comparison.sentence)].filter { !$0.isEmpty }
  }
}
