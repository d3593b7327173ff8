public import Washout

/// What a run hands to people and programs: files, and the screen at the end of the run.
///
/// A function of scenario, results and the words of the command alone: no clock or host, so equal inputs
/// give equal bytes.
public struct Report: Sendable {
  let findings: Findings
  let digest: String
  let replay: Replay
  let provenance: Provenance?

  /// The report of a simulation of the scenario whose canonical text has this digest.
  ///
  /// - Parameters:
  ///   - scenario: What was simulated.
  ///   - results: What came out.
  ///   - digest: The digest of the scenario's canonical text.
  ///   - replay: How the command line named the scenario; by its name alone unless given.
  ///   - whatIf: What came out of what was varied; nil where nothing was.
  ///   - courses: Courses of people and trials for figures; without them those figures are left out.
  ///   - provenance: What the results follow from, for `washout check`.
  public init(
    scenario: Scenario, results: SimulationResults, digest: String, replay: Replay? = nil,
    whatIf: WhatIfResults? = nil, courses: SimulatedCourses? = nil, provenance: Provenance? = nil
  ) {
    findings = Findings(scenario, results, whatIf: whatIf, courses: courses)
    self.digest = digest
    self.replay = replay ?? Replay(scenario: scenario.name)
    self.provenance = provenance
  }

  /// One file of the output folder.
  public struct File: Sendable, Equatable {
    /// Its name in the folder.
    public let name: String
    /// Its whole text, UTF-8.
    public let contents: String

    /// A file with a name and its text.
    public init(name: String, contents: String) {
      self.name = name
      self.contents = contents
    }
  }

  /// The name of the file that lists all files and is written last.
  public static let summaryName = "summary.json"

  /// Every file in the order in which it is to be written, `summary.json` last.
  public var files: [File] { files(with: []) }

  /// Every file, with pictures on the pages, where without them the tables say all there is to say.
  ///
  /// `summary.json` and the tables are the same with and without pictures.
  public func files(with figures: [DrawnFigure]) -> [File] {
    let page = ReportPage(findings, digest: digest, replay: replay, figures: figures).page
    let pages = [
      File(name: "report.md", contents: page.markdown),
      File(name: "report.html", contents: page.html),
    ]
    return tables + pages + [File(name: Self.summaryName, contents: summary)]
  }

  /// The files of numbers.
  private var tables: [File] {
    let rates = findings.results.rateTable
    let exact = findings.results.exactBySize
    let files: [File?] = [
      File(
        name: "operating_characteristics.csv",
        contents: MeasureTable.csv(findings.results.measures)),
      File(name: "headline.csv", contents: MeasureTable.csv(Headline(findings).measures)),
      exact.isEmpty
        ? nil : File(name: "exact_by_size.csv", contents: MeasureTable.csv(exact)),
      rates.isEmpty ? nil : File(name: "known_rates.csv", contents: KnownRateFile.csv(rates)),
      findings.whatIf.map { File(name: "what_if.csv", contents: WhatIfFile($0).csv) },
      findings.courses.map { File(name: "courses.csv", contents: CourseTable($0).csv) },
    ]
    return files.compactMap { $0 }
  }

  /// The limits of `expect` that the results do not meet, in order.
  public var unmetExpectations: [ExpectationResult] { findings.expectations.filter { !$0.isMet } }

  /// The text of `summary.json`, for `--json`.
  public var summary: String {
    let names = tables.map(\.name) + ["report.md", "report.html", Self.summaryName]
    return SummaryFile(findings, digest: digest, provenance, files: names).json.document
  }
}
