package import WashoutStatistics

/// The exact power of a single-stage design with a number of people enrolled.
package struct PowerCalculation: Calculation {
  private let design: SingleStageDesign
  private let size: SingleStageDesign.Performance

  /// With at least one enrolled.
  package init(_ design: SingleStageDesign, enrolled: Int) {
    self.design = design
    size = design.performance(enrolled: enrolled)
  }

  package var json: JSONValue {
    let words = DesignWords(design)
    return .object(words.members(alpha: "nominal_alpha") + words.members(size))
  }

  package func screen(width: Int) -> String {
    let words = DesignWords(design)
    let rule = words.rule(size).map { "success is \($0)" } ?? "no count succeeds"
    let lines = [
      [
        "chance of success at \(NumberText.percent(exactly: design.rule.value)) (actual alpha)",
        ExactText.probability(size.alpha),
      ],
      [
        "chance of success at \(NumberText.percent(exactly: design.alternative)) (power)",
        ExactText.probability(size.power),
      ],
    ]
    return Paragraph.wrapped(words.sentence, width: width, indent: "  ") + "\n"
      + TextTable.text(
        ["\(NumberText.grouped(size.enrolled)) enrolled: \(rule)", ""], lines, width: width) + "\n"
  }
}
