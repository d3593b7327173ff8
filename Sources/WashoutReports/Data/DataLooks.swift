internal import Washout

extension ObservedLooks {
  /// What the looks see, in sentences; of many looks only how far they can be taken and the first that stops.
  var sentences: [String] {
    let opening = "Looks count recurrences of \(analysis), patients in the order of the data."
    let each =
      looks.count <= 6
      ? looks.enumerated().map { "Look \($0 + 1), \($1.inWords)." } : [summary]
    return [opening] + each + [end, twoStages?.sentence].compactMap { $0 }
      + ["The analyses and the decision are of all the data, as if nobody had looked."]
  }

  private var summary: String {
    let taken = looks.count { $0.finding != nil }
    let stop = firstStop.map { "the first that stops is that of \(looks[$0].inWords)" }
    return "\(looks.count) looks, of which \(taken) can be taken: \(stop ?? "none of these stops")."
  }

  /// The end by the looks' own rule, of a trial that they did not stop.
  private var end: String? {
    guard firstStop == nil, let limit = declareIfAtMost, let recurrences = endRecurrences else {
      return nil
    }
    return "At the end, of \(plannedSize): \(Terms.count(recurrences, "recurrence")), at most "
      + "\(limit) \(limit == 1 ? "declares" : "declare"): \(recurrences <= limit ? "yes" : "no")."
  }

  /// As JSON.
  var json: JSONValue {
    .object([
      .init("analysis", .string(analysis)), .init("planned_size", .integer(plannedSize)),
      .init("first_stop", .integer(firstStop.map { $0 + 1 })),
      .init("declare_if_at_most", .integer(declareIfAtMost)),
      .init("end_recurrences", .integer(endRecurrences)),
      .init("looks", .array(looks.map(\.json))),
      .init("two_stages", twoStages?.json ?? .null),
    ])
  }
}

extension ObservedLooks.TwoStages {
  /// What the stages say together.
  fileprivate var sentence: String {
    func bare(_ share: Double) -> String { NumberText.fixed(100 * share, decimals: 1) }
    return
      "Knowing that it could have stopped: recurrence \(bare(unbiased)) % (unbiased; as counted "
      + "\(bare(naive)) %), \(NumberText.percent(exactly: level)) interval \(bare(lower)) to \(bare(upper)) %, "
      + "p-value \(ExactText.probability(pValue)) against unacceptable recurrence."
  }

  fileprivate var json: JSONValue {
    .object([
      .init("naive", .number(naive)), .init("unbiased", .number(unbiased)),
      .init("median_unbiased", .number(medianUnbiased)), .init("lower", .number(lower)),
      .init("upper", .number(upper)), .init("level", .number(level)),
      .init("p_value", .number(pValue)),
    ])
  }
}

extension ObservedLooks.Look {
  /// Such as `the first 10 (stops with at least 5 recurrences): 3 of 10, goes on`.
  fileprivate var inWords: String {
    let start = "the first \(plan.patients) (stops with \(plan.inWords))"
    guard let finding else {
      return "\(start): cannot be taken, \(reason ?? "not done")"
    }
    let verdict =
      switch finding.verdict {
      case .goesOn: "goes on"
      case .tooMany: "stops, too many"
      case .few: "stops, few"
      }
    return "\(start): \(finding.recurrences) of \(finding.denominator), \(verdict)"
  }

  fileprivate var json: JSONValue {
    .object([
      .init("patients", .integer(plan.patients)),
      .init("stop_if_at_least", .integer(plan.stopIfAtLeast)),
      .init("stop_if_at_most", .integer(plan.stopIfAtMost)),
      .init("recurrences", .integer(finding?.recurrences)),
      .init("denominator", .integer(finding?.denominator)),
      .init("verdict", .text(finding?.verdict.rawValue)), .init("reason", .text(reason)),
    ])
  }
}
