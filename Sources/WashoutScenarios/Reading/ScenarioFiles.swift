public import Foundation

/// Where scenario files, and the files that they name, are read from: the disk, or what somebody else keeps.
public struct ScenarioFiles: Sendable {
  private let look: @Sendable (_ path: String, _ largest: Int) -> Found

  /// What is found at a path.
  public enum Found: Sendable, Equatable {
    /// A file with these bytes.
    case contents(Data)
    /// Nothing.
    case nothing
    /// Something else than a file, such as a folder.
    case noFile
    /// A file of more bytes than are read.
    case tooLarge
    /// A file that cannot be read.
    case unreadable
  }

  /// Files looked up by a function of a path and of the most bytes that are wanted.
  public init(_ look: @escaping @Sendable (_ path: String, _ largest: Int) -> Found) {
    self.look = look
  }

  /// The files of the disk.
  public static let disk = ScenarioFiles { path, largest in
    let attributes = try? FileManager.default.attributesOfItem(atPath: NearbyFile.canonical(path))
    guard let attributes else { return .nothing }
    guard attributes[.type] as? FileAttributeType == .typeRegular else { return .noFile }
    guard let size = attributes[.size] as? Int, size <= largest else { return .tooLarge }
    return FileManager.default.contents(atPath: path).map(Found.contents) ?? .unreadable
  }

  /// What is at a path.
  func found(at path: String, atMost largest: Int) -> Found { look(path, largest) }
}
