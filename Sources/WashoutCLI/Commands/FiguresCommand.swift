internal import ArgumentParser
internal import WashoutReports
internal import WashoutScenarios

/// `washout figures`.
struct FiguresCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "figures",
    abstract: "Write a scenario's figures for slides and documents.",
    discussion: """
      Writes each figure of the report in each --format to output/NAME/figures/, or to the folder that --output \
      names. svg and pdf scale without loss, png has --dpi dots an inch, emf opens in Word and PowerPoint. \
      The trials come from the store of earlier runs; only what is missing there is simulated. It needs gnuplot \
      (apt-get install gnuplot-nox).

      Example: washout figures cstar012 --format png,pdf --dpi 300 --only design,sizes
      """)

  @Argument(help: "A scenario file, or the bare name of a scenario in scenarios/.")
  var scenario: String

  @Option(
    help: ArgumentHelp("svg, png, emf, pdf, or several with commas.", valueName: "format"),
    transform: Self.formats)
  var format: [FigureFormat] = [.png]

  @Option(parsing: .unconditional, help: "Dots an inch of png files, 36 to 1,200.")
  var dpi = 300

  @Option(
    help: ArgumentHelp("Only these figures, with commas between their names.", valueName: "name"))
  var only: String?

  @OptionGroup var setting: SettingOptions

  @OptionGroup var drawing: DrawingOptions

  @Option(
    help: ArgumentHelp(
      "Write the files into this folder in place of output/NAME/figures/.", valueName: "dir"))
  var output: String?

  func validate() throws {
    _ = try ScenarioPath.all([scenario])
    if !(36...1_200).contains(dpi) {
      throw ValidationError("--dpi takes a number of dots an inch from 36 to 1,200, such as 300.")
    }
    if output?.isEmpty == true { throw ValidationError("--output takes the name of a folder.") }
  }

  func run() async throws {
    let command = self
    try await Interruption.watched {
      do {
        try await command.write()
      } catch let failure as FigureFailure {
        Console.report("washout: " + failure.message)
        throw failure.isMissing ? ExitStatus.missingFile : ExitStatus.cannotWrite
      } catch {
        throw Failure.told(error)
      }
    }
  }

  private func write() async throws {
    let path = ScenarioPath(scenario)
    let parsed = try ScenarioReading.parsed(path, setting.settings, drawing.quiet)
    let run = try SimulationRun(path, parsed, setting.settings, try options)
    let export = FigureExport(
      to: output ?? run.figureFolder, as: format, dotsPerInch: dpi)
    try await export.check()
    let figures = try chosen(of: try await run.report().figures)
    let paths = try await export.write(figures)
    try Console.write(paths.map { $0 + "\n" }.joined())
  }

  private func chosen(of figures: [Figure]) throws -> [Figure] {
    guard let only else { return figures }
    let names = only.split(separator: ",").map(String.init)
    if let unknown = names.first(where: { name in !figures.contains { $0.name == name } }) {
      let known = figures.map(\.name).joined(separator: ", ")
      throw ValidationError(
        "\(scenario) has no figure '\(unknown)'; its figures are \(known).")
    }
    return figures.filter { names.contains($0.name) }
  }

  private var options: SimulationOptions {
    get throws {
      var options = try SimulationOptions.parse([])
      options.drawing = drawing
      return options
    }
  }

  private static func formats(_ text: String) throws -> [FigureFormat] {
    try text.split(separator: ",").map { name in
      if let format = FigureFormat(rawValue: String(name)) { return format }
      let all = FigureFormat.allCases.map(\.rawValue).joined(separator: ", ")
      throw ValidationError("There is no format '\(name)'; the formats are \(all).")
    }
  }
}
