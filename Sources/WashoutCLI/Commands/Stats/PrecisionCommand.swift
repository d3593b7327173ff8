internal import ArgumentParser
internal import WashoutReports
internal import WashoutStatistics

/// `washout stats precision`.
struct PrecisionCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "precision",
    abstract: "Size for the width of an interval or the sight of an adverse event.",
    discussion: """
      With --width, the first n at which the interval is no wider on average, and the stable n from which \
      on it stays so; with --assurance, those at which it is so with that chance. With --subjects, what so \
      many give. With --see-event, the number of subjects in whom an adverse event of a frequency is seen \
      with a chance. A width that needs a look at more than \(NumberText.grouped(WidthAnswer.mostSubjects)) \
      subjects (at 95 %, below 0.05) is exit code 1.

      Example: washout stats precision --rate 0.13 --width 0.35 --assurance 0.8 --see-event 0.10@0.80

        95 % Clopper-Pearson interval at a rate of 13 %
                                                   first n   stable n
        mean width at most 0.35                         17         17
        width at most 0.35 with a chance of 80 %        23         23

        Adverse event of 10 %, at least once: seen with a chance of 80 % among 16
      """)

  @Option(parsing: .unconditional, help: "The true rate.")
  var rate: Double?

  @Option(parsing: .unconditional, help: "Width of the interval, a share.")
  var width: Double?

  @Option(parsing: .unconditional, help: "Chance of an interval no wider.")
  var assurance: Double?

  @Option(
    help: ArgumentHelp("Method of the interval. (default: clopper_pearson)", valueName: "method"),
    transform: MethodName.method)
  var method = IntervalMethod.clopperPearson

  @Option(parsing: .unconditional, help: "Confidence level.")
  var level = 0.95

  @Option(
    help: ArgumentHelp(
      "Frequency of an adverse event, and the chance to see it.", valueName: "share@chance"),
    transform: SeenEvent.init)
  var seeEvent: SeenEvent?

  @Option(parsing: .unconditional, help: "How often it is to be seen at least.")
  var atLeast = 1

  @Option(parsing: .unconditional, help: "Subjects.")
  var subjects: Int?

  @OptionGroup var answer: AnswerOptions

  func validate() throws {
    if let subjects { try OptionCheck.count(subjects, "--subjects", in: 1...100_000) }
    try OptionCheck.count(atLeast, "--at-least", in: 1...100_000)
    try OptionCheck.insideShare(level, "--level", example: 0.95)
    if let rate { try OptionCheck.share(rate, "--rate", example: 0.13) }
    if let width { try OptionCheck.insideShare(width, "--width", example: 0.35) }
    if let assurance { try OptionCheck.insideShare(assurance, "--assurance", example: 0.8) }
    try checkTogether()
  }

  private func checkTogether() throws {
    if rate == nil && seeEvent == nil {
      throw ValidationError("Give --rate with --width or --subjects, or --see-event.")
    }
    if rate == nil && width != nil { throw ValidationError("--width needs the --rate.") }
    if assurance != nil && width == nil { throw ValidationError("--assurance needs a --width.") }
    if rate != nil && width == nil && subjects == nil {
      throw ValidationError("--rate needs a --width to reach, or --subjects to tell it of.")
    }
    if let seeEvent, seeEvent.chance == nil && subjects == nil {
      throw ValidationError(
        "--see-event takes a share and a chance, such as 0.10@0.80, or a share with --subjects.")
    }
  }

  func run() throws {
    let width = try rate.flatMap { try widthAnswer($0) }
    let sighting = try seeEvent.flatMap { try sightingAnswer($0) }
    try answer.write(PrecisionCalculation(width, sighting))
  }

  private func widthAnswer(_ rate: Double) throws -> WidthAnswer? {
    guard let design = PrecisionDesign(rate: rate, method, level: level) else { return nil }
    let progress = ProgressReport("stats precision")
    let answer = WidthAnswer(
      design, width: width, assurance: assurance, subjects: subjects,
      progress: { progress.show(sizes: $0) })
    progress.finish()
    if answer == nil {
      try fail(
        "so narrow an interval needs a look at more than "
          + "\(NumberText.grouped(WidthAnswer.mostSubjects)) subjects")
    }
    return answer
  }

  private func sightingAnswer(_ event: SeenEvent) throws -> SightingAnswer? {
    guard let sighting = EventSighting(frequency: event.frequency, atLeast: atLeast) else {
      return nil
    }
    let most = 1_000_000_000
    let answer = SightingAnswer(
      sighting, chance: event.chance, subjects: subjects, atMost: most)
    if answer == nil { try fail("the event needs more than \(NumberText.grouped(most)) subjects") }
    return answer
  }

  private func fail(_ reason: String) throws {
    Console.report("washout: \(reason).")
    throw ExitStatus.no
  }
}
