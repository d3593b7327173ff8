internal import ArgumentParser
internal import Washout
internal import WashoutReports

/// `washout export`.
struct ExportCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Write simulated patients as CDISC datasets, or every trial's estimates.",
    discussion: """
      With --trial, the patients of one trial in the shape of CDISC ADaM, so that the programs of a trial \
      can be rehearsed: ADSL, ADTTE, ADQS, ADLB, ADPC and ADEX, as CSV with variables.csv and as \
      Dataset-JSON 1.1, to output/NAME/export/trial-N/. Every dataset says that nobody in it is real; dates \
      begin in 1960. A statistical scenario has times alone: ADSL and ADTTE. The analyses of analyses.csv \
      follow from ADTTE.

      With --estimates, one row a trial, drug and analysis (estimate, standard error, limits, decision, \
      true value) to output/NAME/export/estimates.csv, as rsimsum in R reads it. The trials are those of \
      `run`; blocks that it kept are not simulated again for the true values.

      A file that this command did not write is never replaced. Like `run`, --set, --seed and --trials \
      write to output/_scratch/NAME-DIGEST/ unless --output is given.

      Example: washout export cstar012 --trial 17
      Example: washout export cstar012 --estimates
      """)

  /// The drug that the patients are on.
  enum Arm: String, ExpressibleByArgument, CaseIterable {
    case drug
    case noEffect = "no-effect"
  }

  @Argument(help: "A scenario file, or the bare name of one in scenarios/.")
  var scenario: String

  @Option(parsing: .unconditional, help: "The simulated trial, from 1.")
  var trial: Int?

  @Flag(help: "Write every trial's estimates.")
  var estimates = false

  @Option(help: "The same people on the assumed drug, or on one that does nothing.")
  var arm = Arm.drug

  @Option(
    help: ArgumentHelp(
      "Forms of the datasets: csv, dataset-json. (default: both)", valueName: "form,form"),
    transform: Self.formats)
  var format = TrialExport.Format.allCases

  @Flag(help: "Also write ADTRUTH: flares and what else no trial could know. Not of CDISC.")
  var truth = false

  @OptionGroup var setting: SettingOptions
  @OptionGroup var drawing: DrawingOptions

  @Option(
    help: ArgumentHelp("Write below this folder in place of output/.", valueName: "dir"))
  var output: String?

  @Flag(help: "Print export.json, or what was written of estimates, in place of the screen.")
  var json = false

  func validate() throws {
    if (trial != nil) == estimates {
      throw ValidationError("Give either --trial N or --estimates.")
    }
    if let trial, trial < 1 { throw ValidationError("Trials are counted from 1.") }
    if trial != nil && drawing.trials != nil {
      throw ValidationError("--trials belongs to --estimates; --trial N names one trial.")
    }
    if estimates && (truth || arm != .drug) {
      throw ValidationError(
        "--estimates has rows of both drugs and their true values; leave out --arm and --truth.")
    }
    if output?.isEmpty == true { throw ValidationError("--output takes the name of a folder.") }
    _ = try ScenarioPath.all([scenario])
  }

  func run() async throws {
    let path = ScenarioPath(scenario)
    let command = self
    try await Interruption.watched {
      do {
        let export = try DataExport(path, command)
        if let trial = command.trial {
          try export.writePatients(ofTrial: trial)
        } else {
          try await export.writeEstimates()
        }
      } catch {
        throw Failure.told(error)
      }
    }
  }

  private static func formats(_ text: String) throws -> [TrialExport.Format] {
    let names = text.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    let formats = names.compactMap(TrialExport.Format.init)
    guard !formats.isEmpty, formats.count == names.count else {
      throw ValidationError("write csv, dataset-json or csv,dataset-json.")
    }
    return TrialExport.Format.allCases.filter(formats.contains)
  }
}
