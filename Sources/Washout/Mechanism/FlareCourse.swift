package import WashoutNumerics

/// Flares: points of the measure that lie below the hazard at their time, from screening on.
extension Mechanism {
  /// h(t) = background * product(times_if) + suppressible * D * (1 - E(t)), times the effect of a
  /// changed standard therapy.
  package func drawFlares(
    _ key: SubjectKey, _ random: borrowing RandomSource, _ scratch: inout MechanismScratch,
    therapyDay: Double
  ) {
    scratch.flares.removeAll(keepingCapacity: true)
    let background = flares.background * hazardRatio(key, random, &scratch.person)
    drawSource(0, hazard: background, key, random, &scratch, therapyDay: therapyDay)
    if scratch.kinetics.isDriven {
      drawSource(1, hazard: flares.suppressible, key, random, &scratch, therapyDay: therapyDay)
    }
    sortFlares(&scratch.flares)
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

  private func drawSource(
    _ source: Int, hazard: Double, _ key: SubjectKey, _ random: borrowing RandomSource,
    _ scratch: inout MechanismScratch, therapyDay: Double
  ) {
    let changed = therapyDay < calendar.horizon ? leaving.therapyFlareTimes : 1
    let bound = hazard * max(changed, 1)
    var slab = 0
    while SlabbedMeasure.flares.lower(slab) < bound {
      random.rewind(key, .flares(source: source, slab: slab))
      var points = SlabbedMeasure.flares.points(ofSlab: slab, from: calendar.screeningDay)
      var number = 0
      points.advance(random)
      while points.day <= calendar.horizon {
        let height = points.day > therapyDay ? hazard * changed : hazard
        if points.mark < height && fires(source, points, height, scratch.kinetics) {
          scratch.flares.append(
            Flare(
              day: points.day, place: Place.flare(source: source, slab: slab, point: number)))
        }
        number += 1
        points.advance(random)
      }
      slab += 1
    }
  }

  /// Background flares fire; those that the drug suppresses fire below what it leaves of the hazard.
  @inline(__always) private func fires(
    _ source: Int, _ points: SlabPoints, _ height: Double, _ kinetics: Kinetics
  ) -> Bool {
    source == 0 || points.mark < height * (1 - kinetics.maximumEffect)
      || points.mark < height * (1 - kinetics.effect(points.day))
  }

  /// By time; two flares never share one.
  private func sortFlares(_ flares: inout [Flare]) {
    var i = 1
    while i < flares.count {
      var j = i
      while j > 0 && flares[j].day < flares[j - 1].day {
        flares.swapAt(j, j - 1)
        j -= 1
      }
      i += 1
    }
  }

  private func drawMarks(
    _ key: SubjectKey, _ random: borrowing RandomSource, _ flares: inout [Flare]
  ) {
    guard !items.rows.isEmpty else { return }
    for i in flares.indices {
      flares[i].items = items.draw(
        random, key, .flareItems, place: flares[i].place, below: items.inFlare)
    }
  }
}
