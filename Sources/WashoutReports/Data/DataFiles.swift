internal import Washout

extension DataFindings {
  /// Every file in the order in which it is to be written, `summary.json` last.
  public var files: [Report.File] {
    let tables = [
      Report.File(name: "analyses.csv", contents: analysesCSV),
      Report.File(name: "patients.csv", contents: patientsCSV),
      Report.File(name: "standing.csv", contents: standingCSV),
      Report.File(name: "likelihood.csv", contents: likelihoodCSV),
      Report.File(name: "report.md", contents: page.markdown),
    ]
    let names = tables.map(\.name) + [Report.summaryName]
    return tables + [Report.File(name: Report.summaryName, contents: summary(files: names))]
  }

  /// Everything as JSON; `files` lists the files beside it, none where nothing is written.
  public func summary(files: [String] = []) -> String { json(files).document }

  // MARK: Tables

  private func number(_ value: Double?) -> String? { FileNumber.text(value) }

  private var analysesCSV: String {
    CSV.table(
      [
        "analysis", "estimand", "events", "denominator", "estimate", "standard_error", "lower",
        "upper", "level", "p_value", "posterior_probability", "reason",
      ],
      results.analyses.map { row in
        let estimate = row.estimate
        return [
          row.name, row.estimand, String(row.events), String(row.denominator),
          number(estimate?.value), number(estimate?.standardError), number(estimate?.lower),
          number(estimate?.upper), number(row.level), number(row.pValue),
          number(row.posterior?.probability), row.reason,
        ]
      })
  }

  private var patientsCSV: String {
    let days = results.definitions.map { $0.name + "_day" }
    return CSV.table(
      ["id", "entered", "worse_day", "responded", "recurred", "lost_day", "ended"] + days,
      results.patients.map { row in
        [
          row.id, row.entered ? "1" : "0", number(row.worseDay),
          row.responded.map { $0 ? "1" : "0" }, row.recurred ? "1" : "0", number(row.lostDay),
          row.reason?.rawValue,
        ] + row.recurrenceDays.map(number)
      })
  }

  private var standingCSV: String {
    CSV.table(
      ["assumption", "rate", "rate_mcse", "at_least", "at_least_mcse", "at_most", "at_most_mcse"],
      standing.map { row in
        [
          Self.name(row.assumption), number(row.rate), number(row.rateMCSE), number(row.atLeast),
          number(row.atLeastMCSE), number(row.atMost), number(row.atMostMCSE),
        ]
      })
  }

  private var likelihoodCSV: String {
    CSV.table(
      ["path", "value", "rate", "rate_mcse", "likelihood_ratio", "mcse"],
      likelihood.map { row in
        [
          row.path, row.value, number(row.rate?.rate), number(row.rate?.mcse), number(row.ratio),
          number(row.mcse),
        ]
      })
  }

  static func name(_ assumption: ObservedStanding.Assumption) -> String {
    switch assumption {
    case .drug(let drug): drug.rawValue
    case .rate: "true_rate"
    }
  }

  // MARK: JSON

  private func json(_ files: [String]) -> JSONValue {
    .object([
      .init("data", .string(file)), .init("scenario", .string(scenario.name)),
      .init("engine", .string(EngineVersion.current)),
      .init("dosed", .integer(results.dosed)), .init("entered", .integer(results.entered)),
      .init("recurrences", .integer(results.recurrences)), .init("lost", .integer(results.lost)),
      .init("decision", results.isDecided.map(JSONValue.bool) ?? .null),
      .init("verdict", .text(results.verdict)),
      .init("looks", results.looks?.json ?? .null),
      .init("definitions", .array(results.definitions.map(Self.json))),
      .init("analyses", .array(results.analyses.map(Self.json))),
      .init("trials", .integer(trials.standing)), .init("cell_trials", .integer(trials.cell)),
      .init("standing", .array(standing.map(Self.json))),
      .init("likelihood", .array(likelihood.map(Self.json))),
      .init("patients", .array(results.patients.map(json))),
      .init("remarks", .array(results.remarks.map { .string($0.inWords) })),
      .init("files", .array(files.map(JSONValue.string))),
    ])
  }

  private static func json(_ row: ObservedResults.Definition) -> JSONValue {
    .object([
      .init("name", .string(row.name)), .init("recurrences", .integer(row.recurrences)),
      .init("missing", .text(row.missing.isEmpty ? nil : row.missing.joined(separator: ", "))),
    ])
  }

  private static func json(_ row: ObservedResults.AnalysisResult) -> JSONValue {
    .object([
      .init("name", .string(row.name)), .init("estimand", .string(row.estimand)),
      .init("events", .integer(row.events)), .init("denominator", .integer(row.denominator)),
      .init("estimate", .number(row.estimate?.value)),
      .init("standard_error", .number(row.estimate?.standardError)),
      .init("lower", .number(row.estimate?.lower)), .init("upper", .number(row.estimate?.upper)),
      .init("level", .number(row.level)), .init("p_value", .number(row.pValue)),
      .init("posterior_event", .text(row.posterior?.event)),
      .init("posterior_probability", .number(row.posterior?.probability)),
      .init("reason", .text(row.reason)),
    ])
  }

  private static func json(_ row: ObservedStanding) -> JSONValue {
    .object([
      .init("assumption", .string(name(row.assumption))), .init("rate", .number(row.rate)),
      .init("rate_mcse", .number(row.rateMCSE)), .init("at_least", .number(row.atLeast)),
      .init("at_least_mcse", .number(row.atLeastMCSE)), .init("at_most", .number(row.atMost)),
      .init("at_most_mcse", .number(row.atMostMCSE)),
    ])
  }

  private static func json(_ row: LikelihoodRow) -> JSONValue {
    .object([
      .init("path", .string(row.path)), .init("value", .string(row.value)),
      .init("rate", .number(row.rate?.rate)), .init("rate_mcse", .number(row.rate?.mcse)),
      .init("likelihood_ratio", .number(row.ratio)), .init("mcse", .number(row.mcse)),
    ])
  }

  private func json(_ row: ObservedResults.Patient) -> JSONValue {
    .object([
      .init("id", .string(row.id)), .init("entered", .bool(row.entered)),
      .init("worse_day", .number(row.worseDay)),
      .init("responded", row.responded.map(JSONValue.bool) ?? .null),
      .init("recurred", .bool(row.recurred)), .init("lost_day", .number(row.lostDay)),
      .init("ended", .text(row.reason?.rawValue)),
      .init(
        "recurrence_days",
        .object(
          zip(results.definitions, row.recurrenceDays).map {
            .init($0.name, .number($1))
          })),
    ])
  }
}
