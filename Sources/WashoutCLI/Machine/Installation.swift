internal import Foundation
internal import Washout
internal import WashoutNumerics
internal import WashoutReports
internal import WashoutStore

/// What numbers depend on, with versions.
enum Installation {
  static var parts: [QualificationCalculation.Part] {
    [
      .init("washout", EngineVersion.current),
      .init("GNU Scientific Library", LibraryVersion.gsl),
      .init("SQLite", ResultStore.sqliteVersion),
      .init("C library", cLibrary),
      .init("system", system),
      .init("processor", processor),
    ]
  }

  private static var cLibrary: String {
    var bytes = [CChar](repeating: 0, count: 64)
    let length = confstr(Int32(_CS_GNU_LIBC_VERSION), &bytes, bytes.count)
    guard length > 1 && length <= bytes.count else { return "unknown" }
    return String(
      decoding: bytes.prefix(length - 1).map(UInt8.init(bitPattern:)), as: UTF8.self)
  }

  private static var system: String {
    var names = utsname()
    guard uname(&names) == 0 else { return "unknown" }
    return [text(names.sysname), text(names.release), text(names.machine)].joined(separator: " ")
  }

  private static func text<Field>(_ field: Field) -> String {
    withUnsafeBytes(of: field) { bytes in
      String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
    }
  }

  /// The functions of the C library may differ by a last digit between processors.
  private static var processor: String {
    let lines = (try? String(contentsOfFile: "/proc/cpuinfo", encoding: .utf8)) ?? ""
    let model = lines.split(separator: "\n").first { $0.hasPrefix("model name") }
    return model?.split(separator: ":").last?.trimmingCharacters(in: .whitespaces) ?? "unknown"
  }
}
