internal import ArgumentParser
internal import WashoutReports
internal import WashoutStatistics

/// `washout stats pausing`.
struct PausingCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "pausing",
    abstract: "Chance that a rule pauses the trial: at least k of the first m with an event.",
    discussion: """
      Events are known at once: the trial pauses with the subject who brings the count to k. Several rules \
      hold side by side; the chance by each m is that of any of them.

      Example: washout stats pausing --rule 2/6 --rule 4/15 --rates 0.05,0.10,0.20,0.40

        Pause: at least 2 of the first 6, or at least 4 of the first 15 with an event
        true rate   pause by 6   pause by 15   mean subjects till then
        5 %             3.28 %        3.52 %                      14.7
        10 %           11.43 %       13.75 %                      13.8
        20 %           34.46 %       47.00 %                      11.1
        40 %           76.67 %       93.42 %                       5.9
      """)

  @Option(
    help: ArgumentHelp("Pause at k events among the first m; can be repeated.", valueName: "k/m"),
    transform: Self.pair)
  var rule: [PausingRule.Pair]

  @Option(
    help: ArgumentHelp(
      "True rates of the event. (default: 0.05,0.1,0.2,0.3,0.4,0.5)", valueName: "p,p,..."),
    transform: RateList.init)
  var rates: RateList?

  @OptionGroup var answer: AnswerOptions

  func validate() throws {
    _ = try checked
  }

  func run() throws {
    let rates = rates?.rates ?? [0.05, 0.1, 0.2, 0.3, 0.4, 0.5]
    try answer.write(PausingCalculation(checked, rates: rates))
  }

  private var checked: PausingRule {
    get throws {
      do {
        return try PausingRule(rule)
      } catch {
        throw ValidationError(
          "--rule takes k/m with 1 <= k <= m <= 10,000 and each m once, such as 3/15.")
      }
    }
  }

  private static func pair(_ text: String) throws -> PausingRule.Pair {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false).map { Int($0) }
    guard parts.count == 2, let events = parts[0], let people = parts[1] else {
      throw ValidationError("write k/m, such as 3/15 for at least 3 of the first 15.")
    }
    return .init(events: events, of: people)
  }
}
