internal import Glibc
internal import WashoutNumerics

/// The person's kinetics and the doses that were given.
extension Mechanism {
  /// Draws what makes this person's drug levels differ from the typical.
  func drawKinetics(
    _ key: SubjectKey, _ random: borrowing RandomSource, _ scratch: inout MechanismScratch
  ) {
    var clearance = personal(kinetics.clearance, key, random, &scratch.person)
    if kinetics.antibodyShare > 0 {
      random.rewind(key, .antibodies)
      if random.bernoulli(kinetics.antibodyShare) { clearance *= kinetics.antibodyClearanceTimes }
    }
    let volume = personal(kinetics.volume, key, random, &scratch.person)
    scratch.kinetics.elimination = clearance / volume
    scratch.kinetics.volume = volume
    scratch.kinetics.absorption =
      kinetics.absorption.map { personal($0, key, random, &scratch.person) } ?? .infinity
    scratch.kinetics.ic50 = personal(kinetics.ic50, key, random, &scratch.person)
    scratch.kinetics.hill = kinetics.hill
    random.rewind(key, .driven)
    scratch.kinetics.isDriven = random.bernoulli(kinetics.drivenShare)
  }

  private func personal(
    _ row: PersonalRow, _ key: SubjectKey, _ random: borrowing RandomSource,
    _ person: inout Person
  ) -> Double {
    var sum = row.logMedian
    for i in row.scalings {
      let scaling = kinetics.scalings[i]
      let covariate = value(of: scaling.variable, key, random, &person)
      sum += scaling.power * (log(covariate) - scaling.logAt)
    }
    guard row.sdLog > 0 else { return exp(sum) }
    random.rewind(key, row.stream)
    return exp(sum + row.sdLog * random.normal())
  }

  /// Gives every planned dose that is neither missed nor due after dosing stopped.
  func giveDoses(
    _ key: SubjectKey, _ random: borrowing RandomSource, _ kinetics: inout Kinetics,
    stopDay: Double
  ) {
    kinetics.removeDoses()
    for dose in self.kinetics.doses {
      let day = doseDay(dose.day, key, random)
      guard day <= stopDay, dose.day == 0 || !isMissed(dose.day, key, random) else { continue }
      kinetics.give(dose.amount, day: max(day, kinetics.doseDays.last ?? day))
    }
  }

  /// Whether doses are still to come on a day; dosing that would stop later has not stopped.
  func stopsDosing(
    on day: Double, _ key: SubjectKey, _ random: borrowing RandomSource
  ) -> Bool {
    guard let last = kinetics.doses.last, day < Double(last.day) + kinetics.window else {
      return false
    }
    return day < doseDay(last.day, key, random)
  }

  private func isMissed(_ day: Int, _ key: SubjectKey, _ random: borrowing RandomSource) -> Bool {
    guard kinetics.missedShare > 0 else { return false }
    random.rewind(key, .missedDose, place: Place.plannedVisit(day: day))
    return random.bernoulli(kinetics.missedShare)
  }

  /// The first dose defines day 0; later ones fall in the window with the visit of their day.
  private func doseDay(
    _ day: Int, _ key: SubjectKey, _ random: borrowing RandomSource
  ) -> Double {
    Double(day) + shift(day, within: kinetics.window, key, random)
  }

  /// Where in a window of +- `window` days a planned day falls; the same draw for visit and dose.
  func shift(
    _ day: Int, within window: Double, _ key: SubjectKey, _ random: borrowing RandomSource
  ) -> Double {
    guard day > 0, window > 0 else { return 0 }
    random.rewind(key, .visitDay, place: Place.plannedVisit(day: day))
    return window * (2 * random.uniform() - 1)
  }
}
