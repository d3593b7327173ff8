internal import Glibc
internal import WashoutNumerics

/// The person's kinetics and the doses that were given.
extension Mechanism {
  /// Draws what makes this person's drug levels differ from the typical.
  func drawKinetics(
    _ key: SubjectKey, _ random: borrowing RandomSource, _ scratch: inout MechanismScratch
  ) {
    for variable in kinetics.variables {
      _ = value(of: variable, key, random, &scratch.person, hasPersonAhead: true)
    }
    drawKinetics(key, random, scratch.person.values, &scratch.kinetics)
  }

  private func drawKinetics(
    _ key: SubjectKey, _ random: borrowing RandomSource, _ values: [Double],
    _ own: inout Kinetics
  ) {
    let values = values.span
    random.rewind(key, .drug, ahead: personAhead.drug)
    own.isDriven = random.bernoulli(kinetics.drivenShare)
    let hasAntibodies = random.bernoulli(kinetics.antibodyShare)
    let rows = kinetics.personal.span
    var drawn = InlineArray<4, Double>(repeating: 0)
    for i in drawn.indices { drawn[i] = personal(rows[i], random.normal(), values) }
    let clearance = hasAntibodies ? drawn[0] * kinetics.antibodyClearanceTimes : drawn[0]
    own.elimination = clearance / drawn[1]
    own.volume = drawn[1]
    own.absorption = kinetics.isAbsorbed ? drawn[2] : .infinity
    own.ic50 = drawn[3]
    own.hill = kinetics.hill
  }

  /// exp(ln median + sum of power (ln covariate - ln at) + sd_log z), its covariates drawn before.
  @inline(__always) private func personal(
    _ row: PersonalRow, _ z: Double, _ values: Span<Double>
  ) -> Double {
    let scalings = kinetics.scalings.span
    var sum = row.logMedian
    for i in row.scalings {
      sum += scalings[i].power * (log(values[scalings[i].variable]) - scalings[i].logAt)
    }
    return exp(sum + row.sdLog * z)
  }

  /// The planned doses, which no drug changes; the visits must have been planned.
  func planDoses(
    _ key: SubjectKey, _ random: borrowing RandomSource, _ scratch: inout MechanismScratch
  ) {
    scratch.lastDoseDay = -.infinity
    planDoses(key, random, scratch.plannedDays, &scratch.dueDoses, &scratch.lastDoseDay)
  }

  private func planDoses(
    _ key: SubjectKey, _ random: borrowing RandomSource, _ plannedDays: [PlannedDay],
    _ due: inout [DueDose], _ lastDoseDay: inout Double
  ) {
    let blank = DueDose(day: 0, amount: 0)
    due.resize(to: kinetics.doses.count, with: blank)
    var count = 0
    do {
      var due = due.mutableSpan
      for dose in kinetics.doses {
        let planned =
          dose.visit >= 0 ? plannedDays[dose.visit] : plannedDay(dose.day, key, random)
        lastDoseDay = Double(dose.day) + kinetics.window * planned.shift
        if !planned.missesDose {
          due[count] = DueDose(day: lastDoseDay, amount: dose.amount)
          count += 1
        }
      }
    }
    due.resize(to: count, with: blank)
  }

  /// What is drawn for a day of the plan; day 0 is what it is.
  func plannedDay(
    _ day: Int, _ key: SubjectKey, _ random: borrowing RandomSource
  ) -> PlannedDay {
    guard day > 0 else { return PlannedDay() }
    return plannedDay(
      random.firstWords(4, of: key, .plannedDay, place: Place.plannedVisit(day: day)))
  }

  /// The same by the words of its place.
  func plannedDay(_ words: UnsafePointer<UInt64>) -> PlannedDay {
    PlannedDay(
      shift: 2 * RandomSource.uniform(of: words[0]) - 1,
      missesVisit: RandomSource.uniform(of: words[1]) < calendar.missedVisitShare,
      missesDose: RandomSource.uniform(of: words[2]) < kinetics.missedShare)
  }
}
