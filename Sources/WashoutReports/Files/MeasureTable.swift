internal import Washout

/// Measures as tidy rows, one number a row; the columns of both result tables.
enum MeasureTable {
  static let columns = [
    "name", "drug", "sample_size", "subject", "layer", "value", "mcse", "replicates",
  ]

  static func csv(_ measures: [Measure]) -> String {
    CSV.table(columns, measures.map(row))
  }

  static func row(_ measure: Measure) -> [String?] {
    [
      measure.name.rawValue, measure.drug.rawValue, measure.sampleSize.map(String.init),
      measure.subject, measure.layer?.rawValue, FileNumber.text(measure.value),
      FileNumber.text(measure.mcse), String(measure.replicates),
    ]
  }

  static func json(_ measure: Measure) -> JSONValue {
    .object([
      .init("name", .string(measure.name.rawValue)),
      .init("drug", .string(measure.drug.rawValue)),
      .init("sample_size", .integer(measure.sampleSize)),
      .init("subject", .text(measure.subject)),
      .init("layer", .text(measure.layer?.rawValue)),
      .init("value", .number(measure.value)),
      .init("mcse", .number(measure.mcse)),
      .init("replicates", .integer(measure.replicates)),
    ])
  }
}
