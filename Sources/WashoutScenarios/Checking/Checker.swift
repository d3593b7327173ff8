internal import Washout

/// Holds what was written against the schema and fills in the defaults.
struct Checker {
  let findings: Findings
  let columns: CSVColumns

  /// A node as its shape reads it; `label` names it in messages, `path` is what `--set` uses.
  func check(_ node: SourceNode, _ shape: Shape, label: String, path: String) -> Checked {
    let kind: Checked.Kind? =
      switch shape {
      case .number(let rule): number(node, rule, label).map { .number($0) }
      case .quantity(let quantity): self.quantity(node, quantity, label, path)
      case .text: text(node, label).map { .text($0) }
      case .name: scalar(node, label, "a name").map { .text($0) }
      case .anyScalar: scalar(node, label, "a value").map { .text($0) }
      case .word(let words): word(node, words, label)
      case .flag: flag(node, label)
      case .seed: seed(node, label)
      case .interval(let rule): interval(node, rule, label, path)
      case .list(let element, let minimum): list(node, element, minimum, label, path)
      case .mapping(let mapping): self.mapping(node, mapping, label, path)
      case .either(let shapes): either(node, shapes, label, path)
      case .shared(.sample): sample(node, label, path)
      case .shared(.lostPatients):
        either(node.withTiltAsMapping, [SharedShape.lostPatients.shape], label, path)
      case .shared(let shared): check(node, shared.shape, label: label, path: path).kind
      }
    return Checked(kind: kind ?? .faulty, place: node.place, path: path)
  }

  /// The value of a key that nobody wrote.
  func standard(_ key: SchemaKey, at place: Place, path: String) -> Checked {
    guard let text = key.standard else { return Checked(kind: .absent, place: place, path: path) }
    let node = SourceNode(content: .scalar(text, isPlain: true), place: place)
    var checked = check(node, key.shape, label: key.name, path: path)
    checked.isDefault = true
    return checked
  }

  // MARK: Scalars

  private func scalar(_ node: SourceNode, _ label: String, _ wanted: String) -> String? {
    guard case .scalar(let text, _) = node.content, !node.isNull else {
      findings.fault("\(label) is \(node.noun); write \(wanted)", at: node.place)
      return nil
    }
    if let scalar = text.unicodeScalars.first(where: PrintableText.acts) {
      let code = String(scalar.value, radix: 16, uppercase: true)
      findings.fault(
        "\(label) has the invisible character U+\(String(repeating: "0", count: 4 - code.count))\(code); "
          + "leave it out", at: node.place)
      return nil
    }
    return text
  }

  /// Words for people, which stand on one line wherever they are printed.
  private func text(_ node: SourceNode, _ label: String) -> String? {
    guard let text = scalar(node, label, "text") else { return nil }
    let lines = text.unicodeScalars.split(whereSeparator: PrintableText.isLineBreak)
    let words = lines.map { String($0).trimmed }.filter { !$0.isEmpty }.joined(separator: " ")
    if words.isEmpty {
      findings.fault("\(label) is an empty text; write some, or leave it out", at: node.place)
      return nil
    }
    return lines.count > 1 || text.last?.isNewline == true ? words : text
  }

  func number(_ node: SourceNode, _ rule: NumberRule, _ label: String) -> Double? {
    guard case .scalar(let text, let isPlain) = node.content else {
      findings.fault("\(label) is \(node.noun); \(rule.words)", at: node.place)
      return nil
    }
    guard isPlain else {
      findings.fault("\(label) is text in quotes; \(rule.words), without quotes", at: node.place)
      return nil
    }
    guard let value = NumberGrammar.double(text) else {
      findings.fault("\(label) is \(NotANumber.words(text, rule))", at: node.place)
      return nil
    }
    guard rule.contains(value) else {
      findings.fault("\(label) is \(text), \(rule.words)\(rule.advice(for: value))", at: node.place)
      return nil
    }
    return value
  }

  /// One of some words, which may be one of several forms.
  private func word(
    _ node: SourceNode, _ words: [Shape.Word], _ label: String, among forms: [Shape] = []
  ) -> Checked.Kind? {
    let known = words.map(\.word)
    let others = forms.filter { if case .word = $0 { false } else { true } }.map(\.words)
    let wanted = (known + others).listedWithOr
    guard let text = scalar(node, label, wanted) else { return nil }
    if known.contains(text) { return .text(text) }
    let hint =
      NearestKey.suggestion(for: text, among: known).map { "did you mean `\($0)`?" }
      ?? "write \(wanted)"
    findings.fault("\(label) is `\(text)`; \(hint)", at: node.place)
    return nil
  }

  private func flag(_ node: SourceNode, _ label: String) -> Checked.Kind? {
    guard case .scalar(let text, isPlain: true) = node.content,
      let value = ["true": true, "false": false][text]
    else {
      findings.fault("\(label) is \(node.noun); write true or false", at: node.place)
      return nil
    }
    return .flag(value)
  }

  private func seed(_ node: SourceNode, _ label: String) -> Checked.Kind? {
    guard case .scalar(let text, isPlain: true) = node.content, let value = UInt64(text),
      NumberGrammar.matches(text)
    else {
      findings.fault(
        "\(label) is \(node.noun); write a whole number from 0 to 18446744073709551615",
        at: node.place)
      return nil
    }
    return .text(String(value))
  }

  // MARK: Lists

  private func interval(
    _ node: SourceNode, _ rule: NumberRule, _ label: String, _ path: String
  ) -> Checked.Kind? {
    guard case .list(let elements) = node.content, elements.count == 2 else {
      var noun = node.noun
      if case .list(let elements) = node.content { noun = "a list of \(elements.count)" }
      findings.fault("\(label) is \(noun); write [low, high]", at: node.place)
      return nil
    }
    let numbers = elements.compactMap { number($0, rule, label) }
    guard numbers.count == 2 else { return nil }
    guard numbers[0] < numbers[1] else {
      let what = numbers[0] == numbers[1] ? "has two equal ends" : "runs from high to low"
      findings.fault("\(label) \(what); write [low, high]", at: node.place)
      return nil
    }
    return .list(
      zip(numbers, elements).map { Checked(kind: .number($0), place: $1.place, path: path) })
  }

  private func list(
    _ node: SourceNode, _ element: Shape, _ minimum: Int, _ label: String, _ path: String
  ) -> Checked.Kind? {
    guard case .list(let elements) = node.content else {
      findings.fault("\(label) is \(node.noun); write a list, [a, b]", at: node.place)
      return nil
    }
    guard elements.count >= minimum else {
      findings.fault(
        elements.isEmpty
          ? "\(label) is an empty list; write \(minimum == 1 ? "one entry" : "\(minimum) entries") or more"
          : "\(label) has \(elements.count) of at least \(minimum) entries; add the rest",
        at: node.place)
      return nil
    }
    return .list(elements.map { check($0, element, label: label, path: path) })
  }

  /// A list of numbers, as written or read from a column of a CSV file.
  private func sample(_ node: SourceNode, _ label: String, _ path: String) -> Checked.Kind? {
    let written = check(node, SharedShape.sample.shape, label: label, path: path)
    guard case .mapping = written.kind else { return written.kind }
    return columns.numbers(written).map { numbers in
      .list(numbers.map { Checked(kind: .number($0), place: node.place, path: path) })
    }
  }

  private func either(
    _ node: SourceNode, _ shapes: [Shape], _ label: String, _ path: String
  ) -> Checked.Kind? {
    if let shape = shapes.first(where: { $0.takes(node) }) {
      if case .word(let words) = shape, shapes.count > 1 {
        return self.word(node, words, label, among: shapes)
      }
      return check(node, shape, label: label, path: path).kind
    }
    findings.fault(
      "\(label) is \(node.noun); write \(shapes.map(\.words).listedWithOr)", at: node.place)
    return nil
  }
}

extension SourceNode {
  /// `tilted(2)`, as the literature writes it, as `{tilted: 2}`.
  fileprivate var withTiltAsMapping: SourceNode {
    guard case .scalar(let text, isPlain: true) = content, text.hasPrefix("tilted") else {
      return self
    }
    let form = text.dropFirst("tilted".count).drop(while: \.isWhitespace)
    guard form.first == "(", form.count > 1, form.last == ")" else { return self }
    let within = form.dropFirst().dropLast()
    guard !within.contains(where: { "()".contains($0) }) else { return self }
    let odds = SourceNode(
      content: .scalar(String(within).trimmedOfSpaces, isPlain: true), place: place)
    return SourceNode(
      content: .mapping([Entry(key: "tilted", keyPlace: place, value: odds)]), place: place)
  }
}

extension String {
  fileprivate var trimmedOfSpaces: String {
    let start = drop(while: \.isWhitespace)
    let end = start.lastIndex { !$0.isWhitespace }.map(start.index(after:)) ?? start.startIndex
    return String(start[..<end])
  }

  fileprivate var trimmed: Substring {
    let start = drop { $0 == " " || $0 == "\t" }
    return start[
      ..<(start.lastIndex { $0 != " " && $0 != "\t" }.map(start.index(after:)) ?? start.startIndex)]
  }
}

extension [String] {
  /// "a", "a or b", "a, b or c".
  var listedWithOr: String {
    guard count > 1, let last else { return joined() }
    return dropLast().joined(separator: ", ") + " or " + last
  }
}
