/// Results of trials of one size, apart from their analyses.
struct TrialMeasures {
  private let reader: TallyReader
  private let number: Int
  private let size: Int
  private let arms: [TrialPlaces]
  private var trials: Int64 { reader.replicates }

  init(_ reader: TallyReader, size number: Int) {
    self.reader = reader
    self.number = number
    size = reader.model.sizes[number]
    arms = (0..<reader.model.arms).map { reader.layout.trial(size: number, arm: $0) }
  }

  /// All of them: people, recurrences, months, decision; each by drug.
  func all() -> [Measure] {
    let pairs = arms.count == 2 ? reader.layout.trialPairs[number] : nil
    return each(.screened) { screened($0) }
      + counted([.entered, .enteredLow, .enteredHigh], pairs?.entered) {
        entered($0)
      }
      + counted([.recurrences, .recurrencesLow, .recurrencesHigh], pairs?.recurrences) {
        recurrences($0)
      } + months() + decision()
  }

  private func each(_ name: MeasureName, _ finding: (TrialPlaces) -> Finding) -> [Measure] {
    arms.enumerated().map { arm, places in
      finding(places).measure(name, TallyReader.drug(arm: arm), size: size)
    }
  }

  private func screened(_ places: TrialPlaces) -> Finding {
    Finding(
      sum: Double(reader.count(places.screened)),
      squares: Double(reader.count(places.screenedSquare)), replicates: trials)
  }

  private func entered(_ places: TrialPlaces) -> CountHistogram {
    CountHistogram(reader.cells(places.entered, size + 1))
  }

  private func recurrences(_ places: TrialPlaces) -> CountHistogram {
    CountHistogram(reader.cells(places.recurrences, size + 1))
  }

  /// A count: its mean by drug and the difference of means, then its 5 % and 95 % quantiles.
  private func counted(
    _ names: [MeasureName], _ product: Int?, _ histogram: (TrialPlaces) -> CountHistogram
  ) -> [Measure] {
    var measures = each(names[0]) { histogram($0).mean }
    if let product {
      let difference = difference(
        histogram(arms[0]), histogram(arms[1]), product: reader.count(product))
      measures.append(difference.measure(names[0], .difference, size: size))
    }
    for (name, share) in [(names[1], 0.05), (names[2], 0.95)] {
      measures += each(name) {
        Finding(histogram($0).quantile(share).map(Double.init), replicates: trials)
      }
    }
    return measures
  }

  /// Where all pairs are alike, the error is that of the share of people on whom the two differ.
  private func difference(_ a: CountHistogram, _ b: CountHistogram, product: Int64) -> Finding {
    var finding = Finding(
      sum: Double(a.sum - b.sum), squares: Double(a.squares + b.squares - 2 * product),
      replicates: trials)
    if finding.mcse == 0 && !reader.model.armsAreIdentical {
      let share = MonteCarloError.share(0, of: trials * Int64(size))
      finding.mcse = share.map { $0 * Double(size) }
    }
    return finding
  }

  private func months() -> [Measure] {
    guard let durations = reader.model.durations else { return [] }
    let mean = arms.enumerated().compactMap { arm, places in
      places.months.map { place in
        Finding(
          sum: reader.tally.sums[place.sum], squares: reader.tally.sums[place.squareSum],
          replicates: trials
        ).measure(.months, TallyReader.drug(arm: arm), size: size)
      }
    }
    return mean
      + [(MeasureName.monthsLow, 0.05), (.monthsHigh, 0.95)].flatMap { name, share in
        each(name) { places in
          let classes = places.months.map {
            CountHistogram(reader.cells($0.classes, DurationClasses.count))
          }
          let place = classes?.quantile(share)
          return Finding(
            place.map { durations.months(class: $0, size: number) }, replicates: trials)
        }
      }
  }

  private func decision() -> [Measure] {
    if reader.model.decision == nil { return [] }
    var measures = each(.probabilityOfDecision) {
      Finding(share: reader.count($0.decided), of: trials)
    }
    if arms.count == 2 {
      let both = reader.count(reader.layout.trialPairs[number].decided)
      let b = reader.count(arms[0].decided) - both
      let c = reader.count(arms[1].decided) - both
      let difference = Finding(
        trials == 0 ? nil : Double(b - c) / Double(trials),
        mcse: reader.model.armsAreIdentical
          ? 0 : MonteCarloError.pairedShares(b, c, of: trials), replicates: trials)
      measures.append(difference.measure(.probabilityOfDecision, .difference, size: size))
    }
    return measures + ExactDecision.measures(reader, size: number) + opposite()
  }

  /// The no-go, and trials that come to neither; empty for a decision without an opposite.
  private func opposite() -> [Measure] {
    guard reader.model.decision?.noGo != nil else { return [] }
    return each(.probabilityOfNoGo) { Finding(share: reader.count($0.noGo), of: trials) }
      + ExactDecision.noGo(reader, size: number)
      + each(.probabilityToConsider) {
        Finding(
          share: trials - reader.count($0.decided) - reader.count($0.noGo), of: trials)
      }
  }
}
