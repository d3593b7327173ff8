/// How far a simulation has come.
public struct Progress: Sendable, Equatable {
  /// Trials simulated, counted in order.
  public var trials: Int
  /// Trials asked for; grows while a stop rule adds more.
  public var of: Int
  /// The largest Monte Carlo error of the decision's probability, over sizes and drugs, in the blocks that
  /// are finished; nil before the first, or where nothing is decided.
  public var largestMCSE: Double?
  /// Trials among them that were read from a store and took no time.
  public var kept: Int

  /// Progress.
  public init(trials: Int, of: Int, largestMCSE: Double? = nil, kept: Int = 0) {
    self.kept = kept
    self.trials = trials
    self.of = of
    self.largestMCSE = largestMCSE
  }
}
