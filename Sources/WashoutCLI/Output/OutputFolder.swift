internal import Foundation
internal import Glibc
package import WashoutReports

/// A folder that holds one report, replaced as a whole as far as a file system allows.
///
/// New files are built beside the old ones and renamed one by one, `summary.json` last; while that goes
/// on there is no `summary.json`, so that a folder left half-written can be known by its absence.
package struct OutputFolder {
  /// The folder.
  package let path: String

  /// A folder, which need not exist yet.
  package init(_ path: String) {
    self.path = path
  }

  /// Replaces what an earlier report left by new files; `summary.json` comes last among them.
  ///
  /// Before the first rename, any failure leaves the old files untouched.
  package func replace(with files: [Report.File]) throws(OutputError) {
    try create()
    let lock = open(path, O_RDONLY | O_DIRECTORY)
    defer { if lock >= 0 { close(lock) } }
    if lock >= 0 { flock(lock, LOCK_EX) }
    for file in files { try refuseFolder(named: file.name) }
    let stale = listedFiles.filter { name in !files.contains { $0.name == name } }
    do throws(OutputError) {
      for file in files { try TextFile(partial(file.name)).write(file.contents) }
      unlink(full(Report.summaryName))
      for name in stale { unlink(full(name)) }
      for file in files { try rename(file.name) }
    } catch {
      for file in files { unlink(partial(file.name)) }
      throw error
    }
  }

  /// Files that the folder's `summary.json` lists; names that lead out of the folder are left out.
  package var listedFiles: [String] {
    guard let data = FileManager.default.contents(atPath: full(Report.summaryName)),
      let document = try? JSONSerialization.jsonObject(with: data) as? [String: Any],
      let names = document["files"] as? [String]
    else { return [] }
    return names.filter { !$0.isEmpty && !$0.contains("/") && !$0.hasPrefix(".") }
  }

  private func full(_ name: String) -> String { path + "/" + name }

  private func partial(_ name: String) -> String { path + "/." + name + ".partial" }

  private func create() throws(OutputError) {
    do {
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    } catch {
      throw .cannotCreate(path: path, reason: TextFile.reason)
    }
  }

  private func refuseFolder(named name: String) throws(OutputError) {
    var isFolder: ObjCBool = false
    let exists = FileManager.default.fileExists(atPath: full(name), isDirectory: &isFolder)
    if exists && isFolder.boolValue {
      throw .cannotCreate(path: full(name), reason: "a folder of that name is in the way")
    }
  }

  private func rename(_ name: String) throws(OutputError) {
    guard Glibc.rename(partial(name), full(name)) == 0 else {
      throw .cannotWrite(path: full(name), reason: TextFile.reason)
    }
  }
}
