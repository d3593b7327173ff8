/// A visit of the plan, the same on every drug.
struct PlannedVisit: Sendable {
  /// When it takes place if no flare brings it; infinity if it is missed.
  var day = 0.0
  var errors = AssessorErrors()
}

/// A visit of one course.
struct Visit: Sendable {
  /// When it took place; infinity as long as it is missed.
  var day: Double
  /// Its day on the plan; its own day if it was not planned.
  var nominalDay: Double
  /// Its place in the streams of noise.
  var place: UInt64
  /// The day of the flare that brought it; -infinity if none did.
  var flareDay = -Double.infinity
  /// Items that count, and items that are recorded.
  var active: UInt64 = 0
  var recorded: UInt64 = 0
}

extension Visit {
  /// By the plan, with nothing seen yet.
  init(on day: Double, planned nominalDay: Int) {
    self.init(
      day: day, nominalDay: Double(nominalDay), place: Place.plannedVisit(day: nominalDay))
  }

  /// On the day to which a flare brings it, with nothing seen yet.
  init(broughtBy flare: Flare) {
    self.init(
      day: flare.visitDay, nominalDay: flare.visitDay,
      place: Place.unscheduledVisit(flare: flare.place), flareDay: flare.day)
  }

  /// On the plan.
  @inline(__always) var isPlanned: Bool { !Place.isUnscheduled(place) }

  /// What a layer shows of the items.
  @inline(__always) func items(in layer: Layer) -> UInt64 {
    layer == .assessed ? recorded : active
  }

  /// Notes what counts, and what an assessor with these errors records of it.
  @inline(__always) mutating func see(_ active: UInt64, _ errors: AssessorErrors) {
    self.active = active
    recorded = errors.recorded(active)
  }
}
