/// How far a simulation has come.
public struct Progress: Sendable, Equatable {
  /// Trials simulated, counted in order.
  public var trials: Int
  /// Trials asked for; grows while a stop rule adds more.
  public var of: Int

  /// Progress.
  public init(trials: Int, of: Int) {
    self.trials = trials
    self.of = of
  }
}
