package import WashoutNumerics

/// Flares: points of the measure that lie below the hazard at their time, from screening on.
extension Mechanism {
  /// h(t) = background * product(times_if) + suppressible * D * (1 - E(t)), times the effect of a
  /// changed standard therapy.
  package func drawFlares(
    _ key: SubjectKey, _ random: borrowing RandomSource, _ scratch: inout MechanismScratch,
    therapyDay: Double
  ) {
    if scratch.takeFlaresWithoutEffect() {
      drawMarks(key, random, &scratch.flares)
      scratch.joinFlares()
      return
    }
    scratch.flares.makeEmpty()
    let background = flares.background * hazardRatio(key, random, &scratch.person)
    let isDriven = scratch.kinetics.isDriven
    flaresAhead.look(key, random, isDriven: isDriven)
    drawSources(background, key, random, &scratch, therapyDay: therapyDay)
    if scratch.flares.count > 1 { scratch.flares.sortByInsertion { $0.day } }
    drawMarks(key, random, &scratch.flares)
  }

  private func hazardRatio(
    _ key: SubjectKey, _ random: borrowing RandomSource, _ person: inout Person
  ) -> Double {
    var ratio = 1.0
    for condition in flares.conditions {
      let holds =
        condition.covariate < 0
        ? person.active & condition.mask != 0
        : value(of: condition.covariate, key, random, &person) == condition.when
      if holds { ratio *= condition.times }
    }
    return ratio
  }

  /// Background flares, and in people whose disease the target drives those that the drug suppresses.
  private func drawSources(
    _ background: Double, _ key: SubjectKey, _ random: borrowing RandomSource,
    _ scratch: inout MechanismScratch, therapyDay: Double
  ) {
    let changed = therapyDay < calendar.horizon ? leaving.therapyFlareTimes : 1
    for source in 0..<(scratch.kinetics.isDriven ? 2 : 1) {
      drawSource(
        source, hazard: source == 0 ? background : flares.suppressible, changed, key, random,
        &scratch, therapyDay: therapyDay)
    }
  }

  @inline(__always) private func drawSource(
    _ source: Int, hazard: Double, _ changed: Double, _ key: SubjectKey,
    _ random: borrowing RandomSource, _ scratch: inout MechanismScratch, therapyDay: Double
  ) {
    let bound = hazard * max(changed, 1)
    var slab = 0
    while flareMeasure.reaches(slab, below: bound) {
      let row = flareMeasure.slabs[slab]
      let first = flaresAhead.words(source, slab, key, random)
      defer { slab += 1 }
      guard row.mayHold(first, below: bound) else { continue }
      flareMeasure.visit(
        row, first, .flares(source: source, slab: slab), key, random, below: bound,
        by: flareMeasure.horizon
      ) { point in
        let height = point.day > therapyDay ? hazard * changed : hazard
        if point.mark < height {
          let place = Place.flare(source: source, slab: slab, point: point.number)
          add(Flare(day: point.day, place: place), source, point, height, &scratch)
        }
        return false
      }
    }
  }

  /// Adds a flare, unless the drug keeps it away.
  @inline(never) private func add(
    _ flare: Flare, _ source: Int, _ point: SlabPoint, _ height: Double,
    _ scratch: inout MechanismScratch
  ) {
    if fires(source, point, height, scratch.kinetics) {
      scratch.flares.append(flare)
    } else if scratch.shared.isOpen && scratch.shared.sharesFlares {
      scratch.shared.suppressed.append(flare)
    }
  }

  /// Background flares fire; those that the drug suppresses fire below what it leaves of the hazard.
  @inline(__always) private func fires(
    _ source: Int, _ point: SlabPoint, _ height: Double, _ kinetics: Kinetics
  ) -> Bool {
    if source == 0 || point.mark < height * (1 - kinetics.maximumEffect) { return true }
    if kinetics.surelyExceeds(1 - point.mark / height, point.day) { return false }
    return point.mark < height * (1 - kinetics.effect(point.day))
  }

  private func drawMarks(
    _ key: SubjectKey, _ random: borrowing RandomSource, _ flares: inout [Flare]
  ) {
    guard !flares.isEmpty && !items.rows.isEmpty else { return }
    for i in flares.indices {
      flares[i].items = items.draw(
        random, key, .flareItems, place: flares[i].place, below: items.inFlare)
    }
  }
}
