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
  /// Doses given, in order of time.
  private(set) var doses: [GivenDose] = []

  /// A person without doses.
  package init() {}

  /// Days of the doses given, increasing.
  package var doseDays: [Double] { doses.map(\.day) }

  /// Gives a dose, not before the last one; `amount` is what will reach the blood.
  package mutating func give(_ amount: Double, day: Double) {
    doses.append(rates.dose(amount, day: day, after: doses.last))
  }

  /// Gives the doses that are due by a day, instead of those given.
  mutating func give(_ due: [DueDose], by stopDay: Double) {
    let rates = rates
    let due = due.span
    let blank = GivenDose(day: 0, depot: 0, central: 0)
    doses.resize(to: due.count, with: blank)
    var count = 0
    do {
      var doses = doses.mutableSpan
      for i in due.indices where due[i].day <= stopDay {
        let last: GivenDose? = count == 0 ? nil : doses[count - 1]
        // Where windows overlap, a dose does not come before the one that precedes it.
        let day = max(due[i].day, last?.day ?? due[i].day)
        doses[count] = rates.dose(due[i].amount, day: day, after: last)
        count += 1
      }
    }
    doses.resize(to: count, with: blank)
  }

  /// Concentration in mg/L; 0 before the first dose.
  @inline(__always) package func concentration(_ day: Double) -> Double {
    guard let dose = lastDose(by: day) else { return 0 }
    return rates.central(dose, after: day - dose.day) / volume
  }

  /// Whether the concentration lies above a level, mostly seen from what can be in the blood at most and at least.
  package func isConcentrationAbove(_ level: Double, _ day: Double) -> Bool {
    guard let dose = lastDose(by: day) else { return 0 > level }
    let (least, most) = rates.centralLimits(dose, after: day - dose.day)
    let amount = level * volume
    if least * (1 - 1e-9) > amount { return true }
    if most * (1 + 1e-9) < amount { return false }
    return concentration(day) > level
  }

  @inline(__always) private var rates: TransferRates {
    TransferRates(elimination: elimination, absorption: absorption)
  }

  @inline(__always) private func lastDose(by day: Double) -> GivenDose? {
    let doses = doses.span
    var dose = doses.count - 1
    while dose >= 0 && doses[dose].day > day { dose -= 1 }
    return dose < 0 ? nil : doses[dose]
  }

  /// Effect between 0 and the maximum: Emax C^g / (IC50^g + C^g).
  @inline(__always) package func effect(_ day: Double) -> Double {
    maximumEffect == 0 ? 0 : maximumEffect * occupancy(day)
  }

  /// Whether what the drug adds to a hazard lies above a height, what full effect adds being given.
  @inline(never) func isAbove(_ mark: Double, ofFull hazard: Double, _ day: Double) -> Bool {
    surelyExceeds(mark / hazard, day) || mark < hazard * effect(day)
  }

  /// Whether the effect exceeds another one, seen without exponentials from the least that can be in the blood;
  /// false if that does not say.
  package func surelyExceeds(_ effect: Double, _ day: Double) -> Bool {
    guard hill == 1, let dose = lastDose(by: day) else { return false }
    let amount = rates.leastCentral(dose, after: day - dose.day)
    return effect * (amount + ic50 * volume) < maximumEffect * amount * (1 - 1e-9)
  }

  /// Effect as a share of its maximum; 0 for a drug that does nothing.
  @inline(__always) package func occupancy(_ day: Double) -> Double {
    guard maximumEffect > 0 else { return 0 }
    let c = concentration(day)
    guard c > 0 else { return 0 }
    let ratio = ic50 / c
    return 1 / (1 + (hill == 1 ? ratio : pow(ratio, hill)))
  }
}

/// A dose, and what depot and blood hold just after it.
struct GivenDose: Sendable {
  let day: Double
  let depot: Double
  let central: Double
}

/// The rates at which a drug passes through depot and blood, 1/day.
private struct TransferRates {
  let elimination: Double
  let absorption: Double

  /// A dose after another.
  func dose(_ amount: Double, day: Double, after last: GivenDose?) -> GivenDose {
    var inDepot = 0.0
    var inBlood = 0.0
    if let last {
      inBlood = central(last, after: day - last.day)
      if absorption.isFinite { inDepot = last.depot * exp(-absorption * (day - last.day)) }
    }
    return absorption.isFinite
      ? GivenDose(day: day, depot: inDepot + amount, central: inBlood)
      : GivenDose(day: day, depot: 0, central: inBlood + amount)
  }

  /// The amount in the blood some days after a dose.
  @inline(__always) func central(_ dose: GivenDose, after time: Double) -> Double {
    let left = exp(-elimination * time)
    guard absorption.isFinite else { return dose.central * left }
    let slower = absorption < elimination ? exp(-absorption * time) : left
    let gap = abs(absorption - elimination) * time
    let share = gap == 0 ? 1 : -expm1(-gap) / gap
    return dose.central * left + dose.depot * absorption * time * slower * share
  }

  /// No more and no less than that with one exponential, since (1 - exp(-x)) / x lies below 1 / x and exp(x)
  /// above 1 + x + x^2 / 2 + x^3 / 6; anything where x is small.
  @inline(__always) func centralLimits(
    _ dose: GivenDose, after time: Double
  ) -> (least: Double, most: Double) {
    let left = exp(-elimination * time)
    guard absorption.isFinite else { return (dose.central * left, dose.central * left) }
    let slower = absorption < elimination ? exp(-absorption * time) : left
    let gap = abs(elimination - absorption) * time
    guard gap >= 1 else { return (0, .infinity) }
    let most = 1 / gap
    let least = most - most / (1 + gap * (1 + gap * (0.5 + gap * (1.0 / 6))))
    let scale = dose.depot * absorption * time * slower
    return (dose.central * left + scale * least, dose.central * left + scale * most)
  }

  /// No more than that, without exponentials: exp(-x) is at least (1 - x / 16)^16 and (1 - exp(-x)) / x at least
  /// 1 / (1 + x / 2 + x^2 / 12).
  @inline(__always) func leastCentral(_ dose: GivenDose, after time: Double) -> Double {
    let left = Self.leastLeft(elimination * time)
    guard absorption.isFinite else { return dose.central * left }
    let slower = absorption < elimination ? Self.leastLeft(absorption * time) : left
    let gap = abs(elimination - absorption) * time
    let share = 1 / (1 + gap * (0.5 + gap * (1.0 / 12)))
    return dose.central * left + dose.depot * absorption * time * slower * share
  }

  @inline(__always) private static func leastLeft(_ x: Double) -> Double {
    var power = max(1 - x * 0.0625, 0)
    power *= power
    power *= power
    power *= power
    return power * power
  }
}
