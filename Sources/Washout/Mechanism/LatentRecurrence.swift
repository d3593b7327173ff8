internal import WashoutNumerics

/// Recurrence as it is, whether anybody looks or not.
extension Mechanism {
  /// The first instant at which each definition holds, whether anybody looks or not.
  func recurLatently(
    _ course: inout CourseOutcome, _ key: SubjectKey, _ random: borrowing RandomSource,
    _ scratch: inout MechanismScratch
  ) {
    if instants.areFlares && course.firstFlare > calendar.endDay { return }
    fillInstants(&scratch)
    guard !scratch.instants.isEmpty else { return }
    fillLatentReferences(key, random, &scratch)
    var open = allDefinitions
    for i in scratch.instants.indices where open != 0 {
      let day = scratch.instants[i]
      var held = holdingLatently(open, day, key, random, &scratch)
      while held != 0 {
        let definition = held.trailingZeroBitCount
        let bit: UInt64 = 1 &<< UInt64(truncatingIfNeeded: definition)
        held &= ~bit
        let row = definitions[definition]
        let second = confirmationDay(row, after: day)
        guard
          second == day || holdsLatently(row.entry, second, key, random, &scratch)
        else { continue }
        open &= ~bit
        course.put(
          Recorded(nominalDay: day, establishedDay: second), of: bit, .latent,
          &scratch.recurrences)
      }
    }
  }

  /// Those of some definitions whose rule holds at an instant.
  private func holdingLatently(
    _ open: UInt64, _ day: Double, _ key: SubjectKey, _ random: borrowing RandomSource,
    _ scratch: inout MechanismScratch
  ) -> UInt64 {
    let moment = look(at: day, scratch.episodes, scratch.flares)
    guard needsNumericScores else { return holding(open, at: moment, scratch.references) }
    let scored = score(moment, day, key, random, &scratch)
    return holding(open, at: scored, values: scratch.levels.span, scratch.references)
  }

  /// Whether a rule holds again at a later instant.
  private func holdsLatently(
    _ entry: Int, _ day: Double, _ key: SubjectKey, _ random: borrowing RandomSource,
    _ scratch: inout MechanismScratch
  ) -> Bool {
    guard day < .infinity else { return false }
    var moment = look(at: day, scratch.episodes, scratch.flares)
    moment.isFlare = true
    guard needsNumericScores else { return holds(entry, at: moment, scratch.references) }
    let scored = score(moment, day, key, random, &scratch)
    return holds(entry, at: scored, values: scratch.levels.span, scratch.references)
  }

  /// An instant as it is.
  private func look(at day: Double, _ episodes: [Episode], _ flares: [Flare]) -> ItemMoment {
    ItemMoment(
      layer: .latent, mask: countedItems(at: day, episodes),
      isFlare: flares.contains { $0.day == day })
  }

  /// An instant with its scores, which are kept in `levels`.
  private func score(
    _ moment: ItemMoment, _ day: Double, _ key: SubjectKey, _ random: borrowing RandomSource,
    _ scratch: inout MechanismScratch
  ) -> Moment {
    _ = fillLevels(at: day, moment.mask, key, random, &scratch)
    return Moment(
      layer: .latent, mask: moment.mask, isFlare: moment.isFlare, scores: scores(of: moment.mask),
      firstValue: 0)
  }

  /// When the latent layer is looked at again: at the next planned day, or some days later.
  private func confirmationDay(_ row: DefinitionRow, after day: Double) -> Double {
    switch row.confirmation {
    case .none: return day
    case .afterDays: return day + row.confirmAfter
    case .nextVisit:
      for planned in calendar.visitDays where Double(planned) > day { return Double(planned) }
      return .infinity
    }
  }
}
