internal import Foundation
internal import WashoutNumerics

/// Raw words of interleaved streams on standard output, without end, for a battery of tests to read.
@main
enum RandomWords {
  static func main() {
    guard CommandLine.arguments.count == 2, let layout = Layout(rawValue: CommandLine.arguments[1])
    else {
      let names = Layout.allCases.map(\.rawValue).joined(separator: " | ")
      FileHandle.standardError.write(Data("usage: RandomWords \(names)\n".utf8))
      exit(64)
    }
    let neighbours = layout.neighbours
    var words: [UInt64] = []
    words.reserveCapacity(4 * neighbours.count)
    for turn in UInt64(0)... {
      words.removeAll(keepingCapacity: true)
      for neighbour in neighbours { neighbour.append(turn, to: &words) }
      if !words.withUnsafeBytes({ isWritten($0[...]) }) { exit(74) }
    }
  }

  private static func isWritten(_ bytes: Slice<UnsafeRawBufferPointer>) -> Bool {
    var rest = bytes
    while !rest.isEmpty {
      let buffer = UnsafeRawBufferPointer(rebasing: rest)
      let count = write(STDOUT_FILENO, buffer.baseAddress, buffer.count)
      guard count > 0 else { return false }
      rest = rest.dropFirst(count)
    }
    return true
  }
}

/// Which neighbours are interleaved: a turn gives one block (256 bits) of each, then all go on.
private enum Layout: String, CaseIterable {
  /// Subjects of one trial.
  case subjects
  /// Trials: the first subject of each.
  case replicates
  /// Purposes of one subject, numbered and named.
  case streams
  /// The same subject under neighbouring seeds.
  case seeds
  /// A wrong layout, which a battery has to find out: subject and stream added up in one counter word.
  case shared

  static let seed: UInt64 = 7_381_465
  static let count: UInt64 = 256

  var neighbours: [Neighbour] {
    let first = Generator(seed: Self.seed)
    return (0..<Self.count).map { number in
      var neighbour = Neighbour(generator: first)
      switch self {
      case .subjects: neighbour.key.subject = number
      case .replicates: neighbour.key.replicate = number
      case .streams where number % 2 == 0: neighbour.stream = Stream(rawValue: number / 2)
      case .streams: neighbour.stream = Stream(named: "covariate:\(number)")
      case .seeds: neighbour.generator = Generator(seed: Self.seed + number)
      case .shared: neighbour.stream = Stream(rawValue: number / 16 + number % 16)
      }
      return neighbour
    }
  }
}

/// One of the interleaved streams.
private struct Neighbour {
  var generator: Generator
  var key = SubjectKey(replicate: 0, subject: 0)
  var stream = Stream(rawValue: 1)

  func append(_ turn: UInt64, to words: inout [UInt64]) {
    generator.random.rewind(key, stream, place: turn)
    for _ in 0..<4 { words.append(generator.random.word()) }
  }
}

/// A source, which cannot be copied, shared by neighbours.
private final class Generator {
  let random: RandomSource

  init(seed: UInt64) { random = RandomSource(seed: seed) }
}
