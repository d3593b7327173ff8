internal import Foundation

/// A table that another program computed, kept as JSON beside the script that made it in Tests/Reference.
package struct Reference {
  /// The rows, each cell as text: a number as it stands in the file, empty where undefined.
  package let rows: [[String]]

  /// The table of that name; the folder of the tables stands beside that of this file.
  package init(_ name: String) throws {
    let here = URL(fileURLWithPath: #filePath)
    let tests = here.deletingLastPathComponent().deletingLastPathComponent()
    let url = tests.appendingPathComponent("Reference").appendingPathComponent(name + ".json")
    let table = try JSONDecoder().decode(ReferenceTable.self, from: Data(contentsOf: url))
    rows = table.rows.map { $0.map(\.text) }
  }
}

private struct ReferenceTable: Decodable {
  let rows: [[ReferenceCell]]
}

/// A number, a text, or null.
private struct ReferenceCell: Decodable {
  let text: String

  init(from decoder: any Decoder) throws {
    let cell = try decoder.singleValueContainer()
    if cell.decodeNil() {
      text = ""
    } else if let integer = try? cell.decode(Int.self) {
      text = String(integer)
    } else if let number = try? cell.decode(Double.self) {
      text = String(number)
    } else {
      text = try cell.decode(String.self)
    }
  }
}

/// The distance of two numbers as a share of the second; 0 when they are equal, infinite or not.
package func relativeError(_ value: Double, _ expected: Double) -> Double {
  value == expected ? 0 : abs(value - expected) / abs(expected)
}
