/// What looks do to trials of the planned size.
struct LookMeasures {
  let reader: TallyReader
  private let size: Int
  private let looks: CompiledLooks?

  init(_ reader: TallyReader) {
    self.reader = reader
    size = reader.model.scenario.trial.sampleSize
    looks = reader.model.looks
  }

  /// Look by look, then trials as a whole; each by drug.
  ///
  /// Empty without looks.
  func all() -> [Measure] {
    guard let looks else { return [] }
    return looks.looks.indices.flatMap { each($0, looks) } + whole(looks)
  }

  func each(
    _ name: MeasureName, _ subject: String, _ finding: (LookPlaces, Int) -> Finding?
  ) -> [Measure] {
    reader.layout.looks.enumerated().compactMap { arm, places in
      finding(places, arm)?.measure(
        name, TallyReader.drug(arm: arm), size: size, subject: subject)
    }
  }

  private func each(_ look: Int, _ looks: CompiledLooks) -> [Measure] {
    let subject = "look \(look + 1)"
    let all = reader.replicates
    return each(.lookStopping, subject) { places, _ in
      Finding(share: reader.count(places.looks[look].stopped), of: all)
    }
      + each(.exactLookStopping, subject) { _, arm in exactStopping(look, looks, arm) }
      + each(.lookEstimate, subject) { places, _ in
        mean(places.looks[look].estimate, of: reader.count(places.looks[look].reached))
      }
      + each(.lookOverrun, subject) { places, _ in
        if reader.model.durations == nil { return nil }
        let look = places.looks[look]
        return Finding(
          sum: Double(reader.count(look.overrun)),
          squares: Double(reader.count(look.overrunSquare)),
          replicates: reader.count(look.stopped))
      }
  }

  private func whole(_ looks: CompiledLooks) -> [Measure] {
    let subject = reader.model.analyses[looks.analysis].name
    let hasTime = reader.model.durations != nil
    return each(.stoppingWithLooks, subject) { places, _ in
      let stopped = places.looks.prefix(looks.looks.count).map { reader.count($0.stopped) }
      return Finding(share: stopped.reduce(0, +), of: reader.replicates)
    }
      + each(.evaluatedWithLooks, subject) { places, _ in
        people(places.evaluated, places.evaluatedSquare)
      }
      + each(.enrolledWithLooks, subject) { places, _ in
        hasTime ? people(places.enrolled, places.enrolledSquare) : nil
      }
      + each(.monthsWithLooks, subject) { places, _ in
        hasTime ? mean(places.months, of: reader.replicates) : nil
      }
      + each(.decisionWithLooks, subject) { places, _ in
        if looks.declareIfAtMost == nil && reader.model.decision == nil { return nil }
        return Finding(share: reader.count(places.declared), of: reader.replicates)
      }
      + each(.estimateWithLooks, subject) { places, _ in
        mean(places.estimate, of: reader.count(places.estimated))
      }
      + each(.estimateBiasOfLooks, subject) { places, _ in
        mean(places.difference, of: reader.count(places.estimated))
      } + (looks.inference.map { twoStages($0, looks, subject) } ?? [])
  }

  /// A mean of people.
  private func people(_ sum: Int, _ squares: Int) -> Finding {
    Finding(
      sum: Double(reader.count(sum)), squares: Double(reader.count(squares)),
      replicates: reader.replicates)
  }

  /// A mean whose sum is followed by that of its squares.
  func mean(_ sum: Int, of replicates: Int64) -> Finding {
    let sums = reader.tally.sums
    return Finding(sum: sums[sum], squares: sums[sum + 1], replicates: replicates)
  }

  /// P(stop at the look) with the share of people counted as recurrences that was simulated; its error is
  /// that share's, times the slope.
  private func exactStopping(_ look: Int, _ looks: CompiledLooks, _ arm: Int) -> Finding? {
    guard let assessed = AssessedRate(reader, analysis: looks.analysis, arm: arm) else {
      return nil
    }
    let share = assessed.rate * assessed.inclusion
    let exact = LookChances(looks.looks, share: share).stopping[look]
    let slope = LookChances.slope(of: look, looks.looks, share: share)
    // share = e p, so its error is that of a quantity with slopes e by p and p by e.
    let error = assessed.error(
      RateSlopes((rate: slope * assessed.inclusion, inclusion: slope * assessed.rate)))
    return Finding(exact, mcse: error, replicates: reader.replicates)
  }
}
