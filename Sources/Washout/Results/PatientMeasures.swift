/// Results per patient, from everyone simulated, with the replicate as the unit of error.
struct PatientMeasures {
  private let reader: TallyReader
  private let totals: TotalsLayout

  init(_ reader: TallyReader) {
    self.reader = reader
    totals = reader.layout.totals
  }

  /// All of them: by name, definition or estimand, layer, drug.
  func all() -> [Measure] { shares() + definitions() + estimands() }

  private func shares() -> [Measure] {
    var measures =
      three(.shareEntering) { arm in
        PatientRatio(totals.entered(arm: arm), of: totals.index(.dosed, arm: arm))
      } + three(.shareLeavingBefore) { ofDosed(.leftBefore, $0) }
      + three(.shareLost) { ofDosed(.lost, $0) }
    if reader.model.scenario.response != nil {
      measures += three(.responseShare) { ofDosed(.response, $0) }
    }
    if case .mechanistic(let drug, _, _) = reader.model.scenario.course, drug.maximumEffect > 0 {
      measures += three(.aboveIC50Share) { ofDosed(.aboveIC50AtEnd, $0) }
        .filter { $0.drug == .assumed }
    }
    return measures
  }

  private func definitions() -> [Measure] {
    let definitions = reader.model.scenario.recurrence.definitions
    return definitions.indices.flatMap { d in
      let name = definitions[d].name
      var measures = Layer.allCases.flatMap { layer in
        three(.recurrenceRate, name, layer) {
          ofEntered(.recurrence(definition: d, layer: layer), $0)
        }
      }
      if definitions[d].asObserved {
        measures += three(.asObservedRate, name) { ofEntered(.asObserved(definition: d), $0) }
      }
      return measures + errors(of: d, name)
    }
  }

  private func errors(of definition: Int, _ name: String) -> [Measure] {
    func recurrence(_ layer: Layer, _ arm: Int) -> Int {
      totals.index(.recurrence(definition: definition, layer: layer), arm: arm)
    }
    return three(.falseRecurrenceShare, name) { arm in
      PatientRatio(
        totals.index(.falseRecurrence(definition: definition), arm: arm),
        of: recurrence(.assessed, arm))
    }
      + three(.missedFlareShare, name) { arm in
        PatientRatio(
          totals.index(.missedFlare(definition: definition), arm: arm),
          of: totals.index(.flare, arm: arm))
      }
      + three(.errorBias, name) { arm in
        PatientRatio(
          recurrence(.assessed, arm), minus: recurrence(.atVisits, arm),
          of: totals.index(.entered, arm: arm))
      }
      + three(.scheduleBias, name) { arm in
        PatientRatio(
          recurrence(.atVisits, arm), minus: recurrence(.latent, arm),
          of: totals.index(.entered, arm: arm))
      }
  }

  private func estimands() -> [Measure] {
    let estimands = reader.model.scenario.estimands
    return estimands.indices.flatMap { e in
      Layer.allCases.flatMap { layer in
        three(.trueValue, estimands[e].name, layer) { totals.truthRatio(e, layer, arm: $0) }
      }
        + three(.trueValueErrorBias, estimands[e].name) {
          totals.truthRatio(e, .assessed, minus: .atVisits, arm: $0)
        }
        + three(.trueValueScheduleBias, estimands[e].name) {
          totals.truthRatio(e, .atVisits, minus: .latent, arm: $0)
        }
    }
  }

  private func ofDosed(_ indicator: Indicator, _ arm: Int) -> PatientRatio {
    PatientRatio(totals.index(indicator, arm: arm), of: totals.index(.dosed, arm: arm))
  }

  private func ofEntered(_ indicator: Indicator, _ arm: Int) -> PatientRatio {
    PatientRatio(totals.index(indicator, arm: arm), of: totals.index(.entered, arm: arm))
  }

  /// A ratio on the assumed drug, on none, and the difference of the two on the same people.
  private func three(
    _ name: MeasureName, _ subject: String? = nil, _ layer: Layer? = nil,
    _ ratio: (_ arm: Int) -> PatientRatio
  ) -> [Measure] {
    func measure(
      _ drug: DrugAssumption, _ value: Double?, _ mcse: Double?, of ratio: PatientRatio
    ) -> Measure {
      Measure(
        name, drug: drug, subject: subject, layer: layer, value: value,
        mcse: value == nil ? nil : mcse, replicates: Int(reader.replicates),
        cases: Int(reader.total(ratio.denominator)))
    }
    func single(_ drug: DrugAssumption, _ ratio: PatientRatio) -> Measure {
      measure(drug, reader.value(ratio), reader.error(ratio), of: ratio)
    }
    let assumed = ratio(0)
    guard totals.arms == 2 else { return [single(.assumed, assumed)] }
    let noEffect = ratio(1)
    var difference: Double?
    if let a = reader.value(assumed), let b = reader.value(noEffect) { difference = a - b }
    return [
      single(.assumed, assumed), single(.noEffect, noEffect),
      measure(.difference, difference, reader.error(assumed, minus: noEffect), of: assumed),
    ]
  }
}

extension TotalsLayout {
  /// The true value of an estimand in a layer, or by how much it differs from that in another.
  func truthRatio(
    _ estimand: Int, _ layer: Layer, minus other: Layer? = nil, arm: Int
  ) -> PatientRatio {
    PatientRatio(
      truth(estimand, layer, arm: arm), minus: other.map { truth(estimand, $0, arm: arm) },
      of: population(estimand, arm: arm))
  }
}
