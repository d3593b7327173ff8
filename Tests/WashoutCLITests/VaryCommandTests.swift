import Foundation
import Testing

@Suite("washout run with what-if cells", .serialized)
struct VaryCommandTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    _ = try Tool.run(["new", "rate.yaml"], in: folder.path)
    let text = try #require(folder.text("rate.yaml"))
    try folder.write(text.replacing("trials: 20000", with: "trials: 200"), to: "rate.yaml")
  }

  private func run(_ arguments: String...) throws -> Tool.Outcome {
    try Tool.run(["run", "rate.yaml"] + arguments, in: folder.path)
  }

  @Test("writes what is varied to output/_scratch, another folder for other values")
  func scratch() throws {
    let outcome = try run("--vary", "leaving.lost=0.02,0.2", "--threads", "1")
    #expect(outcome.status == 0)
    #expect(outcome.output.contains("lost"))
    _ = try run("--vary", "leaving.lost=0.02,0.3")
    #expect(try folder.names(in: "output") == ["_scratch"])
    let names = try folder.names(in: "output/_scratch")
    #expect(names.count == 2)
    let tables = names.compactMap { folder.text("output/_scratch/\($0)/what_if.csv") }
    #expect(tables.count == 2 && tables[0] != tables[1])
    #expect(tables.allSatisfy { $0.contains("\nvary,,leaving.lost,0.02,") })
    let again = try run("--vary", "leaving.lost=0.02,0.2", "--threads", "3")
    #expect(again.status == 0)
    #expect(names.compactMap { folder.text("output/_scratch/\($0)/what_if.csv") } == tables)
  }

  @Test("crosses several --vary and warns of what moves nothing")
  func crossed() throws {
    let outcome = try run(
      "--quick", "--vary", "leaving.lost=0.02,0.2", "--vary", "trial.recruited_per_month=1,2")
    #expect(outcome.status == 0)
    #expect(outcome.output.contains("lost \\ recruited"))
    #expect(outcome.errors.contains("warning: varying trial.recruited_per_month moved none of"))
    #expect(!outcome.errors.contains("varying leaving.lost"))
    #expect(try folder.names() == ["rate.yaml"])
  }

  @Test("names a value that cannot be, and runs nothing")
  func refused() throws {
    let outcome = try run("--vary", "leaving.lost=0.1,2")
    #expect(outcome.status == 65)
    #expect(outcome.errors.contains("--vary:1:18: leaving.lost is 2, a share below 1 belongs here"))
    #expect(try folder.names() == ["rate.yaml"])
    #expect(try run("--vary", "leaving.lost").status == 64)
  }
}
