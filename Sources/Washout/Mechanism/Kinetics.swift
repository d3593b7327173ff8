internal import Glibc

/// One person's concentration and effect over time, one compartment with first-order absorption.
///
/// Amounts in the depot and in the blood are kept as they stand just after each dose, so that
/// superposition over any number of doses costs one pair of exponentials a look-up:
///
///     A(t) = A_i exp(-k s) + D_i ka (exp(-k s) - exp(-ka s)) / (ka - k),  s = t - t_i
///
/// written with expm1 on the slower of the two rates, which is its own limit at ka = k. Days, mg, L.
package struct Kinetics: Sendable {
  /// Elimination, 1/day.
  package var elimination = 0.0
  /// Absorption, 1/day; infinite when doses reach the blood at once.
  package var absorption = Double.infinity
  /// Volume, L.
  package var volume = 1.0
  /// IC50, mg/L.
  package var ic50 = 0.0
  /// Largest effect; 0 for a drug that does nothing.
  package var maximumEffect = 0.0
  /// Hill coefficient.
  package var hill = 1.0
  /// Whether the target drives this person's disease.
  package var isDriven = false
  /// Days of the doses given, increasing.
  package private(set) var doseDays: [Double] = []
  /// What the depot and the blood hold just after each.
  private var amounts: [Amounts] = []

  private struct Amounts {
    var depot: Double
    var central: Double
  }

  /// A person without doses.
  package init() {}

  /// Forgets every dose.
  package mutating func removeDoses() {
    doseDays.removeAll(keepingCapacity: true)
    amounts.removeAll(keepingCapacity: true)
  }

  /// Gives a dose, not before the last one; `amount` is what will reach the blood.
  package mutating func give(_ amount: Double, day: Double) {
    var inDepot = 0.0
    var inBlood = 0.0
    if let last = doseDays.last {
      inBlood = amountInBlood(dose: doseDays.count - 1, after: day - last)
      if absorption.isFinite {
        inDepot = amounts[amounts.count - 1].depot * exp(-absorption * (day - last))
      }
    }
    doseDays.append(day)
    amounts.append(
      absorption.isFinite
        ? Amounts(depot: inDepot + amount, central: inBlood)
        : Amounts(depot: 0, central: inBlood + amount))
  }

  /// Concentration in mg/L; 0 before the first dose.
  @inline(__always) package func concentration(_ day: Double) -> Double {
    var dose = doseDays.count - 1
    while dose >= 0 && doseDays[dose] > day { dose -= 1 }
    return dose < 0 ? 0 : amountInBlood(dose: dose, after: day - doseDays[dose]) / volume
  }

  /// Effect between 0 and the maximum: Emax C^g / (IC50^g + C^g).
  @inline(__always) package func effect(_ day: Double) -> Double {
    maximumEffect == 0 ? 0 : maximumEffect * occupancy(day)
  }

  /// Whether the effect on a hazard lies above a height, the hazard at full effect being given.
  @inline(never) func isAbove(_ mark: Double, ofFull hazard: Double, _ day: Double) -> Bool {
    mark < hazard * effect(day)
  }

  /// Effect as a share of its maximum; 0 for a drug that does nothing.
  @inline(__always) package func occupancy(_ day: Double) -> Double {
    guard maximumEffect > 0 else { return 0 }
    let c = concentration(day)
    guard c > 0 else { return 0 }
    let ratio = ic50 / c
    return 1 / (1 + (hill == 1 ? ratio : pow(ratio, hill)))
  }

  @inline(__always) private func amountInBlood(dose: Int, after time: Double) -> Double {
    let left = exp(-elimination * time)
    let amounts = amounts[dose]
    guard absorption.isFinite else { return amounts.central * left }
    let slower = absorption < elimination ? exp(-absorption * time) : left
    let gap = abs(absorption - elimination) * time
    let share = gap == 0 ? 1 : -expm1(-gap) / gap
    return amounts.central * left + amounts.depot * absorption * time * slower * share
  }
}
