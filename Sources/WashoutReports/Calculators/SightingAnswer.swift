package import WashoutStatistics

/// The chance to see an adverse event, and the number of people for a wanted chance.
package struct SightingAnswer {
  private let sighting: EventSighting
  private let chance: Double?
  private let size: Int?
  private let subjects: Int?

  /// Nil where a wanted `chance` needs more than `limit` people.
  package init?(_ sighting: EventSighting, chance: Double?, subjects: Int?, atMost limit: Int) {
    self.sighting = sighting
    self.chance = chance
    self.subjects = subjects
    size = chance.flatMap { sighting.smallestSize(chance: $0, atMost: limit) }
    if chance != nil && size == nil { return nil }
  }

  var json: JSONValue {
    var members: [JSONValue.Member] = [
      .init("frequency", .number(sighting.frequency)),
      .init("at_least", .integer(sighting.atLeast)),
    ]
    if let chance {
      members += [.init("wanted_chance", .number(chance)), .init("smallest_n", .integer(size))]
    }
    if let subjects {
      members += [
        .init("subjects", .integer(subjects)),
        .init("chance", .number(sighting.chance(among: subjects))),
      ]
    }
    return .object(members)
  }

  func screen(width: Int) -> String {
    let times = sighting.atLeast == 1 ? "once" : "\(sighting.atLeast) times"
    let head =
      "Adverse event of \(NumberText.percent(exactly: sighting.frequency)), at least \(times): seen"
    let wanted = chance.map { chance in
      "with a chance of \(NumberText.percent(exactly: chance)) among "
        + NumberText.grouped(size ?? 0)
    }
    let among = subjects.map {
      "among \(NumberText.grouped($0)) with a chance of \(ExactText.percent(sighting.chance(among: $0)))"
    }
    let parts = [wanted, among].compactMap { $0 }.joined(separator: "; ")
    return Paragraph.wrapped("\(head) \(parts)", width: width, indent: "  ") + "\n"
  }
}
