internal import ArgumentParser
internal import WashoutReports

/// `washout stats single-stage`.
struct SingleStageCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "single-stage",
    abstract: "Exact size of a one-arm trial: first and stable n, and the saw-tooth.",
    discussion: """
      Counts are whole, so power goes up and down as people are added. The first n is the smallest that \
      reaches the power; from the stable n on every larger one does. Sizes are calculated one by one as far \
      as Chernoff's inequality does not yet hold the power for all larger ones. Where no n up to \
      \(NumberText.grouped(mostSubjects)) can be shown to reach it (\(NumberText.grouped(mostRandom)) with \
      --inclusion), the exit code is 1.

      Example: washout stats single-stage --p0 0.05 --p1 0.2 --alpha 0.05 --power 0.8

        Success: exact test that the rate is above 5 %, 5 % one-sided
        Power 80 % at 20 %    n               rule   actual alpha    power
        first n              27   at least 4 of 27        0.04374   0.8177
        stable n             33   at least 5 of 33        0.02303   0.8179
        Every larger n too: below 76 calculated, then by Chernoff's inequality.

         n               rule   actual alpha    power   saw-tooth (* reached)
        25   at least 4 of 25        0.03409   0.7660   -------|
        26   at least 4 of 26        0.03874   0.7932   -----------|
        27   at least 4 of 27        0.04374   0.8177   --------------*
        28   at least 4 of 28        0.04907   0.8398   ------------------*
        29   at least 5 of 29        0.01358   0.7161   |
        30   at least 5 of 30        0.01564   0.7448   ----|
        31   at least 5 of 31        0.01789   0.7713   --------|
        32   at least 5 of 32        0.02035   0.7956   -----------|
        33   at least 5 of 33        0.02303   0.8179   --------------*
        34   at least 5 of 34        0.02592   0.8381   -----------------*
        35   at least 5 of 35        0.02903   0.8565   --------------------*
      """)

  private static let mostSubjects = 200_000
  /// With a binomial denominator each size costs a sum over smaller ones.
  private static let mostRandom = 20_000
  private static let mostRows = 2_000

  @OptionGroup var options: DesignOptions

  @Option(parsing: .unconditional, help: "Power to reach.")
  var power = 0.8

  @Option(
    help: ArgumentHelp(
      "Sizes to print. (default: those around the first and the stable n)", valueName: "from-to"),
    transform: Self.range)
  var table: ClosedRange<Int>?

  @OptionGroup var answer: AnswerOptions

  func validate() throws {
    try OptionCheck.insideShare(power, "--power", example: 0.8)
  }

  func run() throws {
    let most = options.inclusion < 1 ? Self.mostRandom : Self.mostSubjects
    let sizes = try SingleStageCalculation(
      options.design, power: power, atMost: most, table: table)
    guard let sizes else {
      Console.report(
        "washout: no n up to \(NumberText.grouped(most)) can be shown to reach the power; the rates are too "
          + "close, or alpha is too small.")
      throw ExitStatus.no
    }
    try answer.write(sizes)
  }

  private static func range(_ text: String) throws -> ClosedRange<Int> {
    let ends = text.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) }
    guard ends.count == 2, let from = ends[0], let to = ends[1], from >= 1, from <= to,
      to <= mostRandom, to - from < mostRows
    else {
      throw ValidationError(
        "write two numbers of subjects such as 20-40, at most \(NumberText.grouped(mostRows)) sizes up to "
          + "\(NumberText.grouped(mostRandom)).")
    }
    return from...to
  }
}
