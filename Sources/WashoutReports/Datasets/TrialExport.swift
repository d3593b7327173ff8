public import Washout

/// The simulated patients of one trial as files in the shape of CDISC ADaM.
public struct TrialExport: Sendable {
  let scenario: Scenario
  let records: TrialRecords
  private let digest: String
  private let includesTruth: Bool

  /// What one trial recorded of a scenario whose canonical text has a digest.
  ///
  /// - Parameters:
  ///   - records: The trial.
  ///   - scenario: The scenario that it was simulated from.
  ///   - digest: The digest of the scenario's canonical text.
  ///   - includesTruth: Adds ADTRUTH, what happened and no trial could know.
  public init(
    _ records: TrialRecords, of scenario: Scenario, digest: String, includesTruth: Bool = false
  ) {
    self.records = records
    self.scenario = scenario
    self.digest = digest
    self.includesTruth = includesTruth
  }

  /// A form of the datasets.
  public enum Format: String, Sendable, CaseIterable {
    /// A CSV file a dataset, and `variables.csv` with names, labels and types.
    case csv
    /// A Dataset-JSON 1.1 file a dataset.
    case datasetJSON = "dataset-json"
  }

  /// The name of the file that lists all others and is written last.
  public static let listName = "export.json"

  /// Every file in the order in which it is to be written, `export.json` last.
  public func files(_ formats: [Format]) -> [Report.File] {
    let datasets = datasets
    let tables = formats.flatMap { format in
      switch format {
      case .csv: csv(datasets)
      case .datasetJSON: json(datasets)
      }
    }
    let others =
      tables + [
        Report.File(name: "analyses.csv", contents: analyses),
        Report.File(name: "README.txt", contents: readme),
      ]
    return others + [
      Report.File(name: Self.listName, contents: list(others.map(\.name) + [Self.listName]))
    ]
  }

  /// The datasets; a statistical scenario has times alone.
  package var datasets: [Dataset] {
    let subjects = records.patients.map { DatasetSubject($0, of: records, scenario) }
    let level = SubjectLevel(scenario: scenario, subjects: subjects).dataset
    let times = TimeToEvent(scenario: scenario, subjects: subjects).dataset
    guard case .mechanistic(_, _, let activity) = scenario.course else { return [level, times] }
    let scores = RecordedScores(scenario, activity, subjects)
    let drug = DrugExposure(scenario: scenario, subjects: subjects)
    let truth =
      includesTruth ? SimulatedTruth(scenario: scenario, subjects: subjects).dataset : nil
    return [
      level, times, scores.questionnaire, scores.laboratory, drug.concentrations, drug.doses, truth,
    ].compactMap { $0 }
  }

  private var study: String { DatasetSubject.study(scenario) }

  private func csv(_ datasets: [Dataset]) -> [Report.File] {
    datasets.map { Report.File(name: $0.name.lowercased() + ".csv", contents: $0.csv) } + [
      Report.File(
        name: "variables.csv",
        contents: CSV.table(Dataset.variableHeader, datasets.flatMap(\.variableRows)))
    ]
  }

  private func json(_ datasets: [Dataset]) -> [Report.File] {
    let file = "\(study).T\(records.trial).\(records.drug.rawValue)"
    return datasets.map {
      Report.File(name: $0.name.lowercased() + ".json", contents: $0.json(study: study, file: file))
    }
  }

  private var readme: String {
    ExportReadme(scenario: scenario, records: records, digest: digest).text
  }

  /// What the trial is, what its own analyses say, and the files.
  private func list(_ files: [String]) -> String {
    JSONValue.object([
      .init("warning", .string(Dataset.warning)),
      .init("scenario", .string(scenario.name)),
      .init("digest", .string(digest)),
      .init("engine", .string(EngineVersion.current)),
      .init("seed", .integer(scenario.simulation.seed)),
      .init("trial", .integer(records.trial)),
      .init("drug", .string(records.drug.rawValue)),
      .init("files", .array(files.map(JSONValue.string))),
    ]).document
  }

  /// What the trial's own analyses say, each with the parameter of ADTTE from which it follows.
  private var analyses: String {
    CSV.table(
      [
        "analysis", "paramcd", "days", "method", "interval", "level", "events", "denominator",
        "estimate", "standard_error", "lower", "upper", "p_value", "decided",
      ], records.analyses.indices.map(analysis))
  }

  private func analysis(_ number: Int) -> [String?] {
    let (analysis, result) = (scenario.analyses[number], records.analyses[number])
    let place = scenario.estimands.firstIndex { $0.name == analysis.estimand }
    let decides = scenario.decision?.analysis == analysis.name
    return [
      analysis.name, place.map(TimeToEvent.code(ofEstimand:)),
      place.map { FileNumber.text(days(scenario.estimands[$0])) } ?? nil, analysis.inWords,
      analysis.intervalInWords, FileNumber.text(result.level), String(result.events),
      String(result.denominator), FileNumber.text(result.estimate?.value),
      FileNumber.text(result.estimate?.standardError), FileNumber.text(result.estimate?.lower),
      FileNumber.text(result.estimate?.upper), FileNumber.text(result.pValue),
      decides ? records.isDecided.map { $0 ? "yes" : "no" } : nil,
    ]
  }

  /// Days that count, from where time is counted.
  private func days(_ estimand: Estimand) -> Double {
    let origin = estimand.population == .dosed ? 0 : scenario.trial.withdrawalWeek
    return Double(7 * (estimand.byWeek - origin))
  }
}
