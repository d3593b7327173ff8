import Foundation
import WashoutScenarios

/// The files of `Tests/Bad/good`, read once: what the bad scenarios extend, and the tables that they name.
enum GoodFiles {
  private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("Bad/good")

  private static let contents: [String: Data] = {
    guard let names = try? FileManager.default.contentsOfDirectory(atPath: folder.path) else {
      fatalError("there is no \(folder.path)")
    }
    var contents: [String: Data] = [:]
    for name in names {
      contents[name] = try? Data(contentsOf: folder.appendingPathComponent(name))
    }
    return contents
  }()

  /// The files, as a scenario beside the folder finds them.
  static let files = ScenarioFiles { path, largest in
    guard path.hasPrefix("good/"), let data = contents[String(path.dropFirst("good/".count))]
    else { return .nothing }
    return data.count <= largest ? .contents(data) : .tooLarge
  }

  /// The text of a file.
  static func text(of name: String) -> String {
    guard let data = contents[name], let text = String(validating: data, as: UTF8.self) else {
      fatalError("there is no \(name) in \(folder.path)")
    }
    return text
  }
}
