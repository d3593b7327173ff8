internal import WashoutStatistics

/// Operating characteristics of one analysis of trials of one size.
struct AnalysisMeasures {
  private let reader: TallyReader
  private let size: Int
  private let number: (size: Int, analysis: Int)
  private let arms: [EstimateReader]

  init(_ reader: TallyReader, size: Int, analysis: Int) {
    self.reader = reader
    self.size = reader.model.sizes[size]
    number = (size, analysis)
    arms = (0..<reader.model.arms).map {
      EstimateReader(reader, size: size, analysis: analysis, arm: $0)
    }
  }

  private var method: CompiledAnalysis.Method { reader.model.analyses[number.analysis].method }

  /// All of them in the order of their names, each by layer and drug.
  ///
  /// A number of another kind than a share, such as weeks, has no true value here, hence neither bias nor
  /// coverage; a method without limits no width.
  func all() -> [Measure] {
    estimates() + errors() + coverage() + limits() + trials() + exact()
  }

  private func each(
    _ name: MeasureName, _ layer: Layer? = nil, _ finding: (EstimateReader) -> Finding?
  ) -> [Measure] {
    arms.compactMap { arm in
      finding(arm)?.measure(
        name, TallyReader.drug(arm: arm.arm), size: size, subject: arm.analysis.name, layer: layer)
    }
  }

  private func eachLayer(
    _ name: MeasureName, _ finding: (EstimateReader, Layer) -> Finding
  ) -> [Measure] {
    Layer.allCases.flatMap { layer in each(name, layer) { finding($0, layer) } }
  }

  private func estimates() -> [Measure] {
    each(.meanEstimate) { $0.meanEstimate } + difference(.meanEstimate)
      + (method.isShare ? eachLayer(.bias) { $0.bias($1) } : [])
      + each(.empiricalSE) { $0.empiricalSE }
  }

  private func errors() -> [Measure] {
    let ownErrors =
      method.hasVariance
      ? each(.modelSE) { $0.modelSE } + each(.modelSERelativeError) { $0.modelSERelativeError } : []
    return ownErrors
      + (method.isShare ? eachLayer(.meanSquaredError) { $0.meanSquaredError($1) } : [])
  }

  private func coverage() -> [Measure] {
    if !method.isShare || !method.hasInterval { return [] }
    return eachLayer(.coverage) { $0.coverage($1) }
      + eachLayer(.coverageLow) { $0.coverageRange($1).low }
      + eachLayer(.coverageHigh) { $0.coverageRange($1).high }
      + each(.biasEliminatedCoverage) { $0.biasEliminatedCoverage }
  }

  private func limits() -> [Measure] {
    if !method.hasInterval { return [] }
    return each(.intervalWidth) { $0.mean(\.w, variance: \.ww) } + difference(.intervalWidth)
      + each(.meanLowerLimit) { $0.mean(\.l, variance: \.ll) }
      + each(.meanUpperLimit) { $0.mean(\.u, variance: \.uu) }
  }

  private func trials() -> [Measure] {
    let all = reader.replicates
    return each(.denominator) {
      Finding(sum: $0.denominator.sum, squares: $0.denominator.squares, replicates: $0.trials)
    } + each(.failed) { Finding(share: all - $0.trials, of: all) } + extremes(all)
  }

  private func extremes(_ all: Int64) -> [Measure] {
    if !method.isShare { return [] }
    return each(.noEvents) { Finding(share: $0.noEvents, of: all) }
      + each(.allEvents) { Finding(share: $0.allEvents, of: all) }
  }

  private func exact() -> [Measure] {
    let rates = arms.map {
      AssessedRate(reader, analysis: number.analysis, arm: $0.arm)
    }
    if !method.isOfCounts { return [] }
    typealias Slopes = (rate: Double, inclusion: Double)
    func finding(
      _ arm: EstimateReader, _ value: (RandomDenominator, IntervalTable) -> Double?,
      _ slopes: (RandomDenominator, IntervalTable) -> Slopes?
    ) -> Finding? {
      rates[arm.arm].map { rate in
        let (trial, intervals) = (rate.trial(of: size), arm.analysis.intervals)
        return Finding(
          value(trial, intervals),
          mcse: slopes(trial, intervals).flatMap { rate.error(RateSlopes($0)) },
          replicates: reader.replicates)
      }
    }
    return each(.exactCoverage) { arm in
      finding(arm) {
        $0.coverage(of: $0.rate, $1)
      } _: {
        $0.coverageSlopes(of: $0.rate, $1)
      }
    }
      + each(.exactIntervalWidth) { arm in
        finding(arm) {
          $0.expectedWidth($1)
        } _: {
          $0.expectedWidthSlopes($1)
        }
      }
  }

  /// The difference of two means on the same people.
  private func difference(_ name: MeasureName) -> [Measure] {
    guard arms.count == 2 else { return [] }
    let pair = PairReader(reader, size: number.size, analysis: number.analysis)
    let finding = pair.difference(arms[0], arms[1], ofWidths: name == .intervalWidth)
    return [finding.measure(name, .difference, size: size, subject: arms[0].analysis.name)]
  }
}
