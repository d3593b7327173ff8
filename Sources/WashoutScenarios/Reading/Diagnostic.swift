internal import Washout

/// One thing that is wrong with a scenario, or worth knowing, with the place where it stands.
public struct Diagnostic: Sendable, Equatable, CustomStringConvertible {
  /// The file as the caller named it; `--set` for an option of the command line.
  public let file: String
  /// Line, from 1; 0 when the whole file is meant.
  public let line: Int
  /// Column, from 1, in Unicode scalars; 0 when the whole file is meant.
  public let column: Int
  /// What is wrong; what to write instead.
  public let message: String
  /// The first 120 columns of the line as written, with a sign in place of each control character; empty when
  /// the whole file is meant.
  public let quotedLine: String
  /// How many columns the carets underline.
  public let caretLength: Int
  /// True for what `--set` gave.
  public let isOfCommandLine: Bool
  let order: Int

  init(_ message: String, at place: Place) {
    file = PrintableText.onOneLine(place.source.name)
    line = place.line
    column = place.column
    self.message = Self.onOneLine(message)
    quotedLine = PrintableText.visible(place.text(of: Self.width))
    caretLength = place.length
    isOfCommandLine = place.source.isCommandLine
    order = place.source.order
  }

  init(_ message: String, inFile file: String) {
    self.file = PrintableText.onOneLine(file)
    line = 0
    column = 0
    self.message = Self.onOneLine(message)
    quotedLine = ""
    caretLength = 0
    isOfCommandLine = false
    order = 0
  }

  /// `file:line:column: message`, the line cut at 120 columns, and a run of carets under the place.
  public var rendered: String {
    guard line > 0 else { return "\(file): \(message)" }
    let head = "\(file):\(line):\(column): \(message)"
    guard !quotedLine.isEmpty else { return head }
    let number = String(repeating: " ", count: max(0, 5 - String(line).count)) + String(line)
    let margin = String(repeating: " ", count: number.count)
    guard column <= Self.width else { return "\(head)\n\(number) | \(quotedLine)" }
    let indent = quotedLine.unicodeScalars.prefix(column - 1).map { $0 == "\t" ? "\t" : " " }
    let carets = max(1, min(caretLength, Self.width - column + 1))
    return "\(head)\n\(number) | \(quotedLine)\n\(margin) | \(indent.joined())"
      + String(repeating: "^", count: carets)
  }

  /// The same as `rendered`.
  public var description: String { rendered }

  private static let width = 120

  /// Nearly all messages are printable ASCII, and stay as they are.
  private static func onOneLine(_ message: String) -> String {
    let message = message.utf8.count > 4 * shownOfAnEnd ? ends(of: message) : message
    return message.utf8.allSatisfy { (0x20...0x7E).contains($0) }
      ? message : PrintableText.onOneLine(message)
  }

  /// How many scalars of each end are shown of a message that holds a value of kilobytes: the value begins in
  /// one, what to write instead stands in the other.
  private static let shownOfAnEnd = 500

  private static func ends(of message: String) -> String {
    let scalars = message.unicodeScalars
    guard scalars.count > 2 * shownOfAnEnd else { return message }
    return String(scalars.prefix(shownOfAnEnd)) + " ... " + String(scalars.suffix(shownOfAnEnd))
  }
}

/// Why a scenario cannot be used: every fault that was found, in the order of the text.
public struct ScenarioFaults: Error, Sendable, Equatable {
  /// What kind of failure it is; the command line turns it into an exit code.
  public enum Kind: Sendable, Equatable {
    /// A file does not exist or cannot be read (66).
    case missingFile
    /// A file says something that cannot be used (65).
    case bad
  }

  /// What kind of failure it is.
  public let kind: Kind
  /// The faults, at least one.
  public let diagnostics: [Diagnostic]

  init(_ kind: Kind = .bad, _ diagnostics: [Diagnostic]) {
    self.kind = kind
    self.diagnostics = diagnostics
  }

  /// Every fault in words, one after the other.
  public var rendered: String { diagnostics.map(\.rendered).joined(separator: "\n") }
}

/// Collects what is found while a scenario is read; a text with very many faults needs not all of them.
final class Findings {
  /// No more faults and no more warnings than this are kept.
  static let most = 200

  private(set) var faults: [Diagnostic] = []
  private(set) var warnings: [Diagnostic] = []
  private var missingFiles = 0

  /// What kind of failure the faults are: a missing file only where nothing else is wrong.
  var kind: ScenarioFaults.Kind { missingFiles == faults.count ? .missingFile : .bad }

  /// Whether further faults are counted out.
  var isFull: Bool { faults.count >= Findings.most }

  func fault(_ message: @autoclosure () -> String, at place: Place) {
    guard !isFull else { return }
    report(ScenarioFaults(.bad, [Diagnostic(message(), at: place)]))
  }

  func report(_ found: ScenarioFaults) {
    for fault in found.diagnostics where !isFull {
      faults.append(fault)
      if found.kind == .missingFile { missingFiles += 1 }
    }
  }

  func warn(_ message: @autoclosure () -> String, at place: Place) {
    if warnings.count < Findings.most { warnings.append(Diagnostic(message(), at: place)) }
  }

  /// Faults in the order of the text; the same fault at the same place once.
  var sortedFaults: [Diagnostic] { Findings.sorted(faults) }

  /// Warnings in the order of the text.
  var sortedWarnings: [Diagnostic] { Findings.sorted(warnings) }

  private static func sorted(_ found: [Diagnostic]) -> [Diagnostic] {
    var unique: [Diagnostic] = []
    for diagnostic in found where !unique.contains(diagnostic) { unique.append(diagnostic) }
    return unique.enumerated().sorted { a, b in
      (a.element.order, a.element.line, a.element.column, a.offset)
        < (b.element.order, b.element.line, b.element.column, b.offset)
    }.map(\.element)
  }
}
