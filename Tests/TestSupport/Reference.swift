internal import Foundation

/// A table that another program wrote, beside the script that made it in Tests/Reference.
package struct Reference {
  /// The rows below the header.
  package let rows: [[String]]

  /// The table of that name; the folder of the tables stands beside that of this file.
  package init(_ name: String) throws {
    let here = URL(fileURLWithPath: #filePath)
    let tests = here.deletingLastPathComponent().deletingLastPathComponent()
    let url = tests.appendingPathComponent("Reference").appendingPathComponent(name)
    let lines = try String(contentsOf: url, encoding: .utf8).split(separator: "\n")
    rows = lines.dropFirst().map { line in
      line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }
  }
}

/// The distance of two numbers as a share of the second; 0 when they are equal, infinite or not.
package func relativeError(_ value: Double, _ expected: Double) -> Double {
  value == expected ? 0 : abs(value - expected) / abs(expected)
}
