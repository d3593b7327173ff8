internal import WashoutNumerics

extension ScenarioBuilder {
  /// A checked distribution; nil when something about it is faulty.
  func distribution(_ node: Checked) -> Distribution? {
    guard let quantity = node.quantity, quantity.family?.value.isSound ?? true,
      let shape = shape(quantity)
    else { return nil }
    do {
      return try Distribution(shape)
    } catch {
      let place = quantity.family?.value.place ?? quantity.basePlace
      findings.fault("\(node.path): \(error.words)", at: place)
      return nil
    }
  }

  private func shape(_ quantity: CheckedQuantity) -> Distribution.Shape? {
    let limits = limits(quantity)
    if let family = quantity.family { return shape(family, limits: limits) }
    guard let base = quantity.base else { return nil }
    if let sdLog = quantity["sd_log"].number {
      return .lognormal(median: base, sdLog: sdLog)
    }
    return quantity.word == "share" ? .bernoulli(share: base) : .point(base)
  }

  private func limits(_ quantity: CheckedQuantity) -> ClosedRange<Double>? {
    guard let entry = quantity.extras.first(where: { $0.key == "limits" }), entry.value.isPresent
    else { return nil }
    if quantity.family?.key != "normal" {
      findings.fault("limits belong to a normal distribution; leave them out", at: entry.keyPlace)
    }
    let numbers = entry.value.list.compactMap(\.number)
    return numbers.count == 2 ? numbers[0]...numbers[1] : nil
  }

  private func shape(_ family: Checked.Entry, limits: ClosedRange<Double>?) -> Distribution.Shape? {
    let value = family.value
    func number(_ key: String) -> Double { value[key].number ?? .nan }
    switch family.key {
    case "normal":
      return .normal(
        mean: number("mean"), sd: number("sd"), lower: limits?.lowerBound ?? -.infinity,
        upper: limits?.upperBound ?? .infinity)
    case "lognormal": return .lognormal(median: number("median"), sdLog: number("sd_log"))
    case "gamma": return .gamma(shape: number("shape"), mean: number("mean"))
    case "beta": return .beta(alpha: number("alpha"), beta: number("beta"))
    case "weibull": return .weibull(shape: number("shape"), scale: number("scale"))
    case "exponential": return .exponential(mean: number("mean"))
    case "uniform": return .uniform(low: number("low"), high: number("high"))
    case "loglogistic": return .loglogistic(shape: number("shape"), median: number("median"))
    case "poisson": return .poisson(mean: number("mean"))
    case "binomial":
      return .binomial(trials: value["trials"].integer ?? 0, share: number("share"))
    default: return listed(family)
    }
  }

  /// Whether shares are of some values, each written once.
  private func checkValues(_ shares: Checked) -> Bool {
    if shares.entries.isEmpty {
      findings.fault(
        "there are no values; write each with its share, such as {0: 0.4, 1: 0.6}", at: shares.place
      )
      return false
    }
    var seen: Set<Double> = []
    for entry in shares.entries {
      guard let value = NumberGrammar.double(entry.key) else { continue }
      guard seen.insert(value).inserted else {
        findings.fault("`\(entry.key)` is a value written before; keep one", at: entry.keyPlace)
        return false
      }
    }
    return true
  }

  private func listed(_ family: Checked.Entry) -> Distribution.Shape? {
    let value = family.value
    switch family.key {
    case "piecewise_exponential":
      return .piecewiseExponential(
        breaks: value["breaks"].list.compactMap(\.number),
        hazards: value["hazards"].list.compactMap(\.number))
    case "shares":
      guard checkValues(value) else { return nil }
      let pairs = value.entries.compactMap { entry in
        NumberGrammar.double(entry.key).map { (value: $0, share: entry.value.number ?? .nan) }
      }.sorted { $0.value < $1.value }
      return .categorical(values: pairs.map(\.value), shares: pairs.map(\.share))
    case "empirical": return .empirical(values: value.list.compactMap(\.number))
    case "mixture":
      let parts = value.list.compactMap { distribution($0["part"]) }
      guard parts.count == value.list.count else { return nil }
      return .mixture(weights: value.list.map { $0["weight"].number ?? .nan }, parts: parts)
    default: return nil
    }
  }
}

extension NumericsError {
  /// What is wrong, and what to write instead, for people who write scenarios.
  var words: String {
    switch self {
    case .notFinite(let parameter): "\(parameter) is not a finite number"
    case .notPositive(let parameter, let value):
      "\(parameter) is \(NumberGrammar.shortest(value)); write a number above 0"
    case .negative(let parameter, let value):
      "\(parameter) is \(NumberGrammar.shortest(value)); write 0 or more"
    case .notAShare(let parameter, let value):
      "\(parameter) is \(NumberGrammar.shortest(value)); a share lies between 0 and 1"
        + NumberRule.share.advice(for: value)
    case .notIncreasing("high"): "high is not above low; write the lower one as low"
    case .notIncreasing(let parameter): "\(parameter) must increase; write the lower one first"
    case .sharesDoNotSumToOne(_, let sum):
      "the shares sum to \(NumberGrammar.shortest(sum)); make them sum to 1"
    case .countMismatch(let parameter, let expected, let found):
      "\(parameter) has \(found) entries where \(expected) belong"
    case .noMassBetweenLimits: "nothing of the distribution lies between the limits; widen them"
    case .tooLarge(let parameter, let value, let most):
      "\(parameter) is \(NumberGrammar.shortest(value)); "
        + "write at most \(NumberGrammar.shortest(most))"
    }
  }
}
