/// How far a simulation has come.
public struct Progress: Sendable, Equatable {
  /// Trials simulated, counted in order.
  public var trials: Int
  /// Trials asked for; grows while a stop rule adds more.
  public var of: Int
  /// The largest Monte Carlo error of the decision's probability, over sizes and drugs, in the blocks that
  /// are finished; nil before the first, or where nothing is decided.
  public var largestMCSE: Double?

  /// Progress.
  public init(trials: Int, of: Int, largestMCSE: Double? = nil) {
    self.trials = trials
    self.of = of
    self.largestMCSE = largestMCSE
  }
}
