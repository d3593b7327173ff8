internal import Foundation

/// What `washout check` compares of a `summary.json`: every number and word under a name of its own.
struct SummaryReading {
  /// Version of the engine that wrote it.
  let engine: String
  /// The engine's probe of the scenario; nil where the file has none.
  let probe: String?
  /// Values of the scenario that numbers follow from, in order.
  let inputs: [(path: String, value: String)]
  /// Measures in the order of the file.
  let measures: [MeasureReading]
  /// What describes the scenario: titles, sources, ranges.
  let description: [String: Leaf]
  /// Every other result.
  let others: [String: Leaf]

  /// A value of the document.
  enum Leaf: Equatable {
    case number(Double)
    case word(String)
    case null

    /// Whether two values are the same, numbers to nine digits: those after depend on the processor.
    func agrees(with other: Leaf) -> Bool {
      if case (.number(let a), .number(let b)) = (self, other) { return a.agrees(with: b) }
      return self == other
    }

    /// The value in few words.
    var text: String {
      switch self {
      case .number(let value): FileNumber.text(value) ?? ""
      case .word(let word): word.count > 40 ? word.prefix(37) + "..." : word
      case .null: "none"
      }
    }
  }

  /// Members that say who wrote the file and how.
  private static let ofWriter: Set<String> = [
    "washout", "engine", "provenance", "files", "measures",
  ]
  /// Members that come from the scenario and not from its trials.
  private static let ofScenario: Set<String> = ["scenario", "assumptions", "sources"]

  /// Reads a document; nil where it is none.
  init?(_ text: String) {
    guard let object = try? JSONSerialization.jsonObject(with: Data(text.utf8)),
      let document = object as? [String: Any], let engine = document["engine"] as? String
    else { return nil }
    self.engine = engine
    let provenance = document["provenance"] as? [String: Any]
    probe = provenance?["probe"] as? String
    inputs = ["inputs", "extent"].flatMap { name in
      (provenance?[name] as? [[String: String]] ?? []).map { ($0["path"] ?? "", $0["value"] ?? "") }
    }
    measures = (document["measures"] as? [[String: Any]] ?? []).map(MeasureReading.init)
    var (description, others): ([String: Leaf], [String: Leaf]) = ([:], [:])
    for (name, value) in document where !Self.ofWriter.contains(name) {
      if Self.ofScenario.contains(name) {
        Self.read(value, name, into: &description)
        description["scenario.digest"] = nil
      } else {
        Self.read(value, name, namesElements: false, into: &others)
      }
    }
    self.description = description
    self.others = others
  }

  /// Reads a value and all below it; elements of lists are named by what they are about, or numbered.
  private static func read(
    _ value: Any, _ name: String, namesElements: Bool = true, into leaves: inout [String: Leaf]
  ) {
    switch value {
    case let members as [String: Any]:
      for (key, member) in members {
        read(member, "\(name).\(key)", namesElements: namesElements, into: &leaves)
      }
    case let elements as [Any]:
      for (i, element) in elements.enumerated() {
        let members = namesElements ? element as? [String: Any] : nil
        let own = (members?["path"] ?? members?["key"]) as? String
        read(
          element, "\(name)[\(own ?? String(i))]", namesElements: namesElements, into: &leaves)
      }
    case let word as String: leaves[name] = .word(word)
    case let number as NSNumber: leaves[name] = .number(number.doubleValue)
    default: leaves[name] = .null
    }
  }
}

/// A measure of a `summary.json`, or a row of `headline.csv`.
struct MeasureReading {
  /// What tells it from the others.
  let identity: Identity
  /// The number; nil where undefined.
  let value: Double?
  /// Its Monte Carlo standard error; nil for exact numbers.
  let mcse: Double?
  /// Trials that it rests on.
  let replicates: Int?

  /// What is measured, on which drug, in trials of which size.
  struct Identity: Hashable {
    let name: String
    let drug: String
    let size: Int?
    let subject: String?
    let layer: String?
  }

  init(_ members: [String: Any]) {
    identity = Identity(
      name: members["name"] as? String ?? "", drug: members["drug"] as? String ?? "",
      size: (members["sample_size"] as? NSNumber)?.intValue, subject: members["subject"] as? String,
      layer: members["layer"] as? String)
    value = (members["value"] as? NSNumber)?.doubleValue
    mcse = (members["mcse"] as? NSNumber)?.doubleValue
    replicates = (members["replicates"] as? NSNumber)?.intValue
  }

  /// A row of a table with the columns of `MeasureTable`.
  init(row: [String]) {
    func field(_ name: String) -> String? {
      guard let column = MeasureTable.columns.firstIndex(of: name), row.indices.contains(column)
      else { return nil }
      return row[column].isEmpty ? nil : row[column]
    }
    identity = Identity(
      name: field("name") ?? "", drug: field("drug") ?? "",
      size: field("sample_size").flatMap { Int($0) }, subject: field("subject"),
      layer: field("layer"))
    value = field("value").flatMap { Double($0) }
    mcse = field("mcse").flatMap { Double($0) }
    replicates = field("replicates").flatMap { Int($0) }
  }

  /// The rows of a table.
  static func table(_ text: String) -> [MeasureReading] {
    CSV.rows(text).dropFirst().map(MeasureReading.init(row:))
  }
}

extension Double {
  /// Whether two numbers of files, which have ten digits, are the same to nine.
  func agrees(with other: Double) -> Bool {
    abs(self - other) <= 1e-9 * Swift.max(abs(self), abs(other))
  }
}
