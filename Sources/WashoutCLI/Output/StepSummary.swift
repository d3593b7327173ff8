internal import Foundation
internal import Glibc

/// The page that GitHub Actions shows of a step.
enum StepSummary {
  /// Adds a text to the file that `$GITHUB_STEP_SUMMARY` names; does nothing where it is not set.
  static func append(_ text: String) throws(OutputError) {
    guard let path = ProcessInfo.processInfo.environment["GITHUB_STEP_SUMMARY"], !path.isEmpty
    else { return }
    guard let file = fopen(path, "a") else {
      throw .cannotCreate(path: path, reason: TextFile.reason)
    }
    let isWritten = fputs(text, file) >= 0
    guard fclose(file) == 0, isWritten else {
      throw .cannotWrite(path: path, reason: TextFile.reason)
    }
  }
}
