import Foundation
import Testing

@Suite("A trial for which nobody is eligible")
struct NobodyEligibleTests {
  private static let folder = Tool.root + "/Tests/Bad"

  private static let names =
    (try? FileManager.default.contentsOfDirectory(atPath: folder))?
    .filter { $0.hasPrefix("nobody-") && $0.hasSuffix(".yaml") }.sorted() ?? []

  @Test("ends with the funnel and the criterion to blame, and with exit code 65", arguments: names)
  func blame(_ name: String) throws {
    let expected = try String(
      contentsOfFile: Self.folder + "/\(name.dropLast(5)).txt", encoding: .utf8)
    let found = try Tool.run(["run", name, "--quick", "--quiet"], in: Self.folder)
    #expect(found.errors + "exit \(found.status)\n" == expected)
    #expect(found.output == "")
  }

  @Test("is told by its six files, and by none that has somebody")
  func others() throws {
    #expect(Self.names.count == 6)
    let found = try Tool.run(
      ["run", "good/mechanism.yaml", "--quick", "--quiet"], in: Self.folder)
    #expect(found.status == 0)
  }
}
