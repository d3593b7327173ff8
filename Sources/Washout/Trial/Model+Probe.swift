extension Model {
  /// What tells this engine from another that would count otherwise: a digest of all that is counted in
  /// the scenario's first 16 trials.
  ///
  /// Only integers enter, since a sum may move in its last bit from one processor to the next.
  /// - Returns: 16 hexadecimal digits.
  /// - Throws: `SimulationError` where the scenario cannot be simulated.
  public func probe() throws(SimulationError) -> String {
    var tally = Tally(layout)
    tally.add(try simulate(unit: 0..<16))
    var digest = Digest()
    digest.add(number: Int64(tally.sums.count))
    for count in tally.counts { digest.add(number: count) }
    return digest.text
  }
}
