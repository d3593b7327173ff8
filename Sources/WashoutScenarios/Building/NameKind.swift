/// What a name stands for, and so where it is defined.
enum NameKind: String {
  case covariate, marker, condition, item, group, score, definition, estimand, analysis
  case itemOrGroup = "item or group"
  case measured = "covariate or score"
  case instrumentScore = "score of an instrument"

  /// Whether the sections that define such names could be read, so that a name that they lack is wrong; what
  /// is wrong with them is told of them alone.
  func isReadable(in root: Checked) -> Bool {
    switch self {
    case .covariate: Self.isCovariate(in: root)
    case .item, .itemOrGroup, .group, .score, .instrumentScore: Self.isMeasured(in: root)
    case .measured, .condition, .marker: Self.isCovariate(in: root) && Self.isMeasured(in: root)
    case .definition:
      !root["recurrence"].isFaulty && !root["recurrence"]["definitions"].isFaulty
        && (root["recurrence"].isPresent || root["statistical"].isPresent)
    case .estimand: !root["estimands"].entries.isEmpty
    case .analysis: !root["analyses"].entries.isEmpty
    }
  }

  private static func isCovariate(in root: Checked) -> Bool { !root["patients"].isFaulty }

  private static func isMeasured(in root: Checked) -> Bool {
    if root["statistical"].isPresent { return true }
    let activity = root["activity"]
    let parts = ["items", "groups", "markers", "scores", "score", "score_name"]
    let lacksName = activity["score"].text == "custom" && activity["score_name"].isMissing
    return activity.isPresent && !lacksName && parts.allSatisfy { !activity[$0].isFaulty }
  }
}
