internal import ArgumentParser
internal import WashoutReports
internal import WashoutScenarios

/// `washout schema`.
struct SchemaCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "schema",
    abstract: "Print the JSON Schema of the scenario file, for editors.",
    discussion: """
      Put the schema beside your scenario and name it in the first line of the file, as the shipped \
      scenarios do: # yaml-language-server: $schema=washout.schema.json

      Example: washout schema > scenarios/washout.schema.json
      """)

  @Flag(help: "Print the schema of summary.json instead.")
  var summary = false

  @Flag(help: "Print the reference page of every key of the scenario file instead.")
  var reference = false

  func validate() throws {
    if summary && reference {
      throw ValidationError("Give either --summary or --reference.")
    }
  }

  func run() throws {
    let text =
      if summary {
        SummarySchema.jsonSchema
      } else if reference {
        ScenarioSchema.referencePage
      } else {
        ScenarioSchema.jsonSchema
      }
    do {
      try Console.write(text.hasSuffix("\n") ? text : text + "\n")
    } catch {
      throw Failure.told(error)
    }
  }
}
