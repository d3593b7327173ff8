/// A value that two scenarios do not share, as a comparison shows it.
public struct InputChange: Sendable, Equatable {
  /// Where it stands.
  public var path: String
  /// In the base; nil where it has none.
  public var base: String?
  /// In the other scenario; nil where it has none.
  public var other: String?
  /// The range that the base gives the value.
  public var range: ClosedRange<Double>?
  /// Whether the other value lies in it; nil where there is no range or no number.
  public var isInRange: Bool?
  /// Sources that the value named before and names still.
  public var keptSources: [String]

  /// A change.
  public init(
    path: String, base: String?, other: String?, range: ClosedRange<Double>? = nil,
    isInRange: Bool? = nil, keptSources: [String] = []
  ) {
    self.path = path
    self.base = base
    self.other = other
    self.range = range
    self.isInRange = isInRange
    self.keptSources = keptSources
  }

  /// What is to be known of the change, such as `within its range 0.15 to 5`; empty where nothing is.
  var remark: String {
    [rangeRemark, sourceRemark].compactMap { $0 }.joined(separator: "; ")
  }

  /// Where the new value lies.
  var rangeRemark: String? {
    guard let range, let isInRange else { return nil }
    let ends = Terms.number(range.lowerBound) + " to " + Terms.number(range.upperBound)
    return (isInRange ? "within its range " : "OUTSIDE its range ") + ends
  }

  /// Whether its sources can still hold.
  var sourceRemark: String? {
    keptSources.isEmpty
      ? nil : "source \(keptSources.joined(separator: ", ")) not changed: still valid?"
  }
}
