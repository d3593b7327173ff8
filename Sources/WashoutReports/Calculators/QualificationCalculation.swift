package import Washout

/// The qualification report: what is installed, and what it computes beside what is published.
package struct QualificationCalculation: Calculation {
  private let qualification: Qualification
  private let installation: [Part]

  /// A part of the installation and its version.
  package struct Part: Sendable, Equatable {
    let name: String
    let version: String

    /// A part.
    package init(_ name: String, _ version: String) {
      self.name = name
      self.version = version
    }
  }

  /// The report of checks that were run on an installation.
  package init(_ qualification: Qualification, installation: [Part]) {
    self.qualification = qualification
    self.installation =
      installation + [Part("engine's digest of 16 trials", qualification.probe)]
  }

  private var failed: Int { qualification.checks.count { !$0.passes } }

  package var json: JSONValue {
    .object([
      .init("passes", .bool(qualification.passes)),
      .init(
        "installation",
        .array(
          installation.map {
            .object([.init("name", .string($0.name)), .init("version", .string($0.version))])
          })),
      .init(
        "checks",
        .array(
          qualification.checks.map {
            .object([
              .init("name", .string($0.name)), .init("source", .string($0.source)),
              .init("expected", .string($0.expected)), .init("found", .string($0.found)),
              .init("passes", .bool($0.passes)),
            ])
          })),
    ])
  }

  package func screen(width: Int) -> String {
    """
    washout: qualification report

    Installation
    \(installationLines)

    Operation: \(Terms.count(qualification.checks.count, "check")), \(failed) failed
    \(operationLines(width: width))

    \(verdict)
    Date: ____________   Name: ______________________   Signature: ______________________

    """
  }

  private var installationLines: String {
    let longest = installation.map(\.name.count).max() ?? 0
    return installation.map { "  \(Paragraph.left($0.name, longest))   \($0.version)" }
      .joined(separator: "\n")
  }

  /// Checks under the source that they share.
  private func operationLines(width: Int) -> String {
    var lines: [String] = []
    var source = ""
    for check in qualification.checks {
      if check.source != source {
        source = check.source
        lines += ["", Paragraph.wrapped(source, width: width, indent: "  ")]
      }
      let found = check.expected == check.found ? "" : ", found \(check.found)"
      lines.append(
        Paragraph.wrapped(
          "\(check.passes ? "ok" : "FAILED") \(check.name): \(check.expected)\(found)",
          width: width, indent: "   "))
    }
    return lines.joined(separator: "\n")
  }

  private var verdict: String {
    qualification.passes
      ? "This installation gives every published number."
      : "THIS INSTALLATION IS NOT FIT FOR USE: \(Terms.count(failed, "check")) failed."
  }
}
