internal import ArgumentParser

/// Values that are tried beside those of the file.
struct VaryOptions: ParsableArguments {
  @Option(
    name: .customLong("vary"), parsing: .unconditionalSingleValue,
    help: ArgumentHelp(
      "Simulate these values beside the base case, on the same draws, in place of the file's what_if cells; "
        + "several options are crossed.", valueName: "path=a,b,c"))
  var varied: [String] = []

  func validate() throws {
    for option in varied where !option.contains("=") || option.hasPrefix("=") {
      throw ValidationError(
        "--vary takes path=a,b,c, such as leaving.lost=0.05,0.15, and was given '\(option)'.")
    }
  }
}
