package import WashoutNumerics

/// Scratch for people who are followed together, and what is recorded of them.
package struct MechanismGroup: Sendable {
  fileprivate var people: [MechanismScratch]
  /// Element i belongs to the person who came i places behind the first.
  package var records: [SubjectRecord]
  /// How the candidates for all places fared so far.
  package fileprivate(set) var funnel: Funnel

  /// The most people at once: their scratch fits into a second-level cache many times over.
  private static let most = 8

  /// Scratch for the people of a mechanism.
  package init(for mechanism: Mechanism) {
    people = Array(repeating: MechanismScratch(for: mechanism), count: Self.most)
    records = Array(
      repeating: SubjectRecord(estimands: mechanism.estimands.count), count: Self.most)
    funnel = Funnel(criteria: mechanism.screening.criteria.count)
  }

  /// The most people who can be followed at once.
  package var places: Int { people.count }
}

extension Mechanism {
  /// Follows several subjects who come one after the other, as `enrol` follows each of them.
  ///
  /// Stage by stage: the code of all stages is larger than a first-level cache, and loaded once for a group
  /// instead of once for a person. At most as many as the group has places.
  /// - Throws: `SimulationError.nobodyEligible` when 10,000 candidates fail.
  package func enrol(
    _ count: Int, from first: SubjectKey, _ random: borrowing RandomSource,
    _ group: inout MechanismGroup, screensInFull: Bool
  ) throws(SimulationError) {
    try screen(
      0..<count, first, random, &group.people, &group.funnel, inFull: screensInFull)
    follow(0..<count, first, random, &group.people, &group.records)
  }

  private func screen(
    _ all: Range<Int>, _ first: SubjectKey, _ random: borrowing RandomSource,
    _ people: inout [MechanismScratch], _ funnel: inout Funnel, inFull: Bool
  ) throws(SimulationError) {
    var people = people.mutableSpan
    for i in all { try screen(first.later(i), random, &people[i].person, &funnel, inFull: inFull) }
  }

  private func follow(
    _ all: Range<Int>, _ first: SubjectKey, _ random: borrowing RandomSource,
    _ people: inout [MechanismScratch], _ records: inout [SubjectRecord]
  ) {
    var people = people.mutableSpan
    var records = records.mutableSpan
    for i in all { drawPerson(first.later(i), random, &people[i]) }
    for i in all { plan(first.later(i), random, &people[i]) }
    for i in all { beginAssumed(&people[i]) }
    for variant in variants.indices.reversed() {
      for i in all { runDisease(first.later(i), random, &people[i], variant: variant) }
      for i in all { observeCourse(first.later(i), random, &people[i], variant: variant) }
    }
    for i in all { readAssumed(&people[i], into: &records[i]) }
    guard followsNoEffect else { return }
    for i in all { beginWithoutEffect(&people[i]) }
    for variant in variants.indices.reversed() {
      for i in all where !people[i].shared.isSame {
        runDisease(first.later(i), random, &people[i], variant: variant)
      }
      for i in all where !people[i].shared.isSame {
        observeCourse(first.later(i), random, &people[i], variant: variant)
      }
    }
    for i in all { readWithoutEffect(&people[i], into: &records[i]) }
  }
}

extension SubjectKey {
  /// A subject who comes some places later in the trial.
  fileprivate func later(_ places: Int) -> SubjectKey {
    SubjectKey(replicate: replicate, subject: subject + UInt64(places))
  }
}
