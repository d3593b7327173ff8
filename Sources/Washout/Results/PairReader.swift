/// One analysis on both drugs, as a tally holds it.
struct PairReader {
  private let reader: TallyReader
  private let places: EstimatePairPlaces

  init(_ reader: TallyReader, size: Int, analysis: Int) {
    self.reader = reader
    places = reader.layout.estimatePair(size: size, analysis: analysis)
  }

  /// The difference of mean estimates, or of mean widths.
  ///
  /// Each mean is over the trials with an estimate on that drug; with shares f of such trials the
  /// influence of a trial is (a - mean a) / f_a - (b - mean b) / f_b, each where there is an estimate.
  func difference(_ a: EstimateReader, _ b: EstimateReader, ofWidths: Bool) -> Finding {
    guard let x = a.moments, let y = b.moments else {
      return Finding(nil, replicates: 0)
    }
    let (meanX, meanY) = ofWidths ? (x.w, y.w) : (x.e, y.e)
    let (varianceX, varianceY) = ofWidths ? (x.ww, y.ww) : (x.m2, y.m2)
    let all = Double(reader.replicates)
    let (shareX, shareY) = (x.trials / all, y.trials / all)
    let first = places.products + (ofWidths ? 3 : 0)
    let sums = reader.tally.sums[first..<first + 3].map { $0 }
    let product =
      sums[0] - meanY * sums[1] - meanX * sums[2]
      + Double(reader.count(places.valid)) * meanX * meanY
    let squares = MonteCarloError.sum([
      x.trials * varianceX / (shareX * shareX), y.trials * varianceY / (shareY * shareY),
      -2 * product / (shareX * shareY),
    ])
    return Finding(
      meanX - meanY, mcse: error(squares: squares), replicates: reader.count(places.valid))
  }

  /// Where all pairs are alike, the error is that of the share of trials in which the two differ: neither
  /// an estimate nor a width can differ by more than 1.
  private func error(squares: Double) -> Double? {
    let error = MonteCarloError.mean(squares: squares, Double(reader.replicates))
    if error != 0 || reader.model.armsAreIdentical { return error }
    return MonteCarloError.share(0, of: reader.replicates)
  }
}
