internal import Washout

/// A visit of a simulated person in words: what was recorded, and where that was wrong.
struct TraceVisitWords {
  private let scenario: Scenario
  private let activity: Activity?

  init(_ scenario: Scenario) {
    self.scenario = scenario
    activity = if case .mechanistic(_, _, let activity) = scenario.course { activity } else { nil }
  }

  func text(_ visit: PatientTrace.VisitEvent) -> String {
    let sentences = [
      occasion(visit) + ": " + recorded(visit) + ".",
      errors(visit.overlooked, "present but overlooked"),
      errors(visit.imagined, "recorded though absent"),
      visit.concentration > 0 ? drug(visit) : nil,
    ]
    return sentences.compactMap { $0 }.joined(separator: " ")
  }

  private func occasion(_ visit: PatientTrace.VisitEvent) -> String {
    if visit.isPlanned { return "week \(Terms.number(visit.nominalDay / 7))" }
    guard let day = visit.flareDay else { return "unscheduled visit" }
    return "unscheduled, for the flare of day \(NumberText.fixed(day, decimals: 0))"
  }

  private func recorded(_ visit: PatientTrace.VisitEvent) -> String {
    var parts: [String] = []
    if let activity, !activity.items.isEmpty {
      let items = activity.items.filter {
        visit.imagined.contains($0.name)
          || visit.items.contains($0.name) && !visit.overlooked.contains($0.name)
      }
      let list = items.map { "\(Terms.readable($0.name)) \($0.weight)" }.joined(separator: ", ")
      parts.append(
        "\(Terms.readable(activity.scoreName)) \(visit.recordedScore)"
          + (list.isEmpty ? "" : " (\(list))"))
    }
    parts += visit.values.map { CovariateWords($0.name).text($0.value) }
    return parts.isEmpty ? "nothing to record" : parts.joined(separator: ", ")
  }

  private func errors(_ items: [String], _ what: String) -> String? {
    guard !items.isEmpty else { return nil }
    let names = items.map(Terms.readable)
    let list = Paragraph.list(names)
    return "\(list.prefix(1).uppercased())\(list.dropFirst()) "
      + "\(names.count == 1 ? "was" : "were") \(what)."
  }

  private func drug(_ visit: PatientTrace.VisitEvent) -> String {
    let decimals = visit.concentration < 10 ? 1 : 0
    let level =
      visit.concentration < 0.05
      ? "below 0.1" : NumberText.fixed(visit.concentration, decimals: decimals)
    return "Drug \(level) mg/L, effect "
      + "\(NumberText.fixed(visit.effect, decimals: 2))."
  }
}
