internal import Foundation
internal import Glibc

/// A file that is built beside its place and renamed when it is whole, so that nobody reads half of it.
struct PartialFile {
  /// Where it is to stand.
  let path: String

  init(_ path: String) {
    self.path = path
  }

  /// Writes a text that stands in its place whole or not at all, and refuses to take a file's place where it
  /// must be new.
  ///
  /// What is there and no file, as a pipe or a device, is written to.
  static func write(
    _ text: String, to path: String, mustBeNew: Bool = false
  ) throws(OutputError) {
    if !mustBeNew && isOther(path) { return try TextFile(path).write(text) }
    let file = PartialFile(path)
    do throws(OutputError) {
      try TextFile(file.partialPath).write(text)
      try mustBeNew ? file.finishAsNew() : file.finish()
    } catch {
      file.discard()
      throw error.of(path)
    }
  }

  /// Whether something other than a file is there.
  private static func isOther(_ path: String) -> Bool {
    var found = stat()
    return lstat(path, &found) == 0 && found.st_mode & S_IFMT != S_IFREG
  }

  /// Where it is built.
  var partialPath: String {
    let place = path as NSString
    return (place.deletingLastPathComponent as NSString)
      .appendingPathComponent("." + place.lastPathComponent + ".partial")
  }

  /// Puts it into its place.
  func finish() throws(OutputError) {
    guard Glibc.rename(partialPath, path) == 0 else {
      throw .cannotWrite(path: path, reason: TextFile.reason)
    }
  }

  /// Puts it into its place, where nothing may stand.
  ///
  /// A link never takes the place of a file; a file system that has no links is asked before the rename.
  private func finishAsNew() throws(OutputError) {
    if link(partialPath, path) == 0 { return discard() }
    let reason = errno
    if reason == EEXIST || ScenarioPath.fileExists(path) {
      throw .cannotCreate(path: path, reason: String(cString: strerror(EEXIST)))
    }
    try finish()
  }

  /// Forgets what was built.
  func discard() { unlink(partialPath) }
}
