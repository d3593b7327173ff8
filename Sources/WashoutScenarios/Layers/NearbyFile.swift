internal import Foundation

/// A file that another file names: beside it or below it, of limited size.
struct NearbyFile {
  /// The path from where the caller stands.
  let path: String
  /// The largest file that is read.
  static let largest = 1 << 20

  /// The file that `relative` means in `file`; it stood at `place` under `key`.
  init(_ relative: String, in file: String, key: String, at place: Place)
    throws(ScenarioFaults)
  {
    let isAbsolute = relative.hasPrefix("/") || relative.hasPrefix("~")
    guard !isAbsolute, !relative.split(separator: "/").contains("..") else {
      throw Frame.fault(
        "\(key) reaches outside the folder of this file; name a file beside it or below it",
        at: place)
    }
    let folder = file.lastIndex(of: "/").map { String(file[...$0]) } ?? ""
    path = folder + relative
    let inside = NearbyFile.canonical(folder.isEmpty ? "." : folder) + "/"
    guard NearbyFile.canonical(path).hasPrefix(inside) else {
      throw Frame.fault(
        "\(key) reaches outside the folder of this file by a link; copy the file here", at: place)
    }
  }

  /// A path without links and detours, to tell whether two are the same.
  static func canonical(_ path: String) -> String {
    URL(fileURLWithPath: path).resolvingSymlinksInPath().standardizedFileURL.path
  }

  /// The text of a file of limited size; `place` is what asked for it, nil for the command line.
  static func text(
    at path: String, from place: Place?, in files: ScenarioFiles = .disk,
    atMost largest: Int = largest, tooLarge: String
  ) throws(ScenarioFaults) -> String {
    func failure(_ kind: ScenarioFaults.Kind, _ message: String) -> ScenarioFaults {
      if let place { return ScenarioFaults(kind, [Diagnostic(message, at: place)]) }
      return ScenarioFaults(kind, [Diagnostic(message, inFile: path)])
    }
    let data: Data
    switch files.found(at: path, atMost: largest) {
    case .contents(let contents): data = contents
    case .nothing: throw failure(.missingFile, "no such file: \(path)")
    case .noFile: throw failure(.bad, "not a file: \(path)")
    case .tooLarge: throw failure(.bad, tooLarge)
    case .unreadable: throw failure(.missingFile, "cannot be read: \(path)")
    }
    guard var text = String(validating: data, as: UTF8.self) else {
      throw failure(.bad, "not UTF-8 text: \(path); save it as UTF-8")
    }
    if text.unicodeScalars.first == "\u{FEFF}" { text.unicodeScalars.removeFirst() }
    return text
  }
}
