/// A table of simulated patients with the names, labels and types that a define file would have.
package struct Dataset: Sendable, Equatable {
  /// Its name, such as `ADSL`: at most 8 characters.
  package var name: String
  /// Its label: at most 40 characters.
  package var label: String
  /// What a row is, in words.
  package var structure: String
  /// The variables in order.
  package var columns: [Column]
  /// Element `row`: a cell for each column.
  package var rows: [[Cell]]

  /// A variable.
  package struct Column: Sendable, Equatable {
    /// Its name: at most 8 characters.
    package var name: String
    /// Its label: at most 40 characters.
    package var label: String
    /// What its cells are.
    package var kind: Kind
    /// Its place among the variables that make a row unique, from 1; nil for the others.
    package var key: Int?
    /// Where its values come from.
    package var origin: String
  }

  /// What cells of a column are.
  package enum Kind: String, Sendable, Equatable {
    /// Text.
    case text
    /// Whole numbers.
    case integer
    /// Numbers.
    case number
    /// Dates.
    case date
  }

  /// One value.
  package enum Cell: Sendable, Equatable {
    /// Missing.
    case missing
    /// A text.
    case text(String)
    /// A whole number.
    case integer(Int)
    /// A number.
    case number(Double)
    /// A date.
    case date(FictitiousDate)
  }

  /// What every dataset's label begins with.
  static let warning = "SIMULATED, NOT PATIENT DATA"

  /// A dataset from variables that say how to fill themselves; the first `keys` of them make a row unique.
  init<Row>(
    _ name: String, _ content: String, structure: String, _ variables: [Variable<Row>],
    keys: [String], rows: [Row]
  ) {
    self.name = name
    label = "\(Self.warning): \(content)"
    self.structure = structure
    columns = variables.map { variable in
      Column(
        name: variable.name, label: variable.label, kind: variable.kind,
        key: keys.firstIndex(of: variable.name).map { $0 + 1 }, origin: variable.origin)
    }
    self.rows = rows.map { row in variables.map { $0.value(row) } }
  }

  /// Characters that the longest text of a column has, at least 1; nil for a column of numbers or dates.
  package func length(ofColumn column: Int) -> Int? {
    guard columns[column].kind == .text else { return nil }
    return rows.reduce(1) { longest, row in
      if case .text(let text) = row[column] { max(longest, text.utf8.count) } else { longest }
    }
  }
}

/// A variable of a dataset, and how a row fills it.
struct Variable<Row> {
  let name: String
  let label: String
  let kind: Dataset.Kind
  let origin: String
  let value: (Row) -> Dataset.Cell

  /// A variable of texts.
  static func text(
    _ name: String, _ label: String, _ origin: String, _ value: @escaping (Row) -> String?
  ) -> Variable {
    Variable(name: name, label: label, kind: .text, origin: origin) {
      value($0).map { .text($0) } ?? .missing
    }
  }

  /// A variable of `Y` and, unless only yes is flagged, `N`.
  static func flag(
    _ name: String, _ label: String, _ origin: String, onlyYes: Bool = false,
    _ value: @escaping (Row) -> Bool?
  ) -> Variable {
    .text(name, label, origin) { row in
      value(row).flatMap { $0 ? "Y" : onlyYes ? nil : "N" }
    }
  }

  /// A variable of whole numbers.
  static func integer(
    _ name: String, _ label: String, _ origin: String, _ value: @escaping (Row) -> Int?
  ) -> Variable {
    Variable(name: name, label: label, kind: .integer, origin: origin) {
      value($0).map { .integer($0) } ?? .missing
    }
  }

  /// A variable of numbers.
  static func number(
    _ name: String, _ label: String, _ origin: String, _ value: @escaping (Row) -> Double?
  ) -> Variable {
    Variable(name: name, label: label, kind: .number, origin: origin) {
      value($0).map { .number($0) } ?? .missing
    }
  }

  /// A variable of dates.
  static func date(
    _ name: String, _ label: String, _ origin: String, _ value: @escaping (Row) -> FictitiousDate?
  ) -> Variable {
    Variable(name: name, label: label, kind: .date, origin: origin) {
      value($0).map { .date($0) } ?? .missing
    }
  }

  /// The same variable of rows that contain this one's.
  func of<Other>(_ row: @escaping (Other) -> Row) -> Variable<Other> {
    Variable<Other>(name: name, label: label, kind: kind, origin: origin) { value(row($0)) }
  }
}
