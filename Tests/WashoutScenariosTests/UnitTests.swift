import Testing
import Washout
import WashoutScenarios

@Suite("The units of the register")
struct UnitTests {
  @Test(
    "are those of the key, of what the value belongs to, or of a share",
    arguments: [
      ("drug.clearance_l_per_day", "L/day"), ("drug.effect.driven", "share"),
      ("leaving.lost", "share"), ("flares.times_if.no_treated", "times"),
      ("activity.markers.crp_mg_per_l.reported_from", "mg/L"),
      ("activity.markers.crp_mg_per_l.lowered_by", "share"),
      ("activity.markers.crp_mg_per_l.half_life_days", "days"), ("drug.effect.hill", ""),
      ("patients.treated", "share"),
    ])
  func unit(path: String, unit: String) throws {
    let register = try SmallScenario.parse().scenario.assumptions
    #expect(try #require(register.first { $0.path == path }).unit == unit)
  }
}
