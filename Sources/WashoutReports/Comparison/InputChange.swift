/// A value that two scenarios do not share, as a comparison shows it.
public struct InputChange: Sendable, Equatable {
  /// Where it stands.
  public var path: String
  /// In the base; nil where it has none.
  public var base: String?
  /// In the other scenario; nil where it has none.
  public var other: String?
  /// What is to be known of the change, such as `within its range 0.15-5`; empty where nothing is.
  public var remark: String

  /// A change.
  public init(
    path: String, base: String?, other: String?, range: ClosedRange<Double>? = nil,
    isInRange: Bool? = nil, keepsItsSource: Bool = false
  ) {
    self.path = path
    self.base = base
    self.other = other
    var remarks: [String] = []
    if let range, let isInRange {
      let ends = Terms.number(range.lowerBound) + " to " + Terms.number(range.upperBound)
      remarks.append((isInRange ? "within its range " : "OUTSIDE its range ") + ends)
    }
    if keepsItsSource { remarks.append("its source did not change with it") }
    remark = remarks.joined(separator: "; ")
  }
}
