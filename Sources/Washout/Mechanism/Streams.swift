internal import WashoutNumerics

/// The permanent numbers of the mechanistic course's streams; the article RandomNumbers is their page.
extension Stream {
  /// Items at screening, true and recorded; place = candidate, packed uniform n - 1 belongs to item number n.
  static let itemsAtScreening = Stream(rawValue: 1)
  /// The common factor of items at screening; place = candidate, one normal.
  static let screeningFactor = Stream(rawValue: 2)
  /// Criteria that are shares of the pool; place = candidate, packed uniform n - 1 is In's and 31 + n is En's.
  static let criteria = Stream(rawValue: 3)
  /// Whether a numeric score is in a flare at screening; place = candidate, one uniform for all.
  static let inFlareAtScreening = Stream(rawValue: 4)

  /// What the drug finds in a person: a uniform each for driven and for antibodies, then a normal each
  /// for ln clearance, ln volume, ln absorption rate and ln IC50.
  static let drug = Stream(rawValue: 10)

  /// A planned day; place = nominal day, one uniform each: where in their windows its visit and its dose
  /// fall, whether the visit is missed, whether the dose is.
  static let plannedDay = Stream(rawValue: 20)

  /// Unit exponentials that cumulative hazards must reach: of loss, of stopping the drug, of a change of
  /// standard therapy.
  static let clocks = Stream(rawValue: 30)

  /// Which items a flare brings; place = flare, packed uniform n - 1 belongs to item number n.
  static let flareItems = Stream(rawValue: 40)
  /// Whether a flare brings a visit: one uniform, then the delay in a block of its own; place = flare.
  static let unscheduledVisit = Stream(rawValue: 41)

  /// Assessor's errors at visits; place = visit, packed uniform n - 1 belongs to item number n.
  static let assessor = Stream(rawValue: 50)

  /// Points of the flare measure: number 0x1000 + 0x100 source + slab.
  static func flares(source: Int, slab: Int) -> Stream {
    Stream(rawValue: 0x1000 + UInt64(source) * 0x100 + UInt64(slab))
  }

  /// Points of an item's clearing measure: 0x10000 + 0x100 item number + 0x40 source + slab.
  static func clearing(item number: Int, source: Int, slab: Int) -> Stream {
    Stream(rawValue: 0x10000 + UInt64(number) * 0x100 + UInt64(source) * 0x40 + UInt64(slab))
  }

  /// A covariate of a person; of a marker two normals, between people and noise at screening.
  static func covariate(_ name: String) -> Stream { Stream(named: "covariate:\(name)") }
  /// Whether an item is bad enough for a rule.
  static func severity(_ item: String) -> Stream { Stream(named: "severity:\(item)") }
  /// Noise of a numeric score at screening; place = candidate.
  static func screeningNoise(_ name: String) -> Stream { Stream(named: "screening-noise:\(name)") }
  /// Noise of a marker or score at a visit; place = visit.
  static func visitNoise(_ name: String) -> Stream { Stream(named: "visit-noise:\(name)") }
  /// The quiet level of a numeric score; place = candidate.
  static func quietLevel(_ name: String) -> Stream { Stream(named: "score:\(name)") }
  /// The level of a numeric score in the flare at screening; place = candidate.
  static func levelAtScreening(_ name: String) -> Stream {
    Stream(named: "score-screening:\(name)")
  }
  /// The level of a numeric score in a flare; place = flare.
  static func levelInFlare(_ name: String) -> Stream { Stream(named: "score-flare:\(name)") }
}

/// The places of things that are not counted off: flares by their point, visits by day or flare.
enum Place {
  /// A flare: source << 26 | slab << 20 | point, points of a slab counted from 0.
  static func flare(source: Int, slab: Int, point: Int) -> UInt64 {
    UInt64(source) << 26 | UInt64(slab) << 20 | UInt64(point)
  }

  /// A planned visit: its nominal day.
  static func plannedVisit(day: Int) -> UInt64 { UInt64(day) }

  /// An unscheduled visit: bit 31 and the place of the flare that brought it.
  static func unscheduledVisit(flare: UInt64) -> UInt64 { 1 << 31 | flare }

  /// Whether a visit's place is that of one that was not planned.
  static func isUnscheduled(_ visit: UInt64) -> Bool { visit >> 31 & 1 != 0 }

  /// A visit made for confirmation alone: bit 30 and the place of the visit that it confirms.
  static func confirmation(of visit: UInt64) -> UInt64 { 1 << 30 | visit }
}
