internal import Washout

/// A dataset as files hold it.
extension Dataset {
  /// The dataset as CSV: a header of names, missing values empty, dates as ISO 8601 writes them.
  package var csv: String {
    CSV.table(columns.map(\.name), rows.map { $0.map(\.text) })
  }

  /// The dataset as Dataset-JSON 1.1, attributes in the order of its specification of 5 December 2024.
  package func json(study: String, file: String) -> String {
    JSONValue.object([
      .init("datasetJSONCreationDateTime", .string(FictitiousDate.creation)),
      .init("datasetJSONVersion", .string("1.1.0")),
      .init("fileOID", .string("\(file).\(name)")),
      .init("originator", .string(Self.warning)),
      .init(
        "sourceSystem",
        .object([
          .init("name", .string("washout")), .init("version", .string(EngineVersion.current)),
        ])),
      .init("studyOID", .string(study)),
      .init("itemGroupOID", .string("IG.\(name)")),
      .init("records", .integer(rows.count)),
      .init("name", .string(name)),
      .init("label", .string(label)),
      .init("columns", .array(columns.indices.map(json))),
      .init("rows", .array(rows.map { .array($0.map(\.json)) })),
    ]).document
  }

  private func json(column: Int) -> JSONValue {
    let variable = columns[column]
    let type: [JSONValue.Member] =
      switch variable.kind {
      case .text: [.init("dataType", .string("string"))]
      case .integer: [.init("dataType", .string("integer"))]
      case .number: [.init("dataType", .string("float"))]
      case .date:
        [
          .init("dataType", .string("date")), .init("targetDataType", .string("integer")),
          .init("displayFormat", .string("E8601DA.")),
        ]
      }
    let length = length(ofColumn: column).map { [JSONValue.Member("length", .integer($0))] } ?? []
    let key = variable.key.map { [JSONValue.Member("keySequence", .integer($0))] } ?? []
    // `length` stands between the types and the display format.
    return .object(
      [
        .init("itemOID", .string("IT.\(name).\(variable.name)")),
        .init("name", .string(variable.name)), .init("label", .string(variable.label)),
      ] + type.prefix(2) + length + type.dropFirst(2) + key)
  }

  /// Header of the table of variables.
  static let variableHeader = [
    "dataset", "dataset_label", "structure", "variable", "label", "type", "length", "key_sequence",
    "origin",
  ]

  /// A row a variable, under `variableHeader`.
  var variableRows: [[String?]] {
    columns.indices.map { i in
      let column = columns[i]
      return [
        name, label, structure, column.name, column.label, column.kind.rawValue,
        length(ofColumn: i).map(String.init), column.key.map(String.init), column.origin,
      ]
    }
  }
}

extension Dataset.Cell {
  /// The value in a CSV file; nil where it is missing.
  fileprivate var text: String? {
    switch self {
    case .missing: nil
    case .text(let text): text
    case .integer(let number): String(number)
    case .number(let number): FileNumber.text(number)
    case .date(let date): date.text
    }
  }

  fileprivate var json: JSONValue {
    switch self {
    case .missing: .null
    case .text(let text): .string(text)
    case .integer(let number): .integer(number)
    case .number(let number): .number(number)
    case .date(let date): .string(date.text)
    }
  }
}
