internal import Washout

extension CalibrationFindings {
  /// The answer for programs, ending in a newline.
  public var document: String {
    JSONValue.object([
      .init("scenario", .string(scenario.name)), .init("path", .string(varied.path)),
      .init("unit", .string(varied.unit)), .init("base", .number(varied.base)),
      .init("estimand", .string(calibration.target.estimand)),
      .init("layer", .text(estimand?.truth.rawValue)),
      .init("target", .number(calibration.target.rate)), .init("trials", .integer(trials)),
      .init("seed", .integer(scenario.simulation.seed)), .init("is_found", .bool(isFound)),
      .init("roots", .array(chosen.indices.map(root))),
      .init("scan", .array(calibration.points.map(Self.point))),
      .init("turns_at", .number(calibration.turn?.value)),
      .init("reachable_low", .number(calibration.reachable?.low.rate)),
      .init("reachable_high", .number(calibration.reachable?.high.rate)),
      .init("alternatives", .array(alternatives.map(Self.alternative))),
    ]).document
  }

  private func root(_ place: Int) -> JSONValue {
    let root = chosen[place]
    let check = checks.indices.contains(place) ? checks[place] : nil
    return .object([
      .init("value", .number(root.written)), .init("value_mcse", .number(root.error)),
      .init("rate", .number(root.rate)), .init("rate_mcse", .number(root.mcse)),
      .init("slope", .number(root.slope)),
      .init("is_in_range", varied.range.map { .bool($0.contains(root.value)) } ?? .null),
      .init("check_rate", .number(check?.rate)), .init("check_rate_mcse", .number(check?.mcse)),
      .init("check_distance_in_mcse", .number(distance(place))),
    ])
  }

  private static func point(_ point: CalibrationPoint) -> JSONValue {
    .object([
      .init("value", .number(point.value)), .init("rate", .number(point.rate)),
      .init("rate_mcse", .number(point.mcse)), .init("share_entering", .number(point.entering)),
      .init("share_lost", .number(point.lost)),
    ])
  }

  private static func alternative(_ other: CalibrationAlternative) -> JSONValue {
    .object([
      .init("path", .string(other.path)), .init("value", .number(other.value)),
      .init("rate", .number(other.rate)), .init("rate_mcse", .number(other.mcse)),
      .init("range_low", .number(other.range.lowerBound)),
      .init("range_high", .number(other.range.upperBound)),
      .init("is_in_range", .bool(other.isInRange)),
    ])
  }
}
