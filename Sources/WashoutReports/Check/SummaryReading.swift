internal import Foundation

/// What `washout check` compares of a `summary.json`: every number and word under a name of its own.
struct SummaryReading {
  /// Version of the engine that wrote it.
  let engine: String
  /// The engine's probe of the scenario; nil where the file has none.
  let probe: String?
  /// Values of the scenario that numbers follow from, in order.
  let inputs: [(path: String, value: String)]
  /// What describes the scenario, by name: titles, sources, ranges.
  let description: [String: String]
  /// Every number that came out.
  let numbers: [SummaryNumber]
  /// Every word that came out, by name.
  let words: [String: String]

  /// Members that say who wrote the file and how.
  private static let ofWriter: Set<String> = ["washout", "engine", "provenance", "files"]
  /// Members that come from the scenario and not from its trials.
  private static let ofScenario: Set<String> = ["scenario", "assumptions", "sources"]

  /// Reads a document; nil where it is none.
  init?(_ text: String) {
    guard let object = try? JSONSerialization.jsonObject(with: Data(text.utf8)),
      var document = object as? [String: Any], let engine = document["engine"] as? String
    else { return nil }
    self.engine = engine
    let provenance = document["provenance"] as? [String: Any]
    probe = provenance?["probe"] as? String
    inputs = ["inputs", "extent"].flatMap { name in
      (provenance?[name] as? [[String: String]] ?? []).map { ($0["path"] ?? "", $0["value"] ?? "") }
    }
    var scenario = document["scenario"] as? [String: Any] ?? [:]
    scenario["digest"] = nil
    document["scenario"] = scenario
    description = Self.description(document)
    let results = Self.results(document)
    numbers = results.numbers
    words = results.words
  }

  /// Numbers as they are written, beside words.
  private static func description(_ document: [String: Any]) -> [String: String] {
    var reading = SummaryNumbers()
    for name in ofScenario.sorted() { reading.read(document[name] ?? [], name) }
    return reading.numbers.reduce(into: reading.words) { words, number in
      words[number.label] = FileNumber.text(number.value) ?? "none"
    }
  }

  private static func results(_ document: [String: Any]) -> SummaryNumbers {
    var reading = SummaryNumbers()
    let apart: Set<String> = ["measures", "what_if", "funnel"]
    let measures = document["measures"] as? [[String: Any]] ?? []
    reading.add(measures.flatMap { MeasureReading($0).numbers })
    if let whatIf = document["what_if"] as? [String: Any] {
      reading.read(CountErrors.whatIf(whatIf), "what_if")
    }
    if let funnel = document["funnel"] as? [String: Any] {
      reading.add(CountErrors.funnel(funnel))
    }
    for name in document.keys.sorted()
    where !ofWriter.contains(name) && !ofScenario.contains(name) && !apart.contains(name) {
      reading.read(document[name] ?? [], name)
    }
    return reading
  }
}
