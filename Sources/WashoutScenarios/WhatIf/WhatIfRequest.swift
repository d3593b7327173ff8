internal import Washout

/// A what-if cell as it is asked for: what is set to what, and where that was written.
struct WhatIfRequest: Sendable {
  var kind: WhatIfCell.Kind
  var end: WhatIfCell.End?
  /// Paths and values, as `--set` takes them.
  var settings: [(path: String, value: String)]
  /// What a fault of the cell points at.
  var place: Place
}

/// The cells that the `what_if` section of a scenario asks for.
///
/// Both ends of every range in the order of the register, the assessor's errors together, each definition
/// of recurrence; then the values under `also`, then the combinations of `grid`.
struct WhatIfRequests {
  private let root: Checked
  private let scenario: Scenario

  init(_ root: Checked, _ scenario: Scenario) {
    self.root = root
    self.scenario = scenario
  }

  /// The path of the definition that decides.
  static let primary = "recurrence.primary"
  /// The path under which the assessor's two errors stand.
  static let assessor = "activity.assessor"
  /// No more cells than this are simulated.
  static let most = 1_000

  var all: [WhatIfRequest] {
    let section = root["what_if"]
    guard section.isPresent else { return [] }
    return oneAtATime(section["one_at_a_time"]) + also(section["also"]) + grid(section["grid"])
  }

  // MARK: One at a time

  private func oneAtATime(_ chosen: Checked) -> [WhatIfRequest] {
    if chosen.text == "every_range" {
      return scenario.assumptions.flatMap(ends) + assessor(at: chosen.place)
        + definitions(at: chosen.place)
    }
    return chosen.list.flatMap { path -> [WhatIfRequest] in
      switch path.text {
      case Self.primary: definitions(at: path.place)
      case Self.assessor: assessor(at: path.place)
      default: scenario.assumptions.filter { $0.path == path.text }.flatMap(ends)
      }
    }
  }

  private func ends(of assumption: Assumption) -> [WhatIfRequest] {
    guard let range = assumption.range else { return [] }
    let place = root.value(at: assumption.path)?.place ?? root["what_if"].place
    return [(WhatIfCell.End.low, range.lowerBound), (.high, range.upperBound)].map { end, value in
      WhatIfRequest(
        kind: .range, end: end, settings: [(assumption.path, NumberGrammar.shortest(value))],
        place: place)
    }
  }

  /// All ranges of the assessor's errors at the same end; no error at all where none has a range.
  private func assessor(at place: Place) -> [WhatIfRequest] {
    let errors = root["activity"]["assessor"].entries.filter { ($0.value.number ?? 0) > 0 }
    let varied = errors.compactMap { error in error.value.quantity?.range.map { (error, $0) } }
    func request(_ end: WhatIfCell.End, _ values: [(String, Double)]) -> WhatIfRequest {
      WhatIfRequest(
        kind: .assessor, end: end,
        settings: values.map { ("\(Self.assessor).\($0.0)", NumberGrammar.shortest($0.1)) },
        place: place)
    }
    if errors.isEmpty { return [] }
    if varied.isEmpty { return [request(.low, errors.map { ($0.key, 0) })] }
    if varied.count == 1 { return [] }
    return [
      request(.low, varied.map { ($0.0.key, $0.1.lowerBound) }),
      request(.high, varied.map { ($0.0.key, $0.1.upperBound) }),
    ]
  }

  private func definitions(at place: Place) -> [WhatIfRequest] {
    let names = scenario.recurrence.definitions.map(\.name)
    guard names.count > 1 else { return [] }
    return names.map {
      WhatIfRequest(kind: .definition, settings: [(Self.primary, $0)], place: place)
    }
  }

  // MARK: Further values

  private func also(_ section: Checked) -> [WhatIfRequest] {
    section.entries.flatMap { entry in
      entry.value.list.map { value in
        WhatIfRequest(
          kind: .also, settings: [(entry.key, (value.text ?? "").asValue)], place: value.place)
      }
    }
  }

  private func grid(_ section: Checked) -> [WhatIfRequest] {
    let axes = section.entries.map { entry in
      (path: entry.key, values: entry.value.list.compactMap { $0.text?.asValue })
    }
    guard let first = section.entries.first else { return [] }
    return Self.crossed(axes).map {
      WhatIfRequest(kind: .grid, settings: $0, place: first.keyPlace)
    }
  }

  /// Every combination, the last path varying fastest.
  static func crossed(
    _ axes: [(path: String, values: [String])]
  ) -> [[(path: String, value: String)]] {
    axes.reduce([[]]) { combinations, axis in
      combinations.flatMap { combination in axis.values.map { combination + [(axis.path, $0)] } }
    }
  }
}
