import CWashoutGSL
import Foundation
import Testing
import Washout

/// A person of 57 kg on firsekibart as CSTAR012 plans it, by typical values (Chakraborty 2012, Clin
/// Pharmacokinet 51(6):e1, reduced to one compartment).
private func typicalPerson() -> Kinetics {
  person(clearance: 0.174 * pow(57.0 / 70, 0.695), volume: 6.01 * pow(57.0 / 70, 0.73))
}

private func person(clearance: Double, volume: Double) -> Kinetics {
  var person = Kinetics()
  person.elimination = clearance / volume
  person.absorption = 0.269
  person.volume = volume
  for week in [0.0, 4, 8] { person.give(0.7 * 200, day: 7 * week) }
  return person
}

/// Superposition as it stands in the textbooks.
private func closedForm(_ person: Kinetics, amounts: [Double], at day: Double) -> Double {
  let (k, ka) = (person.elimination, person.absorption)
  return zip(person.doseDays, amounts).reduce(0) { sum, dose in
    let s = day - dose.0
    guard s >= 0 else { return sum }
    return sum + dose.1 * ka / (person.volume * (ka - k)) * (exp(-k * s) - exp(-ka * s))
  }
}

@Suite("Concentration of one person")
struct KineticsTests {
  /// The 57-kg column calculated once from those values: week, mg/L as printed.
  static let published: [(week: Double, value: Double, digits: Double)] = [
    (1, 20.2, 0.05), (2, 19.5, 0.05), (4, 13.4, 0.05), (6, 28.4, 0.05), (8, 19.3, 0.05),
    (10, 32.4, 0.05), (12, 22.0, 0.05), (14, 14.6, 0.05), (16, 9.7, 0.05), (18, 6.5, 0.05),
    (20, 4.3, 0.05), (22, 2.9, 0.05), (24, 1.9, 0.05), (28, 0.84, 0.005), (32, 0.37, 0.005),
    (36, 0.16, 0.005),
  ]

  @Test("is the published 57-kg column to the digits printed", arguments: published)
  func publishedColumn(_ row: (week: Double, value: Double, digits: Double)) {
    // Clearance and volume that round to the 0.151 and 5.17 stated with the column and give all of it.
    let concentration = person(clearance: 0.1507, volume: 5.167).concentration(7 * row.week)
    #expect(abs(concentration - row.value) <= row.digits)
    let other = person(clearance: 0.160, volume: 5.167).concentration(7 * row.week)
    #expect(abs(other - row.value) > row.digits)
  }

  @Test("of the scenario's 57-kg person is that column within its rounded parameters")
  func scenarioPerson() {
    for row in Self.published {
      // 0.695 and 0.73 as powers of weight give 0.15085 L/d and 5.173 L: half a per cent at most.
      let concentration = typicalPerson().concentration(7 * row.week)
      #expect(abs(concentration - row.value) <= row.digits + 0.005 * row.value)
    }
  }

  @Test("is superposition in closed form")
  func superposition() {
    let person = typicalPerson()
    for day in stride(from: 0.25, through: 300, by: 0.25) {
      let expected = closedForm(person, amounts: [140, 140, 140], at: day)
      #expect(abs(person.concentration(day) / expected - 1) < 1e-12)
      let others = closedForm(person, amounts: [140, 140, 0], at: day)
      #expect(day <= 56 || abs(person.concentration(day) / others - 1) > 1e-3)
    }
  }

  @Test("solves its differential equations to 1e-9")
  func differentialEquations() throws {
    let person = typicalPerson()
    for (day, amount) in try integrate(person, amount: 140, until: [20, 40, 70, 100, 168]) {
      #expect(abs(person.concentration(day) / amount - 1) < 1e-9)
    }
  }

  @Test("has its limit where absorption and elimination are equally fast")
  func equalRates() {
    var person = Kinetics()
    person.elimination = 0.1
    person.absorption = 0.1
    person.volume = 5
    person.give(100, day: 0)
    for day in [0.5, 3, 10, 40] {
      let limit = 100 * 0.1 * day * exp(-0.1 * day) / 5
      #expect(abs(person.concentration(day) / limit - 1) < 1e-14)
      person.absorption = 0.1 * (1 + 1e-9)
      #expect(abs(person.concentration(day) / limit - 1) < 1e-7)
      person.absorption = 0.2
      #expect(abs(person.concentration(day) / limit - 1) > 1e-3)
      person.absorption = 0.1
    }
  }

  @Test("stays finite when absorption is far slower than elimination")
  func flipFlop() {
    var person = Kinetics()
    person.elimination = 50
    person.absorption = 0.01
    person.volume = 5
    person.give(100, day: 0)
    let expected = 100 * 0.01 / (5 * (50 - 0.01)) * exp(-0.01 * 300)
    #expect(abs(person.concentration(300) / expected - 1) < 1e-12)
  }

  @Test("reaches the blood at once when given into it")
  func intravenous() {
    var person = Kinetics()
    person.elimination = 0.05
    person.volume = 4
    person.give(100, day: 0)
    person.give(100, day: 10)
    #expect(abs(person.concentration(0) - 25) < 1e-12)
    #expect(abs(person.concentration(10) - 25 * (1 + exp(-0.5))) < 1e-12)
  }

  @Test("before the first dose is none, and neither is the effect")
  func beforeDosing() {
    var person = typicalPerson()
    person.maximumEffect = 0.95
    person.ic50 = 1
    #expect(person.concentration(-0.1) == 0)
    #expect(person.effect(-0.1) == 0)
    #expect(person.effect(7) > 0.9)
  }

  @Test("gives Emax C^g / (IC50^g + C^g)", arguments: [0.5, 1, 2.5])
  func effect(_ hill: Double) {
    var person = typicalPerson()
    person.maximumEffect = 0.95
    person.ic50 = 3
    person.hill = hill
    for day in [5.0, 60, 120, 200] {
      let c = pow(person.concentration(day), hill)
      let expected = 0.95 * c / (pow(3, hill) + c)
      #expect(abs(person.effect(day) / expected - 1) < 1e-12)
    }
    person.ic50 = 0
    #expect(person.effect(100) == 0.95)
    person.maximumEffect = 0
    #expect(person.effect(100) == 0)
  }

  @Test(
    "says without exponentials what its effect surely exceeds",
    arguments: [0.005, 0.269, Double.infinity])
  func surelyExceeds(_ absorption: Double) {
    var person = Kinetics()
    person.elimination = 0.03
    person.absorption = absorption
    person.volume = 5
    person.maximumEffect = 0.95
    person.ic50 = 3
    for week in [0.0, 4, 8] { person.give(140, day: 7 * week) }
    #expect(!person.surelyExceeds(0, -1))
    for day in stride(from: 0.25, through: 170, by: 0.25) {
      let effect = person.effect(day)
      #expect(!person.surelyExceeds(effect, day))
      #expect(!person.surelyExceeds(effect * (1 + 1e-12), day))
      #expect(person.surelyExceeds(0.4 * effect, day))
    }
    // Other forms of the effect are left to the exponentials.
    person.hill = 2
    #expect(!person.surelyExceeds(0, 30))
    person.hill = 1
    person.maximumEffect = 0
    #expect(!person.surelyExceeds(0, 30))
  }

  @Test(
    "says mostly with one exponential whether its concentration is above a level",
    arguments: [0.005, 0.03, 0.269, 4, Double.infinity])
  func isConcentrationAbove(_ absorption: Double) {
    var person = Kinetics()
    person.elimination = 0.03
    person.absorption = absorption
    person.volume = 5
    #expect(!person.isConcentrationAbove(0, 1) && person.isConcentrationAbove(-1, 1))
    for week in [0.0, 4, 8] { person.give(140, day: 7 * week) }
    #expect(!person.isConcentrationAbove(0, -1))
    for day in stride(from: 0.25, through: 170, by: 0.25) {
      let concentration = person.concentration(day)
      for times in [0.2, 0.999, 1 - 1e-12, 1, 1 + 1e-12, 1.001, 5] {
        let level = concentration * times
        #expect(person.isConcentrationAbove(level, day) == (concentration > level))
      }
    }
  }

  @Test("integrates its effect as GSL's adaptive quadrature does")
  func effectIntegral() {
    var person = typicalPerson()
    person.maximumEffect = 0.95
    person.ic50 = 1
    var table = EffectTable()
    table.fill(person, to: 168)
    for day in [0.1, 0.7, 3, 27, 28, 29.3, 56, 84, 100, 168] {
      let exact = quadrature(0, day, breaks: [0, 28, 56]) { person.effect($0) }
      #expect(abs(table.integral(to: day, person) - exact) < 2e-3 * exact)
      #expect(abs(table.integral(to: day, person) - 1.01 * exact) > 2e-3 * exact)
    }
    #expect(table.integral(to: -3, person) == 0)
    person.maximumEffect = 0
    table.fill(person, to: 168)
    #expect(table.integral(to: 100, person) == 0)
  }

  /// Depot and blood by an explicit Runge-Kutta-Prince-Dormand (8, 9) from dose to dose.
  private func integrate(
    _ person: Kinetics, amount: Double, until days: [Double]
  ) throws -> [(Double, Double)] {
    var rates = [person.elimination, person.absorption]
    return try rates.withUnsafeMutableBufferPointer { rates in
      var system = gsl_odeiv2_system(
        function: { _, y, dydt, rates in
          guard let y, let dydt, let rates else { return Int32(GSL_EFAULT) }
          let rate = rates.assumingMemoryBound(to: Double.self)
          dydt[0] = -rate[1] * y[0]
          dydt[1] = rate[1] * y[0] - rate[0] * y[1]
          return Int32(GSL_SUCCESS)
        }, jacobian: nil, dimension: 2, params: rates.baseAddress)
      let driver = try #require(
        gsl_odeiv2_driver_alloc_y_new(&system, washout_gsl_step_rk8pd(), 1e-3, 1e-13, 1e-12))
      defer { gsl_odeiv2_driver_free(driver) }
      var (time, y) = (0.0, [0.0, 0.0])
      var result: [(Double, Double)] = []
      for stop in (days + person.doseDays).sorted() {
        if stop > time { #expect(gsl_odeiv2_driver_apply(driver, &time, stop, &y) == 0) }
        if days.contains(stop) { result.append((stop, y[1] / person.volume)) }
        if person.doseDays.contains(stop) { y[0] += amount }
      }
      return result
    }
  }
}
