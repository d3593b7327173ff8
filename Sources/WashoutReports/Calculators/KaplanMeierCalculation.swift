package import WashoutStatistics

/// A Kaplan-Meier curve at some times, with its median.
package struct KaplanMeierCalculation: Calculation {
  private let curve: KaplanMeier
  private let sample: RightCensoredSample
  private let level: Double
  private let scale: SurvivalScale
  private let times: [Double]
  private let horizon: Double?

  /// The curve of a sample at the times asked for, nil for every time with an event.
  ///
  /// 0 < level < 1; the restricted mean is given to a horizon above 0.
  package init(
    _ sample: RightCensoredSample, at times: [Double]?, level: Double, scale: SurvivalScale,
    restrictedTo horizon: Double?
  ) {
    self.sample = sample
    self.level = level
    self.scale = scale
    self.horizon = horizon
    curve = KaplanMeier(sample)
    self.times = times ?? curve.eventTimes
  }

  package var json: JSONValue {
    let median = curve.median(level: level, scale: scale)
    return .object(
      [
        .init("subjects", .integer(sample.count)), .init("events", .integer(sample.events)),
        .init("level", .number(level)), .init("conf", .string(scale.rawValue)),
        .init("at", .array(times.map(point))),
        .init(
          "median",
          .object([
            .init("value", .number(median.value)), .init("lower", .number(median.lower)),
            .init("upper", .number(median.upper)),
          ])),
      ] + restrictedMean)
  }

  private func point(_ time: Double) -> JSONValue {
    let limits = curve.limits(at: time, level: level, scale: scale)
    return .object([
      .init("time", .number(time)), .init("at_risk", .integer(curve.numberAtRisk(at: time))),
      .init("events", .integer(curve.events(by: time))),
      .init("survival", .number(curve.survival(at: time))),
      .init("standard_error", .number(curve.variance(at: time)?.squareRoot())),
      .init("lower", .number(limits?.interval.lower)),
      .init("upper", .number(limits?.interval.upper)),
      .init("exact_limits", .bool(limits?.isExact ?? false)),
    ])
  }

  private var restrictedMean: [JSONValue.Member] {
    guard let horizon, let mean = curve.restrictedMean(to: horizon) else { return [] }
    return [
      .init(
        "restricted_mean",
        .object([
          .init("horizon", .number(horizon)), .init("value", .number(mean.value)),
          .init("standard_error", .number(mean.standardError)),
          .init("carried_forward", .bool(mean.isCarriedForward)),
        ]))
    ]
  }

  package func screen(width: Int) -> String {
    let people = Terms.count(sample.count, "subject")
    let head = "\(people), \(sample.events) with the event, the last time "
    var lines = [head + Terms.number(curve.lastTime ?? 0)]
    if !times.isEmpty {
      lines.append(TextTable.text(header, times.map(row), width: width))
    }
    lines.append("median \(words(curve.median(level: level, scale: scale)))")
    if let horizon, let mean = curve.restrictedMean(to: horizon) {
      let note = mean.isCarriedForward ? ", the curve carried forward" : ""
      lines.append(
        "mean to \(Terms.number(horizon)): \(NumberText.fixed(mean.value, decimals: 3)), "
          + "standard error \(NumberText.fixed(mean.standardError, decimals: 3))\(note)")
    }
    if times.contains(where: isExact) {
      lines.append("* exact limits, where the curve is 1 or 0")
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private var header: [String] {
    ["time", "at risk", "survival", "error", "\(NumberText.percent(exactly: level)) from", "to"]
  }

  private func row(_ time: Double) -> [String] {
    let limits = curve.limits(at: time, level: level, scale: scale)
    let error = curve.variance(at: time)?.squareRoot() ?? .nan
    return [
      Terms.number(time), NumberText.grouped(curve.numberAtRisk(at: time)),
      ExactText.percent(curve.survival(at: time) ?? .nan), NumberText.fixed(error, decimals: 4),
      ExactText.percent(limits?.interval.lower ?? .nan),
      ExactText.percent(limits?.interval.upper ?? .nan) + (isExact(time) ? "*" : ""),
    ]
  }

  private func isExact(_ time: Double) -> Bool {
    curve.limits(at: time, level: level, scale: scale)?.isExact ?? false
  }

  /// Such as "23, 95 % interval 13 to not reached (log-log limits)".
  private func words(_ quantile: TimeQuantile) -> String {
    let ends = [quantile.value, quantile.lower, quantile.upper].map {
      $0.map(Terms.number) ?? "not reached"
    }
    let isLimited = quantile.lower != nil || quantile.upper != nil
    let interval = isLimited ? "interval \(ends[1]) to \(ends[2])" : "limits not reached"
    let limits = isLimited ? "\(scale.rawValue) limits" : scale.rawValue
    return "\(ends[0]), \(NumberText.percent(exactly: level)) \(interval) (\(limits))"
  }
}
