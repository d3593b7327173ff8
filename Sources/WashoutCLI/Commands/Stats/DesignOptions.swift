internal import ArgumentParser
internal import WashoutReports
internal import WashoutStatistics

/// When a trial of one arm succeeds, and the rate at which it should.
struct DesignOptions: ParsableArguments {
  @Option(parsing: .unconditional, help: "Rate that the exact test is to rule out.")
  var p0: Double?

  @Option(
    parsing: .unconditional,
    help: "Rate at which the trial should succeed; below p0, fewer events are better.")
  var p1: Double

  @Option(parsing: .unconditional, help: "One-sided level of the test. (default: 0.05)")
  var alpha: Double?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("In place of p0: the upper limit must be below.", valueName: "rate"))
  var upperBelow: Double?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("In place of p0: the lower limit must be above.", valueName: "rate"))
  var lowerAbove: Double?

  @Option(
    help: ArgumentHelp(
      "Method of that limit. (default: clopper_pearson)", valueName: "method"),
    transform: MethodName.method)
  var method: IntervalMethod?

  @Option(parsing: .unconditional, help: "Two-sided level of that limit. (default: 0.95)")
  var level: Double?

  @Option(
    parsing: .unconditional, help: "Share of the enrolled who are in the denominator.")
  var inclusion = 1.0

  func validate() throws {
    try OptionCheck.share(p1, "--p1", example: 0.2)
    for (value, option) in [
      (p0, "--p0"), (upperBelow, "--upper-below"), (lowerAbove, "--lower-above"),
      (alpha, "--alpha"), (level, "--level"),
    ] {
      if let value { try OptionCheck.insideShare(value, option, example: 0.05) }
    }
    guard [p0, upperBelow, lowerAbove].compactMap({ $0 }).count == 1 else {
      throw ValidationError("Give one of --p0, --upper-below and --lower-above.")
    }
    if p0 == nil && alpha != nil {
      throw ValidationError("--alpha belongs to --p0; a limit has --level.")
    }
    if p0 != nil && (level != nil || method != nil) {
      throw ValidationError("--level and --method belong to a limit; the test of --p0 has --alpha.")
    }
    guard inclusion > 0 && inclusion <= 1 else {
      throw ValidationError("--inclusion takes a share above 0 and at most 1; for 87 % write 0.87.")
    }
    _ = try design
  }

  /// The design that is meant.
  var design: SingleStageDesign {
    get throws {
      if let p0 { return try tested(p0) }
      return try limited()
    }
  }

  private func tested(_ p0: Double) throws -> SingleStageDesign {
    let design = SingleStageDesign(
      null: p0, alternative: p1, alpha: alpha ?? 0.05, inclusion: inclusion)
    guard let design else {
      throw ValidationError("--p0 and --p1 are the same rate; a trial cannot tell them apart.")
    }
    return design
  }

  private func limited() throws -> SingleStageDesign {
    let evidence = DecisionRule.Evidence.interval(method ?? .clopperPearson, level: level ?? 0.95)
    let rule =
      upperBelow.map { DecisionRule(.atMost, ofValue: $0, by: evidence) }
      ?? lowerAbove.map { DecisionRule(.atLeast, ofValue: $0, by: evidence) }
    guard let rule = rule ?? nil,
      let design = SingleStageDesign(rule, alternative: p1, inclusion: inclusion)
    else {
      let side = upperBelow == nil ? "above that of --lower-above" : "below that of --upper-below"
      throw ValidationError("--p1 takes a rate \(side).")
    }
    return design
  }
}
