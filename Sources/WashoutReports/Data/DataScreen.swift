internal import Washout

extension DataFindings {
  /// The screen, ending in a newline; `isWritten` says that files were written.
  public func screen(width: Int, isWritten: Bool) -> String {
    DataScreen(self, width: max(40, width), isWritten: isWritten).text
  }
}

/// What a finished trial found, in a terminal.
struct DataScreen {
  private let findings: DataFindings
  private let width: Int
  private let isWritten: Bool

  init(_ findings: DataFindings, width: Int, isWritten: Bool) {
    self.findings = findings
    self.width = width
    self.isWritten = isWritten
  }

  var text: String {
    let blocks: [String?] = [
      wrapped("\(scenario.title). Data: \(findings.file)"), wrapped(headline), looks, definitions,
      analyses, standing, likelihood,
    ]
    let lines = blocks.compactMap { $0 } + remarks
    return (lines + (isWritten ? [] : ["Nothing was written (use --output)."]))
      .joined(separator: "\n") + "\n"
  }

  private var scenario: Scenario { findings.scenario }
  private var results: ObservedResults { findings.results }

  private func wrapped(_ text: String) -> String {
    Paragraph.wrapped(text, width: width, indent: "  ")
  }

  private var headline: String {
    let dosed = results.dosed.map { "\($0) dosed, \(results.entered) entered" }
    let primary = Terms.readable(scenario.recurrence.primary)
    return (dosed ?? "\(results.entered) entered (the data do not say how many were dosed)")
      + ", \(Terms.count(results.recurrences, "recurrence"))"
      + (primary == "recurrence" ? "" : " (\(primary))")
      + (findings.headline.map { ": " + DataEstimate($0).inWords } ?? "")
      + "." + decision + " " + left
  }

  private var looks: String? {
    guard let looks = results.looks else { return nil }
    return wrapped(looks.sentences.joined(separator: " "))
  }

  private var decision: String {
    guard let decision = scenario.decision else { return "" }
    let made = results.isDecided.map { $0 ? "yes" : "no" } ?? "cannot be made"
    let answer =
      switch results.verdict {
      case "no_go": "\(made), a no-go (\(decision.noGo?.inWords ?? ""))"
      case "consider": "\(made), and no no-go either: to be considered"
      default: made
      }
    return "  Decision \"\(decision.name)\" (\(decision.rule.inWords)): \(answer)."
  }

  private var left: String {
    let ongoing = results.patients.count { $0.isLost && $0.reason == .ongoing }
    let parts = [
      "\(results.lost - ongoing) lost", ongoing > 0 ? "\(ongoing) still under observation" : nil,
    ]
    return parts.compactMap { $0 }.joined(separator: ", ") + "."
  }

  private var definitions: String? {
    guard results.definitions.count > 1 else { return nil }
    let counted = results.definitions.map { definition in
      let count =
        definition.recurrences.map(String.init)
        ?? "not scored (no \(definition.missing.joined(separator: ", ")))"
      return "\(Terms.readable(definition.name)) \(count)"
    }
    return wrapped("By definition, as this trial saw it: " + counted.joined(separator: ", ") + ".")
  }

  private var analyses: String? {
    guard !results.analyses.isEmpty else { return nil }
    let extra = findings.probabilityColumns
    let rows = results.analyses.map { result -> [String] in
      guard result.estimate != nil else {
        let places = Array(repeating: "", count: 4 + extra.count)
        return [result.name, result.reason ?? NumberText.undefined] + places
      }
      return [result.name, "\(result.events)/\(result.denominator)"]
        + DataEstimate(result).cells + extra.map { $0.cell(result) }
    }
    return TextTable.text(
      ["Analysis", "events", "estimate", "SE", "lower", "upper"] + extra.map(\.name), rows,
      width: width)
  }

  private var standing: String? {
    guard let result = findings.results.proportionOfInterest, !findings.standing.isEmpty else {
      return nil
    }
    let side = findings.isUpperTail ? "or more" : "or fewer"
    let parts = findings.standing.map { row in
      let value = findings.isUpperTail ? row.atLeast : row.atMost
      let mcse = findings.isUpperTail ? row.atLeastMCSE : row.atMostMCSE
      return "\(Self.chance(value, mcse)) \(Self.words(row.assumption))"
    }
    return wrapped(
      "\(result.events) \(side) of \(result.denominator) would happen in: "
        + parts.joined(separator: ",  ") + ".")
  }

  static func words(_ assumption: ObservedStanding.Assumption) -> String {
    switch assumption {
    case .drug(.noEffect): "with no effect"
    case .drug: "of trials with the assumed drug"
    case .rate(let rate): "with a true rate of \(NumberText.percent(exactly: rate))"
    }
  }

  private var likelihood: String? {
    let rows = findings.likelihood.filter { $0.ratio != nil }
    guard let best = rows.first, let worst = rows.last, rows.count > 1 else { return nil }
    return wrapped(
      "Against the what-if cells: least surprised by \(DataFindings.name(best)) (likelihood "
        + "\(Self.ratio(best)) times the base case), most by \(DataFindings.name(worst)) "
        + "(\(Self.ratio(worst)) times).")
  }

  static func ratio(_ row: LikelihoodRow) -> String {
    guard let ratio = row.ratio, ratio.isFinite else { return "infinitely many" }
    return NumberText.fixed(ratio, decimals: NumberText.decimals(mcse: row.mcse, limit: 1))
  }

  private var remarks: [String] { results.remarks.map { wrapped("! " + $0.inWords) } }

  /// A chance to the digits that its error supports; exact ones to a tenth of a per cent.
  static func chance(_ share: Double, _ mcse: Double?) -> String {
    let decimals = NumberText.decimals(mcse: mcse.map { 100 * $0 }, limit: 1)
    let text = NumberText.fixed(100 * share, decimals: decimals)
    return (share > 0 && Double(text) == 0 ? "< 0.1" : text) + " %"
  }
}

extension ObservedRemark {
  /// The remark in words.
  var inWords: String {
    switch self {
    case .finalVisitIsMissing(let id):
      "\(id) completed, but the last planned visit is missing: the outcome is missing."
    case .reasonNotFound(let id, let day):
      "\(id) left on day \(NumberText.fixed(day, decimals: 0)) for a reason that the rules do not "
        + "find: counted as lost."
    case .referenceIsMissing(let id, let week, let day):
      "\(id) has no visit at week \(week), from which rises are counted: the visit on day "
        + "\(NumberText.fixed(day, decimals: 0)) stands in."
    case .endNotSaid(let id, let day):
      "\(id) has nothing after day \(NumberText.fixed(day, decimals: 0)) and no `ended`: counted as "
        + "lost."
    }
  }
}
