internal import Foundation
internal import Glibc

/// A file that is built beside its place and renamed when it is whole, so that nobody reads half of it.
struct PartialFile {
  /// Where it is to stand.
  let path: String

  init(_ path: String) {
    self.path = path
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

  /// Forgets what was built.
  func discard() { unlink(partialPath) }
}
