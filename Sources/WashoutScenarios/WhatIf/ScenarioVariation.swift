public import Washout

/// A number of a scenario that can be varied.
public struct VariedValue: Sendable, Equatable {
  /// Its path, as `--set` takes it.
  public let path: String
  /// Its base case; nil where the file gives none.
  public let base: Double?
  /// Its what-if range.
  public let range: ClosedRange<Double>?
  /// Its unit, from the key; empty for a share or a count.
  public let unit: String
  /// Keys of the sources of its base case.
  public let sources: [String]
  /// Whether only whole numbers may stand there.
  public let isWhole: Bool
  /// The lowest number that may stand there, and whether it may itself.
  public let lowest: Double?
  /// The highest number that may stand there.
  public let highest: Double?

  /// Several times below and above a range, as far as the scenario file allows.
  ///
  /// Nil without a range.
  public func beyond(times: Double) -> ClosedRange<Double>? {
    guard let range else { return nil }
    // A share or rate of 0 has nothing below it, and the width of the range says what above is far.
    let width = range.upperBound - range.lowerBound
    let low = range.lowerBound > 0 ? range.lowerBound / times : range.lowerBound - times * width
    let high = range.upperBound > 0 ? range.upperBound * times : range.upperBound + times * width
    let lower = max(low, lowest ?? low)
    let upper = min(high, highest ?? high)
    return min(lower, range.lowerBound)...max(upper, range.upperBound)
  }
}

/// A scenario file of which one number at a time takes other values.
public struct ScenarioVariation: Sendable {
  private let file: String
  private let overrides: [String]

  /// For a file and the `path=value` options that go with it.
  public init(fileAt path: String, overrides: [String] = []) {
    file = path
    self.overrides = overrides
  }

  /// The scenario in which a path has a value.
  ///
  /// - Throws: `ScenarioFaults` where the file refuses it.
  public func scenario(_ path: String, _ value: Double) throws(ScenarioFaults) -> Scenario {
    try ScenarioParser(overrides: overrides + [Self.setting(path, value)]).parse(fileAt: file)
      .scenario
  }

  /// The `path=value` option that gives a path a value.
  public static func setting(_ path: String, _ value: Double) -> String {
    "\(path)=\(NumberGrammar.shortest(value))"
  }

  /// What is known of the number at a path.
  ///
  /// - Throws: `ScenarioFaults` for a path that the schema does not know or that holds no number.
  public func value(at path: String) throws(ScenarioFaults) -> VariedValue {
    let steps = path.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
    guard let rule = Shape.mapping(Schema.root).rule(at: steps[...]) else {
      _ = try ScenarioParser(overrides: overrides + ["\(path)=1"]).parse(fileAt: file)
      throw ScenarioFaults(
        .bad, [Diagnostic("`\(path)` holds no number that could be varied", inFile: file)])
    }
    return Self.value(
      at: path, steps, rule, try ScenarioParser(overrides: overrides).parse(fileAt: file))
  }

  /// Whether two paths name one base case, once by its word.
  private static func isSame(_ path: String, _ other: String) -> Bool {
    path == other
      || ["value", "share", "median"].contains {
        path == "\(other).\($0)" || other == "\(path).\($0)"
      }
  }

  private static func value(
    at path: String, _ steps: [String], _ rule: NumberRule, _ parsed: ParsedScenario
  ) -> VariedValue {
    let words = ["value", "share", "median"].contains(steps.last) ? steps.dropLast() : steps[...]
    let names = [path, words.joined(separator: ".")]
    let assumption = parsed.scenario.assumptions.first { names.contains($0.path) }
    return VariedValue(
      path: path, base: names.lazy.compactMap { parsed.number(at: $0) }.first,
      range: assumption?.range,
      unit: assumption?.unit ?? Unit.of(path), sources: assumption?.sources ?? [],
      isWhole: rule.isInteger, lowest: rule.lower, highest: rule.upper)
  }

  /// The other numbers that have a range, in the order of the register.
  ///
  /// - Throws: `ScenarioFaults` of the file.
  public func others(than path: String) throws(ScenarioFaults) -> [VariedValue] {
    let parsed = try ScenarioParser(overrides: overrides).parse(fileAt: file)
    let ranged = parsed.scenario.assumptions.filter { $0.range != nil }.map(\.path)
    return ranged.filter { !Self.isSame($0, path) }.compactMap { other in
      let steps = other.split(separator: ".").map(String.init)
      return Shape.mapping(Schema.root).rule(at: steps[...])
        .map { Self.value(at: other, steps, $0, parsed) }
    }
  }
}

extension ParsedScenario {
  /// The number that the canonical text has at a path or as the base case of the value there.
  fileprivate func number(at path: String) -> Double? {
    let lines = canonicalText.split(separator: "\n")
    for suffix in ["", ".value", ".share", ".median"] {
      let start = path + suffix + " = "
      if let line = lines.first(where: { $0.hasPrefix(start) }) {
        return Double(line.dropFirst(start.count))
      }
    }
    return nil
  }
}

extension Shape {
  /// Which numbers may stand at a path within; nil where no number stands.
  fileprivate func rule(at steps: ArraySlice<String>) -> NumberRule? {
    switch self {
    case .number(let rule): return steps.isEmpty ? rule : nil
    case .quantity(let quantity):
      guard let step = steps.first else { return quantity.rule }
      return quantity.keys.first { $0.name == step }?.shape.rule(at: steps.dropFirst())
    case .mapping(let mapping):
      guard let step = steps.first else { return nil }
      return (mapping[step]?.shape ?? mapping.others?.shape)?.rule(at: steps.dropFirst())
    case .shared(let shared): return shared.shape.rule(at: steps)
    case .either(let shapes): return shapes.lazy.compactMap { $0.rule(at: steps) }.first
    default: return nil
    }
  }
}
