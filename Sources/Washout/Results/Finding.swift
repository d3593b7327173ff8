/// A value with its Monte Carlo error, before it has a name.
struct Finding {
  /// The number; nil where it is undefined.
  var value: Double?
  /// Its error; nil for exact numbers and order statistics.
  var mcse: Double?
  /// Replicates that it rests on.
  var replicates: Int64

  init(_ value: Double?, mcse: Double? = nil, replicates: Int64) {
    self.value = value
    self.mcse = value == nil ? nil : mcse
    self.replicates = replicates
  }

  /// A share of trials.
  init(share count: Int64, of trials: Int64) {
    self.init(
      trials == 0 ? nil : Double(count) / Double(trials),
      mcse: MonteCarloError.share(count, of: trials), replicates: trials)
  }

  /// The mean of n values from their sum and the sum of their squares.
  init(sum: Double, squares: Double, replicates n: Int64) {
    let count = Double(n)
    self.init(
      n == 0 ? nil : sum / count,
      mcse: MonteCarloError.mean(
        squares: MonteCarloError.sum([squares, -sum * sum / max(1, count)]), count),
      replicates: n)
  }

  /// This number under its name.
  func measure(
    _ name: MeasureName, _ drug: DrugAssumption, size: Int? = nil, subject: String? = nil,
    layer: Layer? = nil
  ) -> Measure {
    Measure(
      name, drug: drug, sampleSize: size, subject: subject, layer: layer, value: value,
      mcse: mcse, replicates: Int(replicates))
  }
}
