/// Where each indicator stands among the totals of an arm: seven of the trial, then six a definition.
public struct IndicatorLayout: Sendable, Equatable {
  /// Number of definitions of recurrence.
  public let definitions: Int

  /// The layout for a number of definitions.
  public init(definitions: Int) { self.definitions = definitions }

  /// Number of indicators.
  public var count: Int { Self.perTrial + definitions * Self.perDefinition }

  /// The element that belongs to an indicator.
  @inlinable public func index(of indicator: Indicator) -> Int {
    switch indicator {
    case .dosed: 0
    case .entered: 1
    case .leftBefore: 2
    case .lost: 3
    case .response: 4
    case .aboveIC50AtEnd: 5
    case .flare: 6
    case .recurrence(let definition, let layer): first(of: definition) + layer.place
    case .falseRecurrence(let definition): first(of: definition) + 3
    case .missedFlare(let definition): first(of: definition) + 4
    case .asObserved(let definition): first(of: definition) + 5
    }
  }

  @usableFromInline static let perTrial = 7
  @usableFromInline static let perDefinition = 6

  @inlinable func first(of definition: Int) -> Int {
    Self.perTrial + definition * Self.perDefinition
  }
}

extension Layer {
  /// Latent 0, at visits 1, assessed 2.
  @inlinable public var place: Int {
    switch self {
    case .latent: 0
    case .atVisits: 1
    case .assessed: 2
    }
  }
}
