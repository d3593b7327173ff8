extension BetaMixture {
  /// The chances of every number of events among further people: beta-binomial, mixed.
  ///
  /// Element y is the probability of y events; nobody further gives [1]. The ratios of neighbours are
  /// exact and the sum is 1, so that no digit is lost at large counts. Source: Skellam (1948), JRSS B 10,
  /// 257.
  public func predictive(of people: Int) -> [Double] {
    precondition(people >= 0 && people <= 100_000_000, "people out of range")
    var chances = [Double](repeating: 0, count: people + 1)
    for component in components where component.weight > 0 {
      let part = Self.betaBinomial(people, component.alpha, component.beta)
      for y in 0...people { chances[y] += component.weight * part[y] }
    }
    return chances
  }

  /// The probability that a trial ends in success, when some of its people have been seen.
  ///
  /// `self` is what is believed now, after the `events` among the `seen`; `people` is the size of the
  /// whole trial, for which the table says what success is. With everybody seen it is 0 or 1.
  /// Source: Lee and Liu (2008), doi 10.1177/1740774508089279, section 2.
  public func predictiveProbability(
    _ table: DecisionTable, events: Int, of seen: Int, people: Int
  ) -> Double {
    precondition(events >= 0 && events <= seen && seen <= people, "no such count")
    let chances = predictive(of: people - seen)
    let success = chances.indices.reduce(0) { sum, further in
      table.succeeds(events: events + further, of: people) ? sum + chances[further] : sum
    }
    return min(1, success)
  }

  /// The beta-binomial by its ratios, from the count nearest its mean outwards.
  private static func betaBinomial(_ people: Int, _ alpha: Double, _ beta: Double) -> [Double] {
    let n = Double(people)
    let start = min(people, Int((n * (alpha / (alpha + beta))).rounded()))
    var chances = [Double](repeating: 0, count: people + 1)
    func ratio(_ y: Int) -> Double {
      let y = Double(y)
      return (n - y) / (y + 1) * (alpha + y) / (beta + n - y - 1)
    }
    chances[start] = 1
    for y in stride(from: start, to: people, by: 1) { chances[y + 1] = chances[y] * ratio(y) }
    for y in stride(from: start, to: 0, by: -1) { chances[y - 1] = chances[y] / ratio(y - 1) }
    let sum = chances.reduce(0, +)
    return chances.map { $0 / sum }
  }
}
