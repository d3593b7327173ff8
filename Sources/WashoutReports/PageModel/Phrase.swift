/// A line of text with its emphasis, written as a string literal:
/// `"\(strong: "It can") rule out \(rate)"`.
///
/// Everything in it is text and nothing is markup, so that no scenario can act on a page; only the
/// renderers know how Markdown and HTML write it.
package struct Phrase: Sendable, Equatable {
  /// A run of text.
  package enum Run: Sendable, Equatable {
    /// Words as they are, whatever characters they have.
    case text(String)
    /// What carries the sentence.
    case strong(Phrase)
    /// What stands apart from the sentence.
    case emphasis(Phrase)
    /// A path, a command or the name of a file.
    case code(String)
    /// Words that lead to a file, by its name relative to the page.
    case link(String, file: String)
  }

  /// The runs of text in order.
  package private(set) var runs: [Run]

  /// A phrase of runs.
  package init(_ runs: [Run]) {
    self.runs = runs
  }

  /// A phrase without emphasis.
  package init(_ text: String) {
    runs = text.isEmpty ? [] : [.text(text)]
  }

  /// Nothing at all.
  package static let empty = Phrase([])

  /// Whether there is nothing to read.
  package var isEmpty: Bool { runs.isEmpty }

  /// The words alone.
  package var plain: String {
    runs.map { run in
      switch run {
      case .text(let text), .code(let text), .link(let text, _): text
      case .strong(let phrase), .emphasis(let phrase): phrase.plain
      }
    }.joined()
  }

  /// One phrase behind the other; texts that meet become one.
  package static func + (first: Phrase, second: Phrase) -> Phrase {
    var sum = first
    for run in second.runs { sum.append(run) }
    return sum
  }

  /// Adds a phrase behind this one.
  package static func += (first: inout Phrase, second: Phrase) {
    first = first + second
  }

  private mutating func append(_ run: Run) {
    if case .text(let last) = runs.last, case .text(let next) = run {
      runs[runs.count - 1] = .text(last + next)
    } else if run != .text("") {
      runs.append(run)
    }
  }
}

extension Phrase {
  /// A file's relative name as a link takes it: what is no letter, digit or one of `-._~/` is written by its
  /// bytes, so that no name becomes the address of something else.
  static func address(of file: String) -> String {
    file.utf8.map { byte in
      let isPlain = plain.contains(byte)
      let hex = String(byte, radix: 16, uppercase: true)
      return isPlain ? String(UnicodeScalar(byte)) : "%" + (byte < 16 ? "0" : "") + hex
    }.joined()
  }

  private static let plain = Set(
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~/".utf8)
}

extension Sequence<String> {
  /// Texts as phrases without emphasis.
  package var phrases: [Phrase] { map { Phrase($0) } }
}

extension [Phrase] {
  /// Phrases with a separator between them.
  package func joined(separator: String) -> Phrase {
    guard let first else { return .empty }
    return dropFirst().reduce(first) { $0 + Phrase(separator) + $1 }
  }

  /// Phrases as a sentence lists them: `a`, `a and b`, `a, b and c`.
  package var listed: Phrase {
    guard let last, count > 1 else { return first ?? .empty }
    return Array(dropLast()).joined(separator: ", ") + Phrase(" and ") + last
  }
}

extension Phrase: ExpressibleByStringInterpolation {
  package init(stringLiteral text: String) {
    self.init(text)
  }

  package init(stringInterpolation: Interpolation) {
    self = stringInterpolation.phrase
  }

  /// What a literal is put together from.
  package struct Interpolation: StringInterpolationProtocol {
    fileprivate var phrase = Phrase.empty

    package init(literalCapacity: Int, interpolationCount: Int) {}

    package mutating func appendLiteral(_ text: String) {
      phrase.append(.text(text))
    }

    package mutating func appendInterpolation(_ text: some StringProtocol) {
      phrase.append(.text(String(text)))
    }

    package mutating func appendInterpolation(_ number: some BinaryInteger) {
      phrase.append(.text(String(number)))
    }

    package mutating func appendInterpolation(_ other: Phrase) {
      phrase += other
    }

    package mutating func appendInterpolation(strong text: String) {
      phrase.append(.strong(Phrase(text)))
    }

    package mutating func appendInterpolation(strong words: Phrase) {
      phrase.append(.strong(words))
    }

    package mutating func appendInterpolation(emphasis text: String) {
      phrase.append(.emphasis(Phrase(text)))
    }

    package mutating func appendInterpolation(code text: String) {
      phrase.append(.code(text))
    }
  }

  package typealias StringInterpolation = Interpolation
}
