import Foundation

/// What the fuzzer's bytes are read as, which `WASHOUT_FUZZ` names: libFuzzer has no arguments of its own to give.
private let target = Target(rawValue: ProcessInfo.processInfo.environment["WASHOUT_FUZZ"] ?? "")

/// Called by libFuzzer with every input it thinks of.
@_cdecl("LLVMFuzzerTestOneInput")
public func testOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  guard let target else {
    let names = Target.allCases.map(\.rawValue).joined(separator: ", ")
    FileHandle.standardError.write(Data("Set WASHOUT_FUZZ to one of: \(names).\n".utf8))
    exit(64)
  }
  target.read(Array(UnsafeBufferPointer(start: start, count: count)))
  return 0
}
