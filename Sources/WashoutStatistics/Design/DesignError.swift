/// Why a design cannot be used or found.
public enum DesignError: Error, Equatable, Sendable {
  /// Not a probability, or one at an end where it must lie between; `parameter` is its name.
  case notAProbability(parameter: String, value: Double)
  /// The first of two rates or numbers must be the smaller one.
  case notIncreasing(parameter: String)
  /// A trial without a look, or a number of people out of range.
  case peopleOutOfRange(Int)
  /// A boundary, at a number of people, that no count can be.
  case boundaryOutOfRange(people: Int)
  /// A count, at a number of people, that would stop for both reasons.
  case overlappingBoundaries(people: Int)
  /// Counts of events that such a trial cannot have.
  case impossibleResult
  /// No design with so many people or fewer meets the demands.
  case noDesign(upTo: Int)
  /// A posterior probability that quadrature could not find to its precision.
  case notIntegrable
}
