internal import Foundation
internal import Glibc

/// A file that gets its real name only when all of it is written.
struct PartialFile {
  private let path: String

  init(_ path: String) {
    self.path = path
  }

  /// Writes and closes the file, checking each step.
  func write(_ text: String) throws(OutputError) {
    let file = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0o644)
    guard file >= 0 else { throw .cannotCreate(path: path, reason: Self.reason) }
    var bytes = Array(text.utf8)[...]
    while !bytes.isEmpty {
      let count = bytes.withUnsafeBytes { Glibc.write(file, $0.baseAddress, $0.count) }
      if count < 0 {
        if errno == EINTR { continue }
        let reason = Self.reason
        close(file)
        throw .cannotWrite(path: path, reason: reason)
      }
      bytes = bytes.dropFirst(count)
    }
    guard close(file) == 0 else { throw .cannotWrite(path: path, reason: Self.reason) }
  }

  /// The system's words for the last error.
  static var reason: String { String(cString: strerror(errno)) }
}
