/// The scenario file's schema, for editors and for people.
public enum ScenarioSchema {
  /// JSON Schema, draft-07, with a line of help for each key.
  public static var jsonSchema: String { JSONSchemaWriter().schema.text }

  /// A reference of all keys, in Markdown.
  public static var referencePage: String { ReferencePage().text }
}
