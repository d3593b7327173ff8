internal import ArgumentParser

/// Values that the command line puts over those of the file.
struct SettingOptions: ParsableArguments {
  @Option(
    name: .customLong("set"), parsing: .unconditionalSingleValue,
    help: ArgumentHelp(
      "Put a value over that of the file; can be repeated.", valueName: "path=value"))
  var settings: [String] = []

  func validate() throws {
    for setting in settings where !setting.contains("=") || setting.hasPrefix("=") {
      throw ValidationError(
        "--set takes path=value, such as leaving.lost=0.15, and was given '\(setting)'.")
    }
  }
}
