public import WashoutNumerics

/// One simulated property of a person at screening, by the key that the file gives it.
public struct Covariate: Sendable, Hashable {
  /// The key, with its unit, such as `weight_kg`.
  public var name: String
  /// Its distribution in the pool.
  public var distribution: Distribution
  /// Set for laboratory markers whose level follows activity (ESR, CRP).
  public var marker: MarkerBaseline?

  /// A covariate.
  public init(name: String, distribution: Distribution, marker: MarkerBaseline? = nil) {
    self.name = name
    self.distribution = distribution
    self.marker = marker
  }
}

/// How a log-normal marker depends on activity; `sdLog` of the covariate is the total SD.
public struct MarkerBaseline: Sendable, Hashable {
  /// ln level per point of the instrument's score.
  public var logPerPoint: Double
  /// The score at which the median holds.
  public var atScore: Double
  /// ln level added while an item, or any item of a group, counts.
  public var logIf: [String: Double]
  /// Another marker, and the correlation with it both between people and within them.
  public var correlationWith: (marker: String, correlation: Double)?

  /// A dependence on activity.
  public init(
    logPerPoint: Double = 0, atScore: Double = 0, logIf: [String: Double] = [:],
    correlationWith: (marker: String, correlation: Double)? = nil
  ) {
    self.logPerPoint = logPerPoint
    self.atScore = atScore
    self.logIf = logIf
    self.correlationWith = correlationWith
  }

  /// Equal when every part is.
  public static func == (a: MarkerBaseline, b: MarkerBaseline) -> Bool {
    a.logPerPoint == b.logPerPoint && a.atScore == b.atScore && a.logIf == b.logIf
      && a.correlationWith?.marker == b.correlationWith?.marker
      && a.correlationWith?.correlation == b.correlationWith?.correlation
  }

  /// Of every part.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(logPerPoint)
    hasher.combine(atScore)
    hasher.combine(logIf)
    hasher.combine(correlationWith?.marker)
    hasher.combine(correlationWith?.correlation)
  }
}

/// Who may take part.
public struct Eligibility: Sendable, Hashable {
  /// Sites refer only people who pass every criterion that can be seen before screening.
  public var preselected: Bool
  /// The criteria in the protocol's order.
  public var criteria: [Criterion]

  /// Eligibility.
  public init(preselected: Bool = false, criteria: [Criterion] = []) {
    self.preselected = preselected
    self.criteria = criteria
  }
}

/// One criterion of the protocol.
public struct Criterion: Sendable, Hashable {
  /// Its number in the protocol, such as `I3`.
  public var id: String
  /// The criterion in words.
  public var text: String
  /// Whether it must hold or must not.
  public var kind: Kind
  /// What is checked on the simulated person.
  public var rule: EligibilityRule?
  /// The fraction of the pool for whom the text is true, drawn by itself.
  public var share: Double?
  /// Only screening itself shows it (consent, a laboratory test), so preselection cannot.
  public var foundAtScreening: Bool

  /// A criterion.
  public init(
    id: String, text: String, kind: Kind, rule: EligibilityRule? = nil, share: Double? = nil,
    foundAtScreening: Bool = false
  ) {
    self.id = id
    self.text = text
    self.kind = kind
    self.rule = rule
    self.share = share
    self.foundAtScreening = foundAtScreening
  }

  /// Inclusion needs rule and share; exclusion follows from rule or share.
  public enum Kind: String, Sendable, Hashable {
    /// Must hold.
    case include
    /// Must not hold.
    case exclude
  }
}

/// A test of a simulated person.
public indirect enum EligibilityRule: Sendable, Hashable {
  /// A covariate, marker or score lies within bounds.
  case within(variable: String, Bounds)
  /// At least one of these items or groups is recorded.
  case anyItem([String])
  /// The item is recorded and, with the given probability, bad enough.
  case itemWithShare(item: String, share: Double)
  /// Every rule holds.
  case all([EligibilityRule])
  /// At least one rule holds.
  case any([EligibilityRule])
}

/// Bounds of a value; a missing bound is open.
public struct Bounds: Sendable, Hashable {
  /// Lower bound.
  public var lower: Double?
  /// True when the lower bound itself is outside.
  public var lowerIsExcluded: Bool
  /// Upper bound.
  public var upper: Double?
  /// True when the upper bound itself is outside.
  public var upperIsExcluded: Bool

  /// Bounds.
  public init(
    lower: Double? = nil, lowerIsExcluded: Bool = false, upper: Double? = nil,
    upperIsExcluded: Bool = false
  ) {
    self.lower = lower
    self.lowerIsExcluded = lowerIsExcluded
    self.upper = upper
    self.upperIsExcluded = upperIsExcluded
  }
}
