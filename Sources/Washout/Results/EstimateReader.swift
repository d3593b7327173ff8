/// One analysis of trials of one size on one drug, as a tally holds it.
struct EstimateReader {
  let reader: TallyReader
  let places: EstimatePlaces
  let analysis: CompiledAnalysis
  let arm: Int
  /// All counts that occurred, with their intervals; empty unless the method keeps a table.
  let cells: [(estimate: TrialEstimate, count: Int64)]
  /// Moments; nil where no trial has an estimate.
  let moments: EstimateMoments?

  init(_ reader: TallyReader, size: Int, analysis number: Int, arm: Int) {
    self.reader = reader
    self.arm = arm
    places = reader.layout.estimate(size: size, analysis: number, arm: arm)
    analysis = reader.model.analyses[number]
    if let survival = places.survival {
      cells = []
      moments = EstimateMoments(
        EstimateSums(reader.tally.sums, at: survival.moments), trials: reader.count(survival.valid))
    } else {
      cells = reader.table(places, analysis, size: reader.model.sizes[size])
      moments = EstimateMoments(cells)
    }
  }

  /// Trials with an estimate.
  var trials: Int64 { Int64(moments?.trials ?? 0) }

  /// Trials without any event.
  var noEvents: Int64 {
    if let survival = places.survival { return reader.count(survival.noEvents) }
    return cells.reduce(0) { $0 + ($1.estimate.events == 0 ? $1.count : 0) }
  }

  /// Trials in which everybody had the event.
  var allEvents: Int64 {
    if let survival = places.survival { return reader.count(survival.allEvents) }
    return cells.reduce(0) {
      $0 + ($1.estimate.events == $1.estimate.denominator ? $1.count : 0)
    }
  }

  /// Sum and sum of squares of the denominators of trials with an estimate.
  var denominator: (sum: Double, squares: Double) {
    if let survival = places.survival {
      return (
        Double(reader.count(survival.denominator)), Double(reader.count(survival.denominatorSquare))
      )
    }
    return cells.reduce((0, 0)) {
      let (m, count) = (Double($1.estimate.denominator), Double($1.count))
      return ($0.0 + m * count, $0.1 + m * m * count)
    }
  }

  /// Where the limits lie.
  var limits: LimitDistribution {
    guard let survival = places.survival else { return LimitDistribution(cells) }
    return LimitDistribution(
      lower: reader.cells(survival.lower, LimitHistogram.bins),
      upper: reader.cells(survival.upper, LimitHistogram.bins))
  }

  /// Sum over trials with an estimate of (e - c) u, with u the influence on the true value in a layer.
  func productWithTruth(centre: Double, _ layer: Layer) -> Double? {
    truthSum(layer) { $0.e - centre * $0.one }
  }

  /// Sum over trials with an estimate of ((e - c)^2 - d) u.
  func squareProductWithTruth(centre: Double, less: Double, _ layer: Layer) -> Double? {
    truthSum(layer) { $0.e2 - 2 * centre * $0.e + (centre * centre - less) * $0.one }
  }

  /// Sums over trials with an estimate of a total, times 1, e and e^2.
  private struct TruthSums {
    var one: Double
    var e: Double
    var e2: Double
  }

  /// A combination of such sums for the influence (numerator - theta denominator) / mean denominator.
  private func truthSum(_ layer: Layer, _ combine: (TruthSums) -> Double) -> Double? {
    let ratio = reader.layout.totals.truthRatio(analysis.estimand, layer, arm: arm)
    guard let theta = reader.value(ratio) else { return nil }
    let mean = Double(reader.total(ratio.denominator)) / Double(reader.replicates)
    func sums(_ k: Int) -> TruthSums {
      TruthSums(
        one: Double(reader.count(places.validTruth + k)),
        e: reader.tally.sums[places.estimateTruth + k],
        e2: reader.tally.sums[places.estimateSquareTruth + k])
    }
    return (combine(sums(1 + layer.place)) - theta * combine(sums(0))) / mean
  }
}

extension TallyReader {
  /// The table of counts of a proportion: all that occurred with somebody in the denominator.
  func table(
    _ places: EstimatePlaces, _ analysis: CompiledAnalysis, size: Int
  ) -> [(estimate: TrialEstimate, count: Int64)] {
    guard let first = places.table else { return [] }
    var cells: [(estimate: TrialEstimate, count: Int64)] = []
    for m in 1...size {
      for x in 0...m {
        let count = cell(first + CountTable.cell(x, of: m))
        if count > 0 { cells.append((analysis.estimate(x, of: m), count)) }
      }
    }
    return cells
  }

  /// One cell.
  func cell(_ place: Int) -> Int64 { tally.counts[layout.denseCounts + place] }
}
