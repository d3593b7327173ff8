internal import ArgumentParser
internal import Foundation
internal import Glibc

/// A folder for tables of real patients, which must not end in git.
package enum DataFolder {
  /// Refuses a folder in `output/`, where results of scenarios are committed, and every folder in a git
  /// work tree, also behind links and not yet made.
  ///
  /// A folder called `output` is one of results where it stands in the current folder, beside `scenarios`
  /// or at the root of a work tree. Ignore rules are not asked: they can change after the files are there.
  package static func check(_ path: String) throws {
    if path.isEmpty { throw ValidationError("--output takes the name of a folder.") }
    let folders = foldersAbove(canonical(path))
    let results = [canonical("output")]
    if let refused = folders.first(where: { results.contains($0) || holdsResults($0) }) {
      throw refusal("\(path) lies in \(refused), whose contents are committed")
    }
    if let tree = folders.first(where: { exists($0, ".git") }) {
      throw refusal("\(path) lies in the git work tree \(tree)")
    }
  }

  private static func refusal(_ reason: String) -> ValidationError {
    ValidationError(
      "\(reason); real patients must not end in git. Name a folder outside of it.")
  }

  private static func holdsResults(_ folder: String) -> Bool {
    guard (folder as NSString).lastPathComponent == "output" else { return false }
    let parent = (folder as NSString).deletingLastPathComponent
    return exists(parent, "scenarios") || exists(parent, ".git")
  }

  private static func exists(_ folder: String, _ name: String) -> Bool {
    FileManager.default.fileExists(atPath: (folder as NSString).appendingPathComponent(name))
  }

  /// A folder and all above it, itself first.
  private static func foldersAbove(_ folder: String) -> [String] {
    var folders = [folder]
    while let last = folders.last, last != "/", !last.isEmpty {
      folders.append((last as NSString).deletingLastPathComponent)
    }
    return folders
  }

  /// A path from the root without links and detours, as the system follows it, also where only its first
  /// folders exist.
  private static func canonical(_ path: String) -> String {
    let start = path.hasPrefix("/") ? "/" : FileManager.default.currentDirectoryPath
    return path.split(separator: "/").reduce(resolved(start)) { folder, name in
      switch name {
      case ".": folder
      case "..": (folder as NSString).deletingLastPathComponent
      default: resolved((folder as NSString).appendingPathComponent(String(name)))
      }
    }
  }

  private static func resolved(_ path: String) -> String {
    guard let found = realpath(path, nil) else { return path }
    defer { free(found) }
    return String(cString: found)
  }
}
