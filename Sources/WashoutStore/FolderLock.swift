internal import Foundation
internal import Glibc

/// Keeps other processes from making the same store at the same moment.
///
/// Where a file system has no such locks, SQLite's own are left.
struct FolderLock {
  private let descriptor: Int32

  /// Waits for the lock of the folder that a file lies in.
  init(of path: String) {
    let folder = (path as NSString).deletingLastPathComponent
    descriptor = open(folder.isEmpty ? "." : folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    if descriptor >= 0 { flock(descriptor, LOCK_EX) }
  }

  /// Gives the lock back.
  func release() {
    if descriptor >= 0 { close(descriptor) }
  }
}
