internal import Foundation
internal import Glibc
package import WashoutReports

/// A folder that holds one report, which appears whole or not at all.
///
/// New files are built beside the old ones. Then `summary.json` is taken away, stale files go, the others are
/// renamed one by one, and the new `summary.json` comes last: while that goes on there is none. What it
/// would list stands in `.half-written.json` meanwhile, so that a folder left behind by a process that was
/// killed is known, and the next report leaves nothing of it.
package struct OutputFolder {
  /// The folder.
  package let path: String
  /// The file that lists the others and is written last.
  private let list: String

  /// Lists every file of the old and the new report while the one takes the other's place.
  private static let markerName = ".half-written.json"

  /// A folder, which need not exist yet.
  package init(_ path: String, listedIn list: String = Report.summaryName) {
    self.path = path
    self.list = list
  }

  /// Refuses to take the place of a file that its list does not name, which somebody else put there.
  func refuseOthers(than files: [Report.File]) throws(OutputError) {
    let ours = listedFiles + listed(in: Self.markerName)
    for file in files where !ours.contains(file.name) && ScenarioPath.fileExists(full(file.name)) {
      throw .cannotCreate(
        path: full(file.name),
        reason: "a file of that name is there which was not written by this command; "
          + "name another folder with --output")
    }
  }

  /// What a reader finds.
  package enum Contents: Equatable {
    /// No report.
    case nothing
    /// Parts of one, or of two: a process was stopped while it wrote.
    case halfWritten
    /// A report: those of the files asked for that are there, by name.
    case whole([String: String])
  }

  /// Files of the report; a process that is writing one is waited for.
  ///
  /// Where they are there without `summary.json`, the folder is as good as half-written.
  package func contents(of names: [String]) -> Contents {
    let lock = locked(LOCK_SH)
    defer { unlock(lock) }
    guard exists(list) else {
      return ([Self.markerName] + names).contains(where: exists) ? .halfWritten : .nothing
    }
    return .whole(
      names.reduce(into: [:]) { files, name in
        files[name] = try? String(contentsOfFile: full(name), encoding: .utf8)
      })
  }

  /// Replaces what an earlier report left by new files; `summary.json` comes last among them.
  ///
  /// Before the first rename, any failure leaves the old files untouched.
  package func replace(with files: [Report.File]) throws(OutputError) {
    try TextFile.makeFolder(path)
    let lock = locked(LOCK_EX)
    defer { unlock(lock) }
    for file in files { try refuseFolder(named: file.name) }
    let new = files.map(\.name)
    let known = listed(in: list) + listed(in: Self.markerName) + new
    let wasHalfWritten = exists(Self.markerName) && !exists(list)
    do throws(OutputError) {
      try mark(known)
      for file in files { try TextFile(partial(file.name)).write(file.contents) }
    } catch {
      for name in new + [Self.markerName] { unlink(partial(name)) }
      if !wasHalfWritten { unlink(full(Self.markerName)) }
      throw error
    }
    unlink(full(list))
    for name in known where !new.contains(name) {
      unlink(full(name))
      unlink(partial(name))
    }
    for name in new { try rename(partial(name), to: name) }
    unlink(full(Self.markerName))
  }

  /// Puts files beside whatever is there, each whole or not at all; files of the same names are replaced.
  package func put(_ files: [Report.File]) throws(OutputError) {
    try TextFile.makeFolder(path)
    let lock = locked(LOCK_EX)
    defer { unlock(lock) }
    for file in files { try refuseFolder(named: file.name) }
    do throws(OutputError) {
      for file in files { try TextFile(partial(file.name)).write(file.contents) }
    } catch {
      for file in files { unlink(partial(file.name)) }
      throw error
    }
    for file in files { try rename(partial(file.name), to: file.name) }
  }

  /// Files that the folder's list names; names that lead out of the folder are left out.
  package var listedFiles: [String] { listed(in: list) }

  private func listed(in name: String) -> [String] {
    guard let data = FileManager.default.contents(atPath: full(name)),
      let document = try? JSONSerialization.jsonObject(with: data) as? [String: Any],
      let names = document["files"] as? [String]
    else { return [] }
    return names.filter { !$0.isEmpty && !$0.contains("/") && !$0.hasPrefix(".") }
  }

  /// Writes the list of all files, itself whole or not at all.
  private func mark(_ names: [String]) throws(OutputError) {
    let marker = (try? JSONSerialization.data(withJSONObject: ["files": names])) ?? Data()
    try TextFile(partial(Self.markerName)).write(String(decoding: marker, as: UTF8.self) + "\n")
    try rename(partial(Self.markerName), to: Self.markerName)
  }

  private func full(_ name: String) -> String { path + "/" + name }

  private func partial(_ name: String) -> String { path + "/." + name + ".partial" }

  private func exists(_ name: String) -> Bool {
    FileManager.default.fileExists(atPath: full(name))
  }

  /// The lock of the folder; negative where there is no folder.
  private func locked(_ kind: Int32) -> Int32 {
    let lock = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    if lock >= 0 { flock(lock, kind) }
    return lock
  }

  private func unlock(_ lock: Int32) {
    if lock >= 0 { close(lock) }
  }

  private func refuseFolder(named name: String) throws(OutputError) {
    var isFolder: ObjCBool = false
    let exists = FileManager.default.fileExists(atPath: full(name), isDirectory: &isFolder)
    if exists && isFolder.boolValue {
      throw .cannotCreate(path: full(name), reason: "a folder of that name is in the way")
    }
  }

  private func rename(_ file: String, to name: String) throws(OutputError) {
    guard Glibc.rename(file, full(name)) == 0 else {
      throw .cannotWrite(path: full(name), reason: TextFile.reason)
    }
  }
}
