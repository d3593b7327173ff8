internal import ArgumentParser
internal import Foundation
internal import Washout

/// A scenario as the command line names it: a path, or the bare name of one in `scenarios/`.
package struct ScenarioPath: Equatable, Sendable {
  /// Where the file is.
  package let path: String
  /// The file's stem, which names the output folder.
  package let name: String

  /// Reads an argument; `exists` says whether there is a file.
  package init(_ argument: String, exists: (String) -> Bool = Self.fileExists) {
    let shipped = "scenarios/\(argument).yaml"
    let isPath = argument.contains("/") || argument.hasSuffix(".yaml") || argument.hasSuffix(".yml")
    path = isPath || (exists(argument) && !exists(shipped)) ? argument : shipped
    let file = path.split(separator: "/").last.map(String.init) ?? path
    name = Self.stem(of: file)
  }

  /// What names the scenario on a command line, the same wherever the file was named: a bare name for
  /// one in `scenarios/`, a path for any other.
  package var argument: String {
    ScenarioPath(name).path == path ? name : path
  }

  /// Reads arguments whose names become output folders.
  ///
  /// Refused are two with one name, names that lead out of the output folder or hide in it, the name of the
  /// scratch folder, and names that no folder can have on every system.
  package static func all(_ arguments: [String]) throws -> [ScenarioPath] {
    let paths = arguments.map { ScenarioPath($0) }
    for path in paths where !canName(path.name) {
      throw ValidationError(
        PrintableText.onOneLine(
          "'\(path.name)' cannot name an output folder; rename \(path.path)."))
    }
    for (i, later) in paths.enumerated() {
      for earlier in paths[..<i] where earlier.name.lowercased() == later.name.lowercased() {
        throw ValidationError(
          "\(earlier.path) and \(later.path) would both write the folder '\(later.name)'; "
            + "rename one of them or run them one after the other with different --output folders.")
      }
    }
    return paths
  }

  /// Whether a folder of results can have a name, in the git work trees of others too.
  private static func canName(_ name: String) -> Bool {
    let device = /(?i)(con|prn|aux|nul|com[0-9]|lpt[0-9])(\..*)?/
    let isRead = name.unicodeScalars.allSatisfy {
      !$0.properties.isNoncharacterCodePoint && !PrintableText.acts($0)
        && !PrintableText.isLineBreak($0) && !"\t\\:*?\"<>|".unicodeScalars.contains($0)
    }
    return isRead && !name.isEmpty && !name.hasPrefix(".") && !name.hasSuffix(".")
      && !name.hasSuffix(" ") && name.lowercased() != "_scratch" && name.utf8.count <= 200
      && name.wholeMatch(of: device) == nil
  }

  /// Whether a file or folder is there.
  package static func fileExists(_ path: String) -> Bool {
    FileManager.default.fileExists(atPath: path)
  }

  private static func stem(of file: String) -> String {
    for ending in [".yaml", ".yml"] where file.hasSuffix(ending) && file.count > ending.count {
      return String(file.dropLast(ending.count))
    }
    return file
  }
}
