internal import Glibc
internal import WashoutNumerics

/// Turns covariates, markers and numeric scores into rows for the subject loop.
struct RowCompiler {
  let scenario: Scenario
  let activity: Activity
  let names: Names
  private(set) var logIfs: [LogIfRow] = []

  init(scenario: Scenario, activity: Activity, names: Names) {
    self.scenario = scenario
    self.activity = activity
    self.names = names
  }

  func covariates(_ samplers: inout SamplerTable, read: Set<Int>) -> [CovariateRow] {
    var rows: [CovariateRow] = []
    for covariate in scenario.patients where names.covariates.contains(covariate.name) {
      rows.append(
        CovariateRow(
          sampler: samplers.add(covariate.distribution), stream: .covariate(covariate.name),
          isScreened: read.contains(rows.count)))
    }
    return rows
  }

  mutating func markers() throws(SimulationError) -> [MarkerRow] {
    var rows: [MarkerRow] = []
    for marker in activity.markers { rows.append(try row(marker)) }
    for (i, row) in rows.enumerated() where row.partner >= 0 && rows[row.partner].partner >= 0 {
      throw .invalid(
        path: "patients.\(activity.markers[i].name).correlation_with",
        reason: "the other marker is correlated with a third; one of a pair names the other")
    }
    return rows
  }

  private mutating func row(_ marker: Marker) throws(SimulationError) -> MarkerRow {
    let path = "patients.\(marker.name)"
    guard let covariate = scenario.patients.first(where: { $0.name == marker.name }),
      case .lognormal(let median, let total) = covariate.distribution.shape
    else {
      throw .invalid(path: path, reason: "a marker needs a lognormal baseline among the patients")
    }
    guard total >= marker.visitSDLog else {
      throw .invalid(
        path: "activity.markers.\(marker.name).visit_sd_log",
        reason: "\(marker.visitSDLog) is more than the total sd_log \(total) of \(path)")
    }
    let baseline = covariate.marker ?? MarkerBaseline()
    let correlation = baseline.correlationWith?.correlation ?? 0
    return MarkerRow(
      logMedian: log(median), logPerPoint: baseline.logPerPoint, atScore: baseline.atScore,
      logIf: try addLogIfs(baseline.logIf, path),
      between: (total * total - marker.visitSDLog * marker.visitSDLog).squareRoot(),
      within: marker.visitSDLog, partner: try partner(of: baseline, path),
      correlation: correlation, own: (1 - correlation * correlation).squareRoot(),
      loweredBy: marker.loweredBy,
      lag: M_LN2 / marker.halfLifeDays, reportedFrom: marker.reportedFrom,
      logReportedFrom: marker.reportedFrom > 0 ? log(marker.reportedFrom) + 1e-9 : -.infinity,
      personStream: .covariate(marker.name), visitStream: .visitNoise(marker.name))
  }

  private mutating func addLogIfs(
    _ logIf: [String: Double], _ path: String
  ) throws(SimulationError) -> Range<Int> {
    let start = logIfs.count
    for (name, value) in logIf.sorted(by: { $0.key < $1.key }) {
      logIfs.append(LogIfRow(mask: try names.mask(name, at: path + ".log_if"), log: value))
    }
    return start..<logIfs.count
  }

  private func partner(
    of baseline: MarkerBaseline, _ path: String
  ) throws(SimulationError) -> Int {
    guard let other = baseline.correlationWith?.marker else { return -1 }
    if let index = activity.markers.firstIndex(where: { $0.name == other }) { return index }
    throw .invalid(path: path + ".correlation_with", reason: "no marker named \(other)")
  }

  func scores(_ samplers: inout SamplerTable) -> [ScoreRow] {
    activity.scores.map { score in
      ScoreRow(
        quiet: samplers.add(score.baseline), inFlare: samplers.add(score.inFlare),
        inFlareAtScreening: score.inFlareAtScreening, returns: score.returnsPerWeek,
        driven: score.drivenPerWeek, other: score.otherPerWeek, visitSD: score.visitSD,
        visitSDLog: score.visitSDLog, lowest: score.reported.lowerBound,
        highest: score.reported.upperBound, isSymptom: score.isSymptom,
        quietStream: .quietLevel(score.name), levelStream: .levelInFlare(score.name),
        screeningLevelStream: .levelAtScreening(score.name),
        screeningStream: .screeningNoise(score.name), visitStream: .visitNoise(score.name))
    }
  }
}
