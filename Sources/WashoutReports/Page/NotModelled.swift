internal import Washout

/// What the simulation leaves out, as far as the scenario does.
package enum NotModelled {
  /// The shortest names, for the first page.
  package static func shortList(_ findings: Findings) -> [String] {
    items(findings).map(\.name)
  }

  /// Each with what its absence means, for the section at the end.
  package static func explained(_ findings: Findings) -> [Phrase] {
    items(findings).map { item in
      let name = item.name.prefix(1).uppercased() + item.name.dropFirst()
      return "\(strong: name): \(item.meaning)"
    }
  }

  private typealias Item = (name: String, meaning: Phrase)

  private static func items(_ findings: Findings) -> [Item] {
    (findings.isStatistical ? statistical : mechanistic(findings)) + always
  }

  private static let statistical: [Item] = [
    ("drug levels", "the time to recurrence is given, so nothing says what another dose would do."),
    ("flares and scores", "a recurrence is the event itself, without assessors' errors."),
    ("screening", "everyone enters observation off drug."),
  ]

  private static func mechanistic(_ findings: Findings) -> [Item] {
    let changes = (findings.scenario.leaving.therapyChanged?.share ?? 0) > 0
    let doses: Item = (
      "dose changes of standard therapy",
      "prednisone and immunosuppressants stay as they were at screening."
    )
    return changes ? [] : [doses]
  }

  private static let always: [Item] = [
    ("centres", "people, assessors and recruitment do not differ between sites."),
    (
      "adverse events",
      "nothing but what the scenario's \(code: "leaving") names ends treatment or follow-up."
    ),
  ]
}
