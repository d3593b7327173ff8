package import WashoutStatistics

/// What is believed of a rate after events among people.
package struct PosteriorCalculation: Calculation {
  private let prior: BetaMixture
  private let data: Proportion?
  private let posterior: BetaMixture
  private let level: Double
  private let limits: [Double]
  private let further: Int?

  /// A belief, the data if there are any, and what is asked of it.
  ///
  /// - Parameters:
  ///   - prior: What was believed before.
  ///   - data: The events; nil for the prior itself.
  ///   - level: The credible level, between 0 and 1.
  ///   - limits: Rates to compare with, 0...1.
  ///   - further: People to predict, if any.
  package init(
    prior: BetaMixture, data: Proportion?, level: Double, limits: [Double], further: Int?
  ) {
    self.prior = prior
    self.data = data
    self.level = level
    self.limits = limits
    self.further = further
    posterior = data.map { prior.posterior($0.events, of: $0.count) } ?? prior
  }

  package var json: JSONValue {
    .object(
      [
        .init("prior", Self.json(prior)),
        .init("events", .integer(data?.events)), .init("subjects", .integer(data?.count)),
        .init("posterior", Self.json(posterior)),
        .init("mean", .number(posterior.mean)),
        .init("standard_deviation", .number(posterior.variance.squareRoot())),
        .init("median", .number(posterior.quantile(0.5))), .init("level", .number(level)),
        .init("equal_tailed", .limits(posterior.equalTailed(level: level))),
        .init(
          "highest_density",
          .array(posterior.highestDensity(level: level).map { JSONValue.limits($0) })),
        .init("limits", .array(limits.map(json(limit:)))),
      ] + (further.map { [.init("predictive", json(further: $0))] } ?? []))
  }

  private static func json(_ belief: BetaMixture) -> JSONValue {
    .array(
      belief.components.map {
        .object([
          .init("weight", .number($0.weight)), .init("alpha", .number($0.alpha)),
          .init("beta", .number($0.beta)),
        ])
      })
  }

  private func json(limit: Double) -> JSONValue {
    .object([
      .init("limit", .number(limit)), .init("below", .number(posterior.probability(atMost: limit))),
      .init("above", .number(posterior.probability(above: limit))),
    ])
  }

  private func json(further: Int) -> JSONValue {
    .object([
      .init("subjects", .integer(further)),
      .init("probability", .array(posterior.predictive(of: further).map { .number($0) })),
    ])
  }

  package func screen(width: Int) -> String {
    let head = data.map { "\($0.events) of \($0.count) on the prior \(words(prior))" }
    let lines = [
      head ?? "The prior \(words(prior))",
      data == nil ? nil : "Posterior \(words(posterior))",
    ].compactMap { $0 }.map { Paragraph.wrapped($0, width: width, indent: "  ") }
    let table = TextTable.text(
      ["rate", data == nil ? "prior" : "posterior"], summary, width: width)
    return (lines + [table] + [predictions(width: width)].compactMap { $0 })
      .joined(separator: "\n") + "\n"
  }

  private func words(_ belief: BetaMixture) -> String {
    belief.components.map { part in
      let beta = "Beta(\(Terms.number(part.alpha)), \(Terms.number(part.beta)))"
      return belief.components.count == 1 ? beta : "\(ExactText.percent(part.weight)) \(beta)"
    }.joined(separator: " + ")
  }

  private var summary: [[String]] {
    let name = NumberText.percent(exactly: level)
    let regions = posterior.highestDensity(level: level).map(range)
    return [
      ["mean", ExactText.percent(posterior.mean)],
      ["median", ExactText.percent(posterior.quantile(0.5))],
      ["\(name) equal-tailed interval", range(posterior.equalTailed(level: level))],
      ["\(name) of highest density", regions.joined(separator: " and ")],
    ]
      + limits.map { limit in
        let above = ExactText.probability(posterior.probability(above: limit))
        let below = ExactText.probability(posterior.probability(atMost: limit))
        let rate = NumberText.percent(exactly: limit)
        return ["P(below \(rate)), P(above \(rate))", "\(below), \(above)"]
      }
  }

  private func range(_ interval: Interval) -> String {
    "\(ExactText.percent(interval.lower)) to \(ExactText.percent(interval.upper))"
  }

  /// What to expect of further people; the single counts too, where they are few, but for the rarest.
  private func predictions(width: Int) -> String? {
    guard let further else { return nil }
    let chances = posterior.predictive(of: further)
    let mean = NumberText.fixed(Double(further) * posterior.mean, decimals: 1)
    let tail = (1 - level) / 2
    let (low, high) = (Self.quantile(tail, chances), Self.quantile(1 - tail, chances))
    let summary =
      "\nOf the next \(further): \(mean) events on average, "
      + "\(low) to \(high) with a chance of \(NumberText.percent(exactly: level))"
    let likely = chances.indices.filter { chances[$0] >= 0.001 }
    guard (1...60).contains(likely.count) else { return summary }
    let rows = likely.map { ["\($0) of \(further)", ExactText.percent(chances[$0])] }
    let left = likely.count < chances.count ? "\n(counts below 0.1 % left out)" : ""
    return summary + "\n" + TextTable.text(["next \(further)", "chance"], rows, width: width) + left
  }

  /// The smallest count whose cumulative chance reaches a probability.
  private static func quantile(_ probability: Double, _ chances: [Double]) -> Int {
    var sum = 0.0
    for (count, chance) in chances.enumerated() {
      sum += chance
      if sum >= probability { return count }
    }
    return chances.count - 1
  }
}
