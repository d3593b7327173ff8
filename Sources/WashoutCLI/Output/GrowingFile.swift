internal import Foundation
internal import Glibc

/// A file that is written piece by piece and takes its name when it is whole.
///
/// Until then it stands beside it, hidden; whatever was there under the name stays.
struct GrowingFile: ~Copyable {
  private let path: String
  private let partial: String
  private let file: CInt

  /// Begins a file with its first line.
  ///
  /// - Throws: `OutputError.cannotCreate` also where a file of the name begins with another line: somebody
  ///   else's.
  static func begun(_ path: String, header: String) throws(OutputError) -> GrowingFile {
    try refuseOther(than: header, at: path)
    let folder = (path as NSString).deletingLastPathComponent
    try TextFile.makeFolder(folder)
    let partial = folder + "/." + (path as NSString).lastPathComponent + ".partial"
    let file = open(partial, O_WRONLY | O_CREAT | O_NOFOLLOW | O_CLOEXEC | O_TRUNC, 0o644)
    guard file >= 0 else { throw .cannotCreate(path: partial, reason: TextFile.reason) }
    let begun = GrowingFile(path, partial, file)
    try begun.append(header)
    return begun
  }

  private init(_ path: String, _ partial: String, _ file: CInt) {
    self.path = path
    self.partial = partial
    self.file = file
  }

  /// Adds a text.
  func append(_ text: String) throws(OutputError) { try TextFile(path).append(text, to: file) }

  /// Gives the file its name.
  consuming func finish() throws(OutputError) {
    guard fsync(file) == 0, rename(partial, path) == 0 else {
      throw .cannotWrite(path: path, reason: TextFile.reason)
    }
  }

  deinit {
    close(file)
    unlink(partial)
  }

  private static func refuseOther(than header: String, at path: String) throws(OutputError) {
    guard ScenarioPath.fileExists(path) else { return }
    let start = FileHandle(forReadingAtPath: path)?.readData(ofLength: header.utf8.count)
    guard start != Data(header.utf8) else { return }
    throw .cannotCreate(
      path: path,
      reason: "a file of that name is there which was not written by this command; "
        + "name another folder with --output")
  }
}
