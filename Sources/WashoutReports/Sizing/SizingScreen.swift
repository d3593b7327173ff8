internal import Washout
internal import WashoutStatistics

extension Sizing {
  /// The answer in a terminal of a width, ending in a newline.
  public func screen(width: Int) -> String {
    let screen = SizingScreen(self, width: max(20, width))
    return screen.blocks.compactMap { $0 }.joined(separator: "\n") + "\n"
  }
}

/// The table of sizes, the answers, and what to know about them.
struct SizingScreen {
  private let sizing: Sizing
  private let width: Int
  private var results: SizingResults { sizing.results }
  private var answers: SizeAnswers { sizing.answers }

  init(_ sizing: Sizing, width: Int) {
    self.sizing = sizing
    self.width = width
  }

  var blocks: [String?] {
    [heading, table, legend, criteria, verdict, source, caution, paragraphs]
  }

  private func wrapped(_ text: String) -> String {
    Paragraph.wrapped(text, width: width, indent: "  ")
  }

  private var heading: String {
    let run = "\(Terms.count(results.trials, "trial")), seed \(results.scenario.simulation.seed)"
    guard let decision = results.scenario.decision else {
      return wrapped("\(results.scenario.title)      \(run)")
    }
    return wrapped("Decision \"\(decision.name)\": \(decision.rule.inWords)      \(run)")
  }

  private var table: String {
    let columns = SizingColumns(sizing).all
    let rows = sizing.rows.map { size in columns.map { $0.cell(size) } }
    return TextTable.text(
      columns.map(\.title), rows, width: width,
      alignments: String(repeating: "r", count: columns.count))
  }

  private var legend: String {
    var terms = ["width: of the interval, on average", "recur: recurrences recorded"]
    if let event = sizing.event {
      let share = NumberText.percent(exactly: event.frequency)
      terms.append("AE: chance to see an adverse event of true frequency \(share)")
    }
    if results.scenario.decision != nil {
      terms.insert(
        sizing.hasNoEffect
          ? "P: chance of the decision on the assumed drug, and on one that does nothing"
          : "P(yes): chance of the decision", at: 0)
    }
    return wrapped("(" + terms.joined(separator: "; ") + ")")
  }

  private var criteria: String? {
    if answers.answers.isEmpty { return nil }
    let rows = answers.answers.indices.map { place in
      let answer = answers.answers[place]
      return (answer.criterion.inWords, sizes(of: answer), remark(place))
    }
    let columns = (rows.map(\.0.count).max() ?? 0, rows.map(\.1.count).max() ?? 0)
    return rows.map { name, sizes, remark in
      let line =
        Paragraph.left(name, columns.0) + "   "
        + (remark.isEmpty ? sizes : Paragraph.left(sizes, columns.1) + "   " + remark)
      return line.count <= width ? line : wrapped(line)
    }.joined(separator: "\n")
  }

  private func sizes(of answer: SizeAnswer) -> String {
    let limit = answer.lookedTo
    if let last = answer.last {
      let text = last.inWordsOfFew
      return last.value == limit ? "last n \(text) or more" : "last n \(text)"
    }
    guard let first = answer.first, let stable = answer.stable else { return "" }
    if first.value == nil && first.isCertain { return "no n up to \(limit)" }
    return "first n \(first.inWords(upTo: limit)), stable \(stable.inWords(upTo: limit))"
  }

  private func remark(_ place: Int) -> String {
    let conflicts = answers.conflicts.filter { $0.few == place }
      .map { answers.answers[$0.many].criterion.name }
    var remarks: [String] = []
    if !answers.answers[place].isExact, answers.answers[place].criterion.wantsMore {
      remarks.append("simulated")
    }
    if let first = answers.answers[place].first?.value, first > results.sizes.upperBound {
      remarks.append("beyond \(results.sizes.upperBound)")
    }
    if !conflicts.isEmpty {
      remarks.append("<- conflicts with the \(Paragraph.list(conflicts))")
    }
    return remarks.joined(separator: "; ")
  }

  /// Which criterion binds, and from which size on all are met.
  private var verdict: String? {
    if answers.answers.isEmpty { return nil }
    let range = "\(results.sizes.lowerBound)-\(results.sizes.upperBound)"
    let names = answers.binding.map { answers.answers[$0].criterion.name }
    let binding =
      names.isEmpty ? "" : "Binding: \(Paragraph.list(names)). "
    let many = answers.answers.count
    let all = many == 1 ? "this" : many == 2 ? "both" : "all \(many)"
    guard let first = answers.first else {
      return wrapped("\(binding)No n in \(range) meets \(all).")
    }
    let stable =
      answers.stable.map { $0 == first ? "" : ", and every n that is short enough from \($0)" }
      ?? ", but not every larger one"
    return wrapped("\(binding)n = \(first) meets \(all)\(stable).".replacing(shortEnough))
  }

  /// Nothing is too long where no one asked how long it takes.
  private var shortEnough: (String, String) {
    let hasLimit = answers.answers.contains { !$0.criterion.wantsMore }
    return (" that is short enough", hasLimit ? " that is short enough" : "")
  }

  /// What stands behind the chances.
  private var source: String? {
    guard results.scenario.decision != nil else { return nil }
    let looks =
      (sizing.looks == nil ? "" : " Looks are ignored.")
      + (sizing.holdsPriors ? " No value is drawn from its prior here." : "")
    let error = sizing.largestError.map {
      ", MCSE up to \(Terms.amount(NumberText.error($0, scale: 100), "point"))"
    }
    guard results.hasExactChances else {
      return wrapped(
        "Chances are simulated\(error ?? ""): analysis \"\(results.scenario.analyses[0].name)\" is no "
          + "function of counts, so there is no exact formula.\(looks)")
    }
    guard let distance = sizing.largestDisagreement else { return nil }
    let errors = NumberText.fixed(distance, decimals: 1)
    if distance > Sizing.mostDisagreement {
      return wrapped(
        "EXACT AND SIMULATED CHANCES DISAGREE by \(errors) MCSE of their difference. This is a bug; "
          + "please report it.")
    }
    return wrapped(
      "Chances are exact over the numbers that enter, at the simulated rates\(error ?? ""); simulated "
        + "chances agree within \(errors) MCSE at every n.\(looks)")
  }

  /// More people also make the decision likelier where the drug does nothing.
  private var caution: String? {
    let rows = sizing.rows
    guard sizing.hasNoEffect, let first = rows.first, let last = rows.last, first < last,
      let low = results.chance(first, .noEffect)?.value,
      let high = results.chance(last, .noEffect)?.value, high > low + 0.01
    else { return nil }
    let limits = NumberText.decimals(of: [
      results.chance(first, .noEffect), results.chance(last, .noEffect),
    ])
    func percent(_ share: Double) -> String {
      NumberText.fixed(100 * share, decimals: limits) + " %"
    }
    return wrapped(
      "Caution: with no effect the decision also becomes likelier, \(percent(low)) at n = \(first) to "
        + "\(percent(high)) at n = \(last)\(reason).")
  }

  private var reason: String {
    guard let limit = results.scenario.decision?.rule.rate,
      let drug = results.rate(), let none = results.rate(.noEffect), let p = drug.value,
      let q = none.value
    else { return "" }
    let both = "\(NumberText.barePercent(drug)) and \(NumberText.percent(none))"
    let rate = NumberText.percent(exactly: limit)
    if p < limit && q < limit { return ": the limit \(rate) lies above both rates (\(both))" }
    if p > limit && q > limit { return ": the limit \(rate) lies below both rates (\(both))" }
    return ""
  }

  private var paragraphs: String? {
    guard let compared = sizing.compared else { return nil }
    let texts = compared.compactMap { size in
      ProtocolParagraph(sizing.findings(size)).sentence.map { "n = \(size): \"\($0)\"" }
    }
    if texts.isEmpty { return nil }
    return (["Protocol text (SPIRIT 2025 item 19):"] + texts).map(wrapped).joined(separator: "\n")
  }
}

extension String {
  fileprivate func replacing(_ pair: (String, String)) -> String {
    replacing(pair.0, with: pair.1)
  }
}

extension Decision.Rule {
  /// The rate that what decides is held against; nil for a p-value.
  fileprivate var rate: Double? {
    switch self {
    case .upperLimitBelow(let limit), .lowerLimitAbove(let limit): limit
    case .posteriorOfRateBelow(let rate, _), .posteriorOfRateAbove(let rate, _): rate
    case .pValueBelow: nil
    }
  }
}
