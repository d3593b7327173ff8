internal import Foundation
internal import Glibc

/// A file written and closed with every step checked.
struct TextFile {
  private let path: String

  init(_ path: String) {
    self.path = path
  }

  /// Replaces the file by a text.
  func write(_ text: String) throws(OutputError) {
    let file = open(path, O_WRONLY | O_CREAT | O_NOFOLLOW | O_CLOEXEC | O_TRUNC, 0o644)
    guard file >= 0 else { throw .cannotCreate(path: path, reason: Self.reason) }
    do throws(OutputError) {
      try append(text, to: file)
    } catch {
      close(file)
      throw error
    }
    guard close(file) == 0 else { throw .cannotWrite(path: path, reason: Self.reason) }
  }

  /// Writes a text to the file, which is open.
  func append(_ text: String, to file: CInt) throws(OutputError) {
    var bytes = Array(text.utf8)[...]
    while !bytes.isEmpty {
      let count = bytes.withUnsafeBytes { Glibc.write(file, $0.baseAddress, $0.count) }
      if count < 0 {
        if errno == EINTR { continue }
        throw .cannotWrite(path: path, reason: Self.reason)
      }
      bytes = bytes.dropFirst(count)
    }
  }

  /// Makes a folder and those above it.
  static func makeFolder(_ path: String) throws(OutputError) {
    do {
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    } catch {
      let cause = (error as NSError).userInfo[NSUnderlyingErrorKey] as? POSIXError
      throw .cannotCreate(path: path, reason: words(of: cause?.code.rawValue ?? errno))
    }
  }

  /// The system's words for the last error; a working folder that was removed is told as such.
  static var reason: String { words(of: errno) }

  private static func words(of error: Int32) -> String {
    guard error == ENOENT, getcwd(nil, 0).map({ free($0) }) == nil, errno == ENOENT else {
      return String(cString: strerror(error))
    }
    return "the working folder no longer exists"
  }
}
