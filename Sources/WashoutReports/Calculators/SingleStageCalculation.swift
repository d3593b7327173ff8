package import WashoutStatistics

/// The first and the stable number of people for a power, and the saw-tooth between them.
package struct SingleStageCalculation: Calculation {
  private let design: SingleStageDesign
  private let power: Double
  private let size: SampleSize
  private let curve: SingleStageCurve
  private let shown: [Int]

  /// Most rows of a saw-tooth that nobody asked for.
  private static let mostRows = 24

  /// A power strictly between 0 and 1, looked for with at most `limit` enrolled; nil where none is
  /// proven.
  ///
  /// `table` gives the sizes whose row is shown; without it those around the first and the stable size.
  package init?(
    _ design: SingleStageDesign, power: Double, atMost limit: Int, table: ClosedRange<Int>?
  ) {
    guard let size = design.sampleSize(power: power, atMost: limit) else { return nil }
    self.design = design
    self.power = power
    self.size = size
    let range = table ?? max(1, size.first - 2)...size.stable + 2
    curve = design.curve(upTo: max(range.upperBound, size.stable))
    shown = table.map(Array.init) ?? Self.teeth(range, curve.table.critical)
  }

  /// Each size, or where there are many only those beside which the critical count changes, the last
  /// ones.
  private static func teeth(_ range: ClosedRange<Int>, _ critical: [Int?]) -> [Int] {
    if range.count <= mostRows { return Array(range) }
    let teeth = range.dropLast().filter {
      critical[$0] != critical[$0 - 1] || critical[$0] != critical[$0 + 1]
    }
    return teeth.suffix(mostRows)
  }

  package var json: JSONValue {
    let words = DesignWords(design)
    return .object(
      words.members(alpha: "alpha") + [
        .init("power", .number(power)),
        .init("first", .object(words.members(curve[size.first]))),
        .init("stable", .object(words.members(curve[size.stable]))),
        .init("proven_from", .integer(size.provenFrom)),
        .init("saw_tooth", .array(shown.map { .object(words.members(curve[$0])) })),
      ])
  }

  package func screen(width: Int) -> String {
    let words = DesignWords(design)
    let target =
      "Power \(NumberText.percent(exactly: power)) at \(NumberText.percent(exactly: design.alternative))"
    let sizes = [("first n", size.first), ("stable n", size.stable)].map { [$0.0] + cells($0.1) }
    let proven = NumberText.grouped(size.provenFrom)
    let note =
      "Every larger n too: below \(proven) calculated, then by Chernoff's inequality."
    return [
      Paragraph.wrapped(words.sentence, width: width, indent: "  "),
      TextTable.text([target, "n", "rule", "actual alpha", "power"], sizes, width: width),
      Paragraph.wrapped(note, width: width, indent: "  "), "", sawTooth(width: width), "",
    ].joined(separator: "\n")
  }

  private func cells(_ enrolled: Int) -> [String] {
    let found = curve[enrolled]
    return [
      NumberText.grouped(enrolled), DesignWords(design).rule(found) ?? NumberText.undefined,
      ExactText.probability(found.alpha), ExactText.probability(found.power),
    ]
  }

  /// Power as a bar, over the range of what is shown; a star marks what reaches the target.
  private func sawTooth(width: Int) -> String {
    let powers = shown.map { curve[$0].power }
    let (low, high) = (powers.min() ?? 0, powers.max() ?? 1)
    let step = max(high - low, 1e-12) / 20
    let rows = zip(shown, powers).map { enrolled, found in
      let bar = String(repeating: "-", count: Int(((found - low) / step).rounded()))
      return cells(enrolled) + [bar + (found >= power * (1 - 1e-12) ? "*" : "|")]
    }
    return TextTable.text(
      ["n", "rule", "actual alpha", "power", "saw-tooth (* reached)"], rows, width: width,
      alignments: "rrrrl")
  }
}
