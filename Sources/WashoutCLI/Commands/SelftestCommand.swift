internal import ArgumentParser
internal import Washout
internal import WashoutReports

/// `washout selftest`.
struct SelftestCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "selftest",
    abstract: "Show that this installation gives the published numbers: a report to file.",
    discussion: """
      Derives published tables anew (each cited), simulates a trial whose truth has a closed form, and counts the \
      same on one thread and on four. Installation: the versions of everything that numbers depend on. Exit \
      code 1 where a check fails.

      Example: washout selftest > qualification.txt
      """)

  @OptionGroup var answer: AnswerOptions

  func run() async throws {
    let qualification: Qualification
    do {
      qualification = try await Qualification.run()
    } catch {
      throw Failure.told(error)
    }
    try answer.write(
      QualificationCalculation(qualification, installation: Installation.parts))
    if !qualification.passes { throw ExitStatus.no }
  }
}
