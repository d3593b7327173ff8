internal import ArgumentParser
internal import WashoutStatistics

/// Events among subjects.
struct ProportionOptions: ParsableArguments {
  @Option(parsing: .unconditional, help: "Subjects with the event.")
  var events: Int

  @Option(parsing: .unconditional, help: "Subjects.")
  var subjects: Int

  func validate() throws {
    _ = try proportion
  }

  var proportion: Proportion {
    get throws {
      try OptionCheck.count(subjects, "--subjects", in: 1...OptionCheck.mostSubjects)
      guard let proportion = Proportion(events: events, of: subjects) else {
        throw ValidationError(
          "--events takes a whole number from 0 to the subjects, here \(subjects).")
      }
      return proportion
    }
  }
}
