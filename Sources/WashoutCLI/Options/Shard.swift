internal import ArgumentParser

/// One of several parts of a run, each for a machine or a task of its own.
package struct Shard: Equatable, Sendable {
  /// Its number, from 1 to `count`.
  package let number: Int
  /// Number of parts.
  package let count: Int

  /// More parts would have more files than blocks.
  private static let most = 100_000

  /// Reads `I/N`, such as `2/4`; nil for anything else.
  package init?(argument: String) {
    let words = argument.split(separator: "/", omittingEmptySubsequences: false)
    guard words.count == 2, words.allSatisfy({ $0.allSatisfy(\.isNumber) }),
      let number = Int(words[0]), let count = Int(words[1]), (1...Self.most).contains(count),
      (1...count).contains(number)
    else { return nil }
    self.number = number
    self.count = count
  }

  /// Its blocks among the first `blocks`: those whose number mod N is I mod N.
  package func blocks(of blocks: Int) -> [Int] {
    Array(stride(from: number % count, to: blocks, by: count))
  }

  /// The file that keeps its blocks, below an output folder.
  package func path(below root: String, name: String) -> String {
    "\(root)/.shards/\(name).\(number)-of-\(count).sqlite"
  }
}

extension Shard: ExpressibleByArgument {}
