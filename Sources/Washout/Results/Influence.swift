/// How far a result moves with each replicate: a linear combination of the replicate's totals.
///
/// For a ratio of sums theta = sum a / sum b it is (a_r - theta b_r) / mean(b): its mean over
/// replicates is 0 and its standard deviation over sqrt(R) the error of theta.
struct Influence {
  /// Total number and factor.
  private(set) var terms: [(total: Int, factor: Double)]

  /// No influence at all.
  static let none = Influence(terms: [])

  /// Influence on one result, minus that on another.
  static func - (a: Influence, b: Influence) -> Influence {
    Influence(terms: a.terms + b.terms.map { ($0.total, -$0.factor) })
  }
}

/// A result per patient: (sum of some totals minus the sum of others) over the sum of another.
struct PatientRatio {
  var numerator: Int
  var minus: Int?
  var denominator: Int

  init(_ numerator: Int, minus: Int? = nil, of denominator: Int) {
    self.numerator = numerator
    self.minus = minus
    self.denominator = denominator
  }
}

extension TallyReader {
  /// The value of a ratio; nil where its denominator is 0.
  func value(_ ratio: PatientRatio) -> Double? {
    let denominator = total(ratio.denominator)
    if denominator == 0 { return nil }
    return Double(total(ratio.numerator) - (ratio.minus.map(total) ?? 0)) / Double(denominator)
  }

  /// Its influence.
  func influence(_ ratio: PatientRatio) -> Influence {
    guard let value = value(ratio) else { return .none }
    let mean = Double(total(ratio.denominator)) / Double(replicates)
    var terms = [(ratio.numerator, 1 / mean), (ratio.denominator, -value / mean)]
    if let minus = ratio.minus { terms.append((minus, -1 / mean)) }
    return Influence(terms: terms)
  }

  /// The sum over replicates of the product of two influences.
  func product(_ a: Influence, _ b: Influence) -> Double {
    MonteCarloError.sum(
      a.terms.flatMap { x in
        b.terms.map { x.factor * $0.factor * Double(product(x.total, $0.total)) }
      })
  }

  /// The error of a result with this influence.
  func error(_ influence: Influence) -> Double? {
    MonteCarloError.mean(squares: product(influence, influence), Double(replicates))
  }

  /// The error of a ratio; where all replicates are alike, such as with nobody or everybody counted,
  /// that of a share of people.
  func error(_ ratio: PatientRatio) -> Double? {
    let people = total(ratio.denominator)
    let count = total(ratio.numerator) - (ratio.minus.map(total) ?? 0)
    let ofPeople = MonteCarloError.share(min(abs(count), people), of: people)
    if count == 0 && ratio.minus == nil || count == people { return ofPeople }
    let error = error(influence(ratio))
    return error == 0 ? ofPeople : error
  }

  /// The error of the difference of two ratios; where all pairs are alike, that of a share of people.
  func error(_ a: PatientRatio, minus b: PatientRatio) -> Double? {
    let error = error(influence(a) - influence(b))
    if error != 0 || model.armsAreIdentical { return error }
    return MonteCarloError.share(0, of: min(total(a.denominator), total(b.denominator)))
  }
}
