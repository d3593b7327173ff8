/// Which indicators are true of one subject on one drug.
///
/// Bits: those of definitions stand in one word for each kind, so that a kind is decided for all definitions
/// at once.
public struct IndicatorSet: Sendable, Equatable, BitwiseCopyable {
  /// The most definitions that fit.
  package static let mostDefinitions = 64

  /// Bit i: indicator number i of the seven of the trial.
  var trial: UInt64 = 0
  /// Bit d: definition number d, in a layer.
  var latent: UInt64 = 0
  var atVisits: UInt64 = 0
  var assessed: UInt64 = 0
  var falseRecurrence: UInt64 = 0
  var missedFlare: UInt64 = 0
  var asObserved: UInt64 = 0

  /// Nothing is true.
  public init() {}

  /// These and no others are true.
  public init(_ indicators: [Indicator]) {
    for indicator in indicators {
      let (word, bit) = Self.place(of: indicator)
      self[keyPath: word] |= bit
    }
  }

  /// Whether an indicator is true.
  public subscript(indicator: Indicator) -> Bool {
    let (word, bit) = Self.place(of: indicator)
    return self[keyPath: word] & bit != 0
  }

  private static func place(
    of indicator: Indicator
  ) -> (word: WritableKeyPath<IndicatorSet, UInt64>, bit: UInt64) {
    switch indicator {
    case .recurrence(let definition, .latent): (\.latent, bit(definition))
    case .recurrence(let definition, .atVisits): (\.atVisits, bit(definition))
    case .recurrence(let definition, .assessed): (\.assessed, bit(definition))
    case .falseRecurrence(let definition): (\.falseRecurrence, bit(definition))
    case .missedFlare(let definition): (\.missedFlare, bit(definition))
    case .asObserved(let definition): (\.asObserved, bit(definition))
    case .dosed, .entered, .leftBefore, .lost, .response, .aboveIC50AtEnd, .flare:
      (\.trial, bit(IndicatorLayout(definitions: 0).index(of: indicator)))
    }
  }

  private static func bit(_ number: Int) -> UInt64 { 1 << UInt64(number) }

  /// Says of an indicator of the trial, none of a definition, whether it is true.
  @inline(__always) mutating func setOfTrial(_ indicator: Indicator, _ value: Bool) {
    let bit: UInt64 =
      1 &<< UInt64(truncatingIfNeeded: IndicatorLayout(definitions: 0).index(of: indicator))
    trial = value ? trial | bit : trial & ~bit
  }

  /// A word in which as many definitions are true.
  static func every(_ definitions: Int) -> UInt64 {
    definitions == mostDefinitions ? .max : 1 << UInt64(definitions) - 1
  }
}
