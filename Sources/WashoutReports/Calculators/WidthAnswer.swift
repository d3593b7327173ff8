package import WashoutStatistics

/// The width of an interval: the sizes for a wanted one, and what so many subjects give.
package struct WidthAnswer {
  private let design: PrecisionDesign
  private let width: Double?
  private let assurance: Double?
  private let subjects: Int?
  private let expected: SampleSize?
  private let assured: SampleSize?

  /// Most people that are looked at, one number after the other.
  package static let mostSubjects = 3_000

  /// Nil where a wanted width needs a look at more than `mostSubjects` people.
  ///
  /// With a `width` above 0 the sizes for it, with an `assurance` between 0 and 1 also those for that
  /// chance; with `subjects`, at least 1, what they give.
  ///
  /// `progress` is told how many sizes have been calculated of each.
  package init?(
    _ design: PrecisionDesign, width: Double?, assurance: Double?, subjects: Int?,
    progress: (_ sizes: Int) -> Void = { _ in }
  ) {
    self.design = design
    self.width = width
    self.assurance = assurance
    self.subjects = subjects
    expected = width.flatMap {
      design.sampleSize(expectedWidth: $0, atMost: Self.mostSubjects, progress: progress)
    }
    assured = width.flatMap { width in
      assurance.flatMap {
        design.sampleSize(
          width: width, assurance: $0, atMost: Self.mostSubjects, progress: progress)
      }
    }
    if width != nil && expected == nil { return nil }
  }

  var members: [JSONValue.Member] {
    var members: [JSONValue.Member] = [
      .init("rate", .number(design.rate)), .init("method", .string(design.method.key)),
      .init("level", .number(design.level)),
    ]
    if let width, let expected {
      members += [.init("width", .number(width)), .init("expected", Self.json(expected))]
    }
    if let assurance, let assured {
      members += [.init("assurance", .number(assurance)), .init("assured", Self.json(assured))]
    }
    if let subjects {
      members.append(.init("subjects", .integer(subjects)))
      members.append(.init("expected_width", .number(design.expectedWidth(among: subjects))))
      if let width {
        let chance = design.chance(ofWidthAtMost: width, among: subjects)
        members.append(.init("chance_of_width", .number(chance)))
      }
    }
    return members
  }

  private static func json(_ size: SampleSize) -> JSONValue {
    .object([
      .init("first", .integer(size.first)), .init("stable", .integer(size.stable)),
      .init("proven_from", .integer(size.provenFrom)),
    ])
  }

  func screen(width columns: Int) -> String {
    let head =
      "\(NumberText.percent(exactly: design.level)) \(design.method.name) interval at a rate of "
      + NumberText.percent(exactly: design.rate)
    return [head, sizes(columns), among].compactMap { $0 }.joined(separator: "\n") + "\n"
  }

  private func sizes(_ columns: Int) -> String? {
    guard let width, let expected else { return nil }
    let wanted = Terms.number(width)
    var rows = [["mean width at most \(wanted)", String(expected.first), String(expected.stable)]]
    if let assurance, let assured {
      let chance = NumberText.percent(exactly: assurance)
      rows.append([
        "width at most \(wanted) with a chance of \(chance)", String(assured.first),
        String(assured.stable),
      ])
    }
    return TextTable.text(["", "first n", "stable n"], rows, width: columns)
  }

  private var among: String? {
    subjects.map { subjects in
      let mean = NumberText.fixed(design.expectedWidth(among: subjects), decimals: 3)
      let chance = width.map {
        "; at most \(Terms.number($0)) with a chance of "
          + ExactText.percent(design.chance(ofWidthAtMost: $0, among: subjects))
      }
      return "Among \(NumberText.grouped(subjects)): mean width \(mean)" + (chance ?? "")
    }
  }
}
