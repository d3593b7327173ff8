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
  ///   - provenance: What the results follow from, for `washout check`.
  public init(
    scenario: Scenario, results: SimulationResults, digest: String, replay: Replay? = nil,
    whatIf: WhatIfResults? = nil, provenance: Provenance? = nil
  ) {
    findings = Findings(scenario, results, whatIf: whatIf)
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
  public var files: [File] {
    let rates = findings.results.rateTable
    let knownRates =
      rates.isEmpty ? [] : [File(name: "known_rates.csv", contents: KnownRateFile.csv(rates))]
    let exact = findings.results.exactBySize
    let exactBySize =
      exact.isEmpty
      ? [] : [File(name: "exact_by_size.csv", contents: MeasureTable.csv(exact))]
    let whatIf = findings.whatIf.map {
      [File(name: "what_if.csv", contents: WhatIfFile($0).csv)]
    }
    let others =
      [
        File(
          name: "operating_characteristics.csv",
          contents: MeasureTable.csv(findings.results.measures)
        ),
        File(name: "headline.csv", contents: MeasureTable.csv(Headline(findings).measures)),
      ] + exactBySize + knownRates + (whatIf ?? []) + [
        File(name: "report.md", contents: page.markdown)
      ]
    let names = others.map(\.name) + [Self.summaryName]
    let summary = SummaryFile(findings, digest: digest, provenance, files: names).json.document
    return others + [File(name: Self.summaryName, contents: summary)]
  }

  private var page: Page { ReportPage(findings, digest: digest, replay: replay).page }

  /// The limits of `expect` that the results do not meet, in order.
  public var unmetExpectations: [ExpectationResult] { findings.expectations.filter { !$0.isMet } }

  /// The text of `summary.json`, for `--json`.
  public var summary: String { files.last?.contents ?? "" }
}
