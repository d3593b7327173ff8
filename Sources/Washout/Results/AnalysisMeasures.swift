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

  /// All of them in the order of their names, each by layer and drug.
  func all() -> [Measure] {
    estimates() + coverage() + limits() + trials() + exact()
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
      + eachLayer(.bias) { $0.bias($1) }
      + each(.empiricalSE) { $0.empiricalSE }
      + each(.modelSE) { $0.modelSE }
      + each(.modelSERelativeError) { $0.modelSERelativeError }
      + eachLayer(.meanSquaredError) { $0.meanSquaredError($1) }
  }

  private func coverage() -> [Measure] {
    eachLayer(.coverage) { $0.coverage($1) }
      + eachLayer(.coverageLow) { $0.coverageRange($1).low }
      + eachLayer(.coverageHigh) { $0.coverageRange($1).high }
      + each(.biasEliminatedCoverage) { $0.biasEliminatedCoverage }
  }

  private func limits() -> [Measure] {
    each(.intervalWidth) { $0.mean(\.w, variance: \.ww) } + difference(.intervalWidth)
      + each(.meanLowerLimit) { $0.mean(\.l, variance: \.ll) }
      + each(.meanUpperLimit) { $0.mean(\.u, variance: \.uu) }
  }

  private func trials() -> [Measure] {
    let all = reader.replicates
    return each(.denominator) {
      Finding(sum: $0.denominator.sum, squares: $0.denominator.squares, replicates: all)
    } + each(.failed) { Finding(share: all - $0.trials, of: all) }
      + each(.noEvents) { Finding(share: $0.noEvents, of: all) }
      + each(.allEvents) { Finding(share: $0.allEvents, of: all) }
  }

  private func exact() -> [Measure] {
    let rates = arms.map {
      AssessedRate(reader, analysis: number.analysis, arm: $0.arm)
    }
    if !reader.model.analyses[number.analysis].method.isOfCounts { return [] }
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
