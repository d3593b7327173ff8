internal import Washout

/// The `--vary path=a,b,c` options: each a path and its values, several crossed with one another.
struct VariedPaths {
  private let source: SourceFile
  private let root: Checked
  private let findings: Findings
  private let checker: Checker

  init(_ options: [String], in root: Checked, _ written: WrittenScenario, _ findings: Findings) {
    source = SourceFile(
      name: "--vary", text: options.map(\.onOneLine).joined(separator: "\n"),
      isCommandLine: true, order: 1_000_001)
    self.root = root
    self.findings = findings
    checker = Checker(
      findings: findings,
      columns: CSVColumns(findings, scenarioFile: written.file, from: written.files))
  }

  private struct Axis {
    var path: String
    var values: [String]
    var place: Place
  }

  /// A cell for every combination; what cannot be read is reported.
  var requests: [WhatIfRequest] {
    let axes = source.lines.indices.compactMap(axis)
    checkTwice(axes)
    guard findings.faults.isEmpty, let first = axes.first else { return [] }
    let cells = axes.reduce(1) { min($0, WhatIfRequests.most) * $1.values.count }
    guard cells <= WhatIfRequests.most else {
      findings.fault(
        "more than \(NumberGrammar.shortest(Double(WhatIfRequests.most))) combinations; vary fewer "
          + "values", at: first.place)
      return []
    }
    return WhatIfRequests.crossed(axes.map { ($0.path, $0.values) }).map {
      WhatIfRequest(kind: .vary, settings: $0, place: first.place)
    }
  }

  private func axis(_ line: Int) -> Axis? {
    let option = source.lines[line]
    let whole = place(line, 0, option.count)
    guard let equals = option.firstIndex(of: "="), equals > 0 else {
      findings.fault("write --vary path=a,b,c", at: whole)
      return nil
    }
    let path = String(String.UnicodeScalarView(option[..<equals]))
    guard let shape = Schema.shape(at: path, in: root) else {
      findings.fault(
        "there is no value at `\(path)`\(root.nearestPath(to: path))", at: place(line, 0, equals))
      return nil
    }
    let written = Self.values(option[(equals + 1)...])
    let values = written.map { $0.trimmingPrefix(while: \.isWhitespace).asValue }
    guard !values.contains("") else {
      findings.fault("`\(path)` is given no value; write --vary \(path)=a,b,c", at: whole)
      return nil
    }
    for (i, value) in values.enumerated() where values[..<i].contains(value) {
      findings.fault("`\(path)` is given \(value) twice; leave one out", at: whole)
      return nil
    }
    check(written, shape, path, line, from: equals + 1)
    return Axis(path: path, values: values, place: whole)
  }

  /// Each value alone; what they are together is seen when a scenario is made of them.
  private func check(
    _ values: [String], _ shape: Shape, _ path: String, _ line: Int, from first: Int
  ) {
    var column = first
    for value in values {
      let length = value.unicodeScalars.count
      let place = place(line, column, length)
      var reader = YAMLReader()
      do {
        let node = try reader.read(value, from: source, line: line + 1, column: column + 1)
        let scalar = SourceNode(content: .scalar(value, isPlain: true), place: place)
        checker.checkVaried(node ?? scalar, shape, path: path)
      } catch {
        findings.report(error)
      }
      column += length + 1
    }
  }

  /// Cut at commas that no bracket holds together.
  private static func values(_ scalars: ArraySlice<Unicode.Scalar>) -> [String] {
    var values = [String.UnicodeScalarView()]
    var depth = 0
    for scalar in scalars {
      if scalar == "[" || scalar == "{" { depth += 1 }
      if scalar == "]" || scalar == "}" { depth -= 1 }
      if scalar == "," && depth <= 0 {
        values.append(String.UnicodeScalarView())
      } else {
        values[values.count - 1].append(scalar)
      }
    }
    return values.map(String.init)
  }

  private func checkTwice(_ axes: [Axis]) {
    for (i, axis) in axes.enumerated() where axes[..<i].contains(where: { $0.path == axis.path }) {
      findings.fault(
        "`\(axis.path)` is varied twice; put its values into one --vary", at: axis.place)
    }
  }

  private func place(_ line: Int, _ column: Int, _ length: Int) -> Place {
    Place(source: source, line: line + 1, column: column + 1, length: max(1, length))
  }
}
