internal import Glibc
internal import WashoutNumerics

/// The person's kinetics and the doses that were given.
extension Mechanism {
  /// Draws what makes this person's drug levels differ from the typical.
  func drawKinetics(
    _ key: SubjectKey, _ random: borrowing RandomSource, _ scratch: inout MechanismScratch
  ) {
    for scaling in kinetics.scalings {
      _ = value(of: scaling.variable, key, random, &scratch.person, hasPersonAhead: true)
    }
    random.rewind(key, .drug, ahead: personAhead.drug)
    scratch.kinetics.isDriven = random.bernoulli(kinetics.drivenShare)
    let hasAntibodies = random.bernoulli(kinetics.antibodyShare)
    var clearance = personal(kinetics.clearance, random.normal(), scratch.person)
    if hasAntibodies { clearance *= kinetics.antibodyClearanceTimes }
    let volume = personal(kinetics.volume, random.normal(), scratch.person)
    scratch.kinetics.elimination = clearance / volume
    scratch.kinetics.volume = volume
    let z = random.normal()
    scratch.kinetics.absorption =
      kinetics.absorption.map { personal($0, z, scratch.person) } ?? .infinity
    scratch.kinetics.ic50 = personal(kinetics.ic50, random.normal(), scratch.person)
    scratch.kinetics.hill = kinetics.hill
  }

  /// exp(ln median + sum of power (ln covariate - ln at) + sd_log z), its covariates drawn before.
  private func personal(_ row: PersonalRow, _ z: Double, _ person: Person) -> Double {
    var sum = row.logMedian
    for i in row.scalings {
      let scaling = kinetics.scalings[i]
      sum += scaling.power * (log(person.values[scaling.variable]) - scaling.logAt)
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
