package import WashoutStatistics

/// A one-sample log-rank test.
package struct LogRankCalculation: Calculation {
  private let test: OneSampleLogRank
  private let subjects: Int
  private let reference: String
  private let level: Double

  /// The test of a number of subjects; `reference` names the kind of curve, 0 < level < 1.
  package init(_ test: OneSampleLogRank, subjects: Int, reference: String, level: Double) {
    self.test = test
    self.subjects = subjects
    self.reference = reference
    self.level = level
  }

  package var json: JSONValue {
    let limits = test.ratioLimits(level: level)
    return .object(
      [
        .init("subjects", .integer(subjects)), .init("reference", .string(reference)),
        .init("observed", .integer(test.observed)), .init("expected", .number(test.expected)),
        .init("variance", .string("classic")),
      ] + members(test.test(.classic)) + [
        .init("wu", .object(members(test.test(.wu)))),
        .init(
          "poisson",
          .object([
            .init("p_value_fewer", .number(test.poisson?.fewer)),
            .init("p_value_more", .number(test.poisson?.more)),
          ])),
        .init("level", .number(level)),
        .init(
          "ratio",
          .object([
            .init("value", .number(test.ratio)), .init("lower", .number(limits?.lower)),
            .init("upper", .number(limits?.upper)),
          ])),
      ])
  }

  private func members(_ test: OneSampleLogRank.Test?) -> [JSONValue.Member] {
    [
      .init("z", .number(test?.z)), .init("p_value", .number(test?.twoSided)),
      .init("p_value_fewer", .number(test?.fewer)), .init("p_value_more", .number(test?.more)),
    ]
  }

  package func screen(width: Int) -> String {
    let expected = NumberText.fixed(test.expected, decimals: 2)
    var text =
      "\(Terms.count(subjects, "subject")): observed \(test.observed), expected \(expected)"
    if let ratio = test.ratio, let limits = test.ratioLimits(level: level) {
      let numbers = [ratio, limits.lower, limits.upper].map { NumberText.fixed($0, decimals: 3) }
      text +=
        "\nobserved / expected \(numbers[0]), \(NumberText.percent(exactly: level)) interval "
        + "\(numbers[1]) to \(numbers[2]) (Poisson)"
    }
    let header = ["variance", "z", "two-sided p", "fewer events p", "more events p"]
    let rows = [
      row("E (classic)", test.test(.classic)), row("(O + E) / 2 (Wu)", test.test(.wu)),
      [
        "Poisson, exact", NumberText.undefined, NumberText.undefined,
        ExactText.probability(test.poisson?.fewer ?? .nan),
        ExactText.probability(test.poisson?.more ?? .nan),
      ],
    ]
    return text + "\n" + TextTable.text(header, rows, width: width) + "\n"
  }

  private func row(_ name: String, _ test: OneSampleLogRank.Test?) -> [String] {
    guard let test else { return [name] + Array(repeating: NumberText.undefined, count: 4) }
    return [name, NumberText.fixed(test.z, decimals: 4)]
      + [test.twoSided, test.fewer, test.more].map(ExactText.probability)
  }
}
