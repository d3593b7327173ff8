internal import ArgumentParser
internal import WashoutReports

/// How a calculator prints its answer.
struct AnswerOptions: ParsableArguments {
  @Flag(help: "Print JSON in place of the screen.")
  var json = false

  /// Prints an answer on standard output.
  func write(_ answer: some Calculation) throws {
    do {
      try json
        ? Console.write(answer.json.document) : Console.show(answer.screen(width: Console.width))
    } catch {
      throw Failure.told(error)
    }
  }
}
