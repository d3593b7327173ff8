internal import ArgumentParser
internal import WashoutScenarios
internal import WashoutStatistics

/// A CSV file of times to an event.
struct SurvivalDataOptions: ParsableArguments {
  @Argument(help: "A CSV file, a subject a line below the columns' names.")
  var data: String

  @Option(help: ArgumentHelp("Column of the times, numbers from 0 on.", valueName: "column"))
  var time = "time"

  @Option(help: ArgumentHelp("Column of 1 for an event, 0 for none.", valueName: "column"))
  var event = "event"

  /// The file; its faults are told and end with code 65 or 66.
  func read() throws -> SurvivalFile {
    do {
      return try SurvivalFile(at: data, time: time, event: event)
    } catch {
      throw Failure.told(error)
    }
  }
}

extension SurvivalFile {
  /// The sample, which the file has checked.
  var sample: RightCensoredSample {
    get throws { try RightCensoredSample(times: times, isEvent: isEvent) }
  }
}
