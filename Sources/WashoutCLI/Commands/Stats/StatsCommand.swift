internal import ArgumentParser

/// `washout stats`, the calculators.
struct StatsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "stats",
    abstract: "Calculate: intervals, tests, exact power, designs, survival.",
    discussion: """
      Each calculator answers one question exactly, without simulation and without a scenario. With --json \
      it prints the question and the answer for programs.

      Example: washout stats interval --events 3 --subjects 15
      """,
    subcommands: [
      IntervalCommand.self, TestCommand.self, CoverageCommand.self, PowerCommand.self,
      SingleStageCommand.self, PrecisionCommand.self,
      KaplanMeierCommand.self, LogRankCommand.self,
      SimonCommand.self, PredictiveCommand.self, PosteriorCommand.self, PausingCommand.self,
    ])
}
