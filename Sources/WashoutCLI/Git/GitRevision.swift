internal import Foundation
internal import WashoutScenarios

/// Files beside a scenario file, and below it, as they were at a commit of the repository that holds it.
///
/// A file is called `REF:path`, as git calls it, so that faults name the right one.
struct GitRevision: Sendable {
  /// The commit as the command line named it.
  let reference: String
  private let folder: String
  private let commit: String

  /// A commit of the repository that holds a scenario file.
  ///
  /// - Throws: `GitError` where there is no repository or no such commit.
  init(_ reference: String, holding path: ScenarioPath) throws(GitError) {
    self.reference = reference
    folder = Self.folder(of: path.path)
    guard !reference.isEmpty, !reference.hasPrefix("-") else { throw .badReference(reference) }
    let outcome = try Self.git(
      ["rev-parse", "--verify", "--quiet", reference + "^{commit}"], in: folder)
    switch outcome.status {
    case 0:
      commit = String(decoding: outcome.output, as: UTF8.self)
        .trimmingCharacters(in: .whitespacesAndNewlines)
    case 1: throw .noCommit(reference, file: path.path)
    default: throw .noRepository(file: path.path, reason: Self.firstLine(outcome.errors))
    }
  }

  /// How a file is called at the commit; `nil` where it was not there.
  func name(of path: ScenarioPath) throws(GitError) -> String? {
    let file = path.path.contains("/") ? path.path : "./" + path.path
    return try entry(of: String(path.path.split(separator: "/").last ?? "")) == nil
      ? nil : "\(reference):\(file)"
  }

  /// The files at the commit, by the names that they are called there.
  var files: ScenarioFiles {
    ScenarioFiles { path, largest in
      guard path.hasPrefix(start), let entry = try? entry(of: String(path.dropFirst(start.count)))
      else { return .nothing }
      guard entry.isFile, let size = entry.size else { return .noFile }
      guard size <= largest else { return .tooLarge }
      let outcome = try? Self.git(["cat-file", "blob", entry.object], in: folder)
      guard let outcome, outcome.status == 0 else { return .unreadable }
      return .contents(outcome.output)
    }
  }

  private var start: String { "\(reference):\(folder)/" }

  /// What stands at a path below the folder; nil where nothing does.
  private func entry(of name: String) throws(GitError) -> Entry? {
    let outcome = try Self.git(
      ["--literal-pathspecs", "ls-tree", "-l", "-z", commit, "--", name], in: folder)
    guard outcome.status == 0 else {
      throw .noRepository(file: folder, reason: Self.firstLine(outcome.errors))
    }
    return Entry(String(decoding: outcome.output, as: UTF8.self))
  }

  private static func git(
    _ arguments: [String], in folder: String
  ) throws(GitError) -> GitCommand.Outcome {
    let outcome = try? GitCommand(folder: folder).run(arguments)
    guard let outcome, outcome.status != 127 else { throw .noGit }
    return outcome
  }

  private static func folder(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  private static func firstLine(_ text: String) -> String {
    text.split(separator: "\n").first.map(String.init) ?? "git gives no reason"
  }
}

/// A line of `git ls-tree -l -z`: mode, type, object, size, then the path behind a tab.
private struct Entry {
  var isFile: Bool
  var object: String
  /// Bytes; nil for what has none, such as a folder.
  var size: Int?

  init?(_ line: String) {
    guard let head = line.split(separator: "\t").first else { return nil }
    let words = head.split(separator: " ")
    guard words.count == 4 else { return nil }
    isFile = words[1] == "blob" && words[0].hasPrefix("100")
    object = String(words[2])
    size = Int(words[3])
  }
}
