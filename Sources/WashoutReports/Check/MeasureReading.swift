internal import Foundation

/// A measure of a `summary.json`, or a row of `headline.csv`.
struct MeasureReading {
  /// The measure, then its error and the trials that it rests on.
  let numbers: [SummaryNumber]

  init(_ members: [String: Any]) {
    self.init(
      words: ["name", "drug", "subject", "layer"].map { members[$0] as? String },
      size: (members["sample_size"] as? NSNumber)?.intValue,
      numbers: ["value", "mcse", "replicates"].map { (members[$0] as? NSNumber)?.doubleValue })
  }

  /// A row of a table with the columns of `MeasureTable`.
  init(row: [String]) {
    func field(_ name: String) -> String? {
      guard let column = MeasureTable.columns.firstIndex(of: name), row.indices.contains(column)
      else { return nil }
      return row[column].isEmpty ? nil : row[column]
    }
    self.init(
      words: ["name", "drug", "subject", "layer"].map(field),
      size: field("sample_size").flatMap { Int($0) },
      numbers: ["value", "mcse", "replicates"].map { field($0).flatMap { Double($0) } })
  }

  /// Words are name, drug, subject and layer; numbers value, error and trials.
  private init(words: [String?], size: Int?, numbers: [Double?]) {
    let drug = words[1] == "assumed" ? nil : words[1]
    let label = [words[0] ?? "", drug, words[2], words[3], size.map { "n=\($0)" }]
      .compactMap { $0 }.joined(separator: " ")
    let isEndOfRange = ["_low", "_high"].contains { words[0]?.hasSuffix($0) ?? false }
    self.numbers = [
      SummaryNumber(label, numbers[0], mcse: numbers[1], or: isEndOfRange ? .following : .exact),
      SummaryNumber(label + " mcse", numbers[1], or: .following),
      SummaryNumber(label + " replicates", numbers[2], or: .following),
    ]
  }

  /// The rows of a table.
  static func table(_ text: String) -> [SummaryNumber] {
    CSV.rows(text).dropFirst().flatMap { MeasureReading(row: $0).numbers }
  }
}
