internal import Glibc
package import WashoutNumerics

/// Markers (ESR, CRP): log-normal levels that follow the items with a lag and that the drug lowers.
extension Mechanism {
  /// The level reported at screening: ln Y = base(items) + between + within; the items must have been drawn.
  package func markerAtScreening(
    _ marker: Int, _ key: SubjectKey, _ random: borrowing RandomSource, _ person: inout Person
  ) -> Double {
    let log = logMarkerAtScreening(marker, key, random, &person)
    return max(exp(log), markers[marker].reportedFrom)
  }

  /// Its logarithm before it is cut off where reporting begins.
  @inline(__always) func logMarkerAtScreening(
    _ marker: Int, _ key: SubjectKey, _ random: borrowing RandomSource, _ person: inout Person
  ) -> Double {
    let rows = markers.span
    let z = screeningNormals(rows, marker, key, random, &person)
    let target = logTarget(rows[marker], person.active, between: z.between)
    return target + rows[marker].within * z.noise
  }

  /// The between-people normal of a marker, keyed by candidate.
  func drawMarkerNormal(
    _ marker: Int, _ key: SubjectKey, _ random: borrowing RandomSource, _ person: inout Person
  ) {
    person.markerNormals[marker] =
      screeningNormals(markers.span, marker, key, random, &person).between
  }

  /// A candidate's standard normals, between people and of the noise at screening, with the marker's
  /// correlation to those of its partner.
  @inline(__always) private func screeningNormals(
    _ rows: Span<MarkerRow>, _ marker: Int, _ key: SubjectKey, _ random: borrowing RandomSource,
    _ person: inout Person
  ) -> (between: Double, noise: Double) {
    let partner = rows[marker].partner
    guard partner >= 0 else { return ownNormals(rows, marker, key, random, &person) }
    // The partner first, which has mostly been asked for just before.
    let other = ownNormals(rows, partner, key, random, &person)
    let z = ownNormals(rows, marker, key, random, &person)
    return (
      rows[marker].correlated(z.between, with: other.between),
      rows[marker].correlated(z.noise, with: other.noise)
    )
  }

  /// A candidate's normals before correlation; those that were asked for last are at hand.
  private func ownNormals(
    _ rows: Span<MarkerRow>, _ marker: Int, _ key: SubjectKey, _ random: borrowing RandomSource,
    _ person: inout Person
  ) -> (between: Double, noise: Double) {
    if person.lastMarker == marker { return person.lastNormals }
    person.lastMarker = marker
    person.lastNormals =
      random.twoNormals(key, rows[marker].personStream, place: person.candidate)
    return person.lastNormals
  }

  /// ln of the level that a set of active items calls for, off drug.
  private func logTarget(
    _ row: MarkerRow, _ marker: Int, _ active: UInt64, _ person: Person
  ) -> Double {
    logTarget(row, active, between: person.markerNormals[marker])
  }

  @inline(__always) private func logTarget(
    _ row: MarkerRow, _ active: UInt64, between: Double
  ) -> Double {
    var sum = row.logMedian + row.logPerPoint * (Double(items.scores(active).all) - row.atScore)
    let logIfs = logIfs.span.extracting(row.logIf)
    for i in logIfs.indices { sum += logIfs[i].log(active) }
    return sum + row.between * between
  }

  /// The level at a visit with its noise, as the laboratory reports it.
  func reportedMarker(
    _ marker: Int, level: Double, _ key: SubjectKey, _ random: borrowing RandomSource,
    place: UInt64
  ) -> Double {
    let row = markers[marker]
    random.rewind(key, row.visitStream, place: place)
    var noise = random.normal()
    if row.partner >= 0 {
      random.rewind(key, markers[row.partner].visitStream, place: place)
      noise = row.correlated(noise, with: random.normal())
    }
    return max(level * exp(row.within * noise), row.reportedFrom)
  }

  /// Half days from screening to the horizon.
  private var halfDays: Int { Int((2 * (calendar.horizon - calendar.screeningDay)).rounded(.up)) }

  /// Follows every marker through the course: dR/dt = lag (target(t) (1 - loweredBy E/Emax) - R).
  ///
  /// The target is constant between changes of the items; the drug's share is integrated by three
  /// Gauss-Legendre points on panels of at most half a day.
  func followMarkers(_ scratch: inout MechanismScratch) {
    scratch.markerLevels.removeAll(keepingCapacity: true)
    for marker in markers.indices {
      let start = calendar.screeningDay
      let active = activeItems(at: start, scratch.episodes)
      var level = exp(logTarget(markers[marker], marker, active, scratch.person))
      scratch.markerLevels.append(level)
      for halfDay in 0..<halfDays {
        let day = start + Double(halfDay) / 2
        level = step(marker, level, from: day, to: day + 0.5, scratch)
        scratch.markerLevels.append(level)
      }
    }
  }

  /// The level at a time of the course, without noise.
  package func markerLevel(_ marker: Int, at day: Double, _ scratch: MechanismScratch) -> Double {
    let halfDay = min(max(Int(2 * (day - calendar.screeningDay)), 0), halfDays)
    let from = calendar.screeningDay + Double(halfDay) / 2
    let level = scratch.markerLevels[marker * (halfDays + 1) + halfDay]
    return step(marker, level, from: from, to: day, scratch)
  }

  /// The level at the end of at most half a day.
  private func step(
    _ marker: Int, _ level: Double, from: Double, to: Double, _ scratch: MechanismScratch
  ) -> Double {
    let row = markers[marker]
    var level = level
    var left = from
    while left < to {
      let panel = longestPanel(from: left, scratch.kinetics.doses)
      let right = min(nextChange(after: left, scratch), left + panel, to)
      let active = activeItems(at: left, scratch.episodes)
      let target = exp(logTarget(row, marker, active, scratch.person))
      level =
        level * exp(-row.lag * (right - left))
        + target * lowered(row, left, right, scratch.kinetics)
      left = right
    }
    return level
  }

  /// Integral of lag exp(-lag (right - s)) (1 - loweredBy E(s)/Emax) over a panel.
  private func lowered(
    _ row: MarkerRow, _ left: Double, _ right: Double, _ kinetics: Kinetics
  ) -> Double {
    let whole = -expm1(-row.lag * (right - left))
    guard kinetics.maximumEffect > 0, right > 0 else { return whole }
    let middle = (left + right) / 2
    let offset = 0.774596669241483377 * (right - left) / 2
    func share(_ day: Double) -> Double {
      exp(-row.lag * (right - day)) * kinetics.occupancy(day)
    }
    let sum = 8 * share(middle) + 5 * (share(middle - offset) + share(middle + offset))
    return whole - row.loweredBy * row.lag * sum / 9 * (right - left) / 2
  }

  /// The effect of a dose rises within hours, so panels begin short and grow with the time since it.
  private func longestPanel(from day: Double, _ doses: [GivenDose]) -> Double {
    guard let dose = doses.last(where: { $0.day <= day })?.day, day - dose < 1 else {
      return .infinity
    }
    return max((day - dose) / 2, 0x1p-6)
  }

  /// The next day on which an item begins or ends, or a dose is given.
  private func nextChange(after day: Double, _ scratch: MechanismScratch) -> Double {
    var next = Double.infinity
    for episode in scratch.episodes {
      if episode.start > day { next = min(next, episode.start) }
      if episode.end > day { next = min(next, episode.end) }
    }
    for dose in scratch.kinetics.doses where dose.day > day { next = min(next, dose.day) }
    return next
  }
}
