import Testing

@Suite("Warnings")
struct WarningLineTests {
  private func errors(_ arguments: String...) throws -> String {
    try Tool.run(arguments, in: Tool.root).errors
  }

  @Test("of the files are counted in one line by run and trace, and shown by validate")
  func counted() throws {
    let line = "2 warnings: washout validate scenarios/all-driven.yaml shows them\n"
    #expect(try errors("trace", "all-driven", "--trial", "1", "--patient", "1") == line)
    let shown = try errors("validate", "all-driven")
    #expect(shown.split(separator: "\n").count { $0.hasPrefix("warning: ") } == 2)
    #expect(try errors("trace", "all-driven", "--trial", "1", "--patient", "1", "--quiet") == "")
  }

  @Test("of the command line are shown by every command")
  func commandLine() throws {
    let told = try errors(
      "trace", "pericarditis", "--trial", "1", "--patient", "1", "--set", "trial.visits.missed=1")
    #expect(told.hasPrefix("warning: --set:1:21: visits.missed is 1"))
    #expect(told.hasSuffix("1 warning: washout validate scenarios/pericarditis.yaml shows it\n"))
    let idle = try errors("validate", "cstar012", "--set", "leaving.therapy_changed=0.3")
    #expect(idle.contains("`leaving.therapy_changed` changes no result"))
  }
}
