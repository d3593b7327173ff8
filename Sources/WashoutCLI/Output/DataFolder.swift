internal import ArgumentParser
internal import Foundation

/// A folder for tables of real patients, which must not end in git.
package enum DataFolder {
  /// Refuses a folder in `output/`, where results of scenarios are committed, also behind links.
  package static func check(_ path: String, output: String = "output") throws {
    if path.isEmpty { throw ValidationError("--output takes the name of a folder.") }
    let (folder, refused) = (canonical(path), canonical(output))
    guard folder == refused || folder.hasPrefix(refused + "/") else { return }
    throw ValidationError(
      "\(path) lies in \(output)/, which is committed; real patients must not end in git. Name "
        + "another folder.")
  }

  /// A path without links and detours, also where only its first folders exist.
  private static func canonical(_ path: String) -> String {
    var url = URL(fileURLWithPath: path).standardizedFileURL
    var missing: [String] = []
    while !FileManager.default.fileExists(atPath: url.path), url.pathComponents.count > 1 {
      missing.insert(url.lastPathComponent, at: 0)
      url.deleteLastPathComponent()
    }
    let existing = url.resolvingSymlinksInPath().standardizedFileURL.path
    return ([existing == "/" ? "" : existing] + missing).joined(separator: "/")
  }
}
