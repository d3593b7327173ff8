import Foundation
import Testing
import Washout
import WashoutScenarios

@Suite("The values of an empirical distribution from a column of a CSV file")
struct CSVColumnTests {
  private static let column = "{empirical: {csv: w.csv, column: kg}}"

  /// Gives the path of the small scenario with this weight, beside these CSV files.
  private func inFolder<R>(
    _ files: [String: String], weight: String = column, _ body: (String) throws -> R
  ) throws -> R {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    let study = folder.appendingPathComponent("study")
    try FileManager.default.createDirectory(
      at: study.appendingPathComponent("inner"), withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let text = SmallScenario.text.replacing(
      "{lognormal: {median: 55.7, sd_log: 0.18}, source: A1}", with: weight)
    for (name, text) in files.merging(["a.yaml": text], uniquingKeysWith: { first, _ in first }) {
      let path = study.appendingPathComponent(name).path
      try text.write(toFile: path, atomically: true, encoding: .utf8)
    }
    return try body(study.path)
  }

  private func parse(
    _ files: [String: String], weight: String = column, set overrides: [String] = []
  ) throws -> ParsedScenario {
    try inFolder(files, weight: weight) {
      try ScenarioParser(overrides: overrides).parse(fileAt: "\($0)/a.yaml")
    }
  }

  private func faults(_ files: [String: String], weight: String = column) throws -> String {
    try inFolder(files, weight: weight) { folder in
      do {
        _ = try ScenarioParser().parse(fileAt: "\(folder)/a.yaml")
        return "no fault"
      } catch let error as ScenarioFaults {
        return error.rendered.replacing("\(folder)/", with: "")
      }
    }
  }

  @Test(
    "are those of the same list written out, whatever the line ends, quotes and spaces",
    arguments: [
      "kg\n50\n61.5\n72\n", "kg\r\n50\r\n61.5\r\n72", "\u{FEFF}id,kg\na,50\nb,61.5\nc,72\n\n",
      "\"id\",\"kg\"\n\"a, \"\"b\"\"\",\"50\"\nb,6.15e1\n c , 72 \n",
    ])
  func sameAsList(_ csv: String) throws {
    let listed = try parse([:], weight: "{empirical: [50, 61.5, 72]}")
    let read = try parse(["w.csv": csv])
    #expect(read.canonicalText == listed.canonicalText)
    #expect(read.scenario.patients == listed.scenario.patients)
    #expect(read.canonicalText.contains("patients.weight_kg.empirical = [50, 61.5, 72]\n"))
  }

  @Test("make another scenario when one of them changes")
  func changed() throws {
    let one = try parse(["w.csv": "kg\n50\n61.5\n72\n"])
    let other = try parse(["w.csv": "kg\n50\n61.6\n72\n"])
    #expect(one.digest != other.digest)
    #expect(one.scenario.patients != other.scenario.patients)
  }

  @Test("come from another column or file by --set, which is looked for beside the scenario")
  func set() throws {
    let files = ["w.csv": "kg,lb\n50,110\n", "inner/v.csv": "kg\n70\n"]
    let column = try parse(files, set: ["patients.weight_kg.empirical.column=lb"])
    #expect(column.canonicalText.contains("patients.weight_kg.empirical = [110]\n"))
    let file = try parse(
      files, set: ["patients.weight_kg={empirical: {csv: inner/v.csv, column: kg}}"])
    #expect(file.canonicalText.contains("patients.weight_kg.empirical = [70]\n"))
  }

  @Test("lie beside the file that names them, not the one that extends it")
  func extended() throws {
    let inner = "patients: {weight_kg: {empirical: {csv: v.csv, column: kg}}}\n"
    let outer = SmallScenario.text.replacing(
      "washout: 1\n", with: "washout: 1\nextends: inner/b.yaml\n"
    )
    .replacing("  weight_kg: {lognormal: {median: 55.7, sd_log: 0.18}, source: A1}\n", with: "")
    let parsed = try parse(["a.yaml": outer, "inner/b.yaml": inner, "inner/v.csv": "kg\n70\n"])
    #expect(parsed.canonicalText.contains("patients.weight_kg.empirical = [70]\n"))
  }

  @Test("are told one by one where they are no numbers")
  func noNumbers() throws {
    #expect(
      try faults(["w.csv": "id,kg\n1,50\n2,NA\n3,\n4,nan\n5,61,5\n6,\"72\n"]) == """
        w.csv:3:3: kg is `NA`; a number belongs here
            3 | 2,NA
              |   ^^
        w.csv:4:3: kg is empty; a number belongs here
            4 | 3,
              |   ^
        w.csv:5:3: kg is `nan`; a number belongs here, and finite
            5 | 4,nan
              |   ^^^
        w.csv:6:1: this line has 3 of the 2 columns that the first line names
            6 | 5,61,5
              | ^
        w.csv:7:3: this quote does not end on its line; add the closing quote
            7 | 6,"72
              |   ^
        """)
  }

  @Test(
    "are missed where the column is",
    arguments: [
      ("id,kgs\n1,50\n", "`w.csv` has no column `kg`; did you mean `kgs`?"),
      ("id;kg\n1;50\n", "`w.csv` has no column `kg`; its columns must be separated by commas"),
      ("kg\n", "there is no line below the names; add one for each value"),
      ("", "`w.csv` has no column `kg`"),
    ])
  func noColumn(_ csv: String, _ words: String) throws {
    let told = try faults(["w.csv": csv])
    #expect(told.hasPrefix("a.yaml:11:"))
    #expect(told.contains(words), "\(told)")
  }

  @Test("may not have two columns of one name")
  func twoColumns() throws {
    #expect(try faults(["w.csv": "kg,kg\n1,2\n"]).hasPrefix("w.csv:1:4: two columns are called"))
    #expect(try faults(["w.csv": "kg,lb\n1,2\n"]) == "no fault")
  }

  @Test(
    "may not lie outside the folder of the scenario",
    arguments: ["../w.csv", "/etc/w.csv", "inner/../../w.csv"])
  func outside(_ path: String) throws {
    let told = try faults([:], weight: "{empirical: {csv: \(path), column: kg}}")
    #expect(told.contains("csv reaches outside the folder of this file; name a file beside it"))
  }

  @Test("are a missing file only where nothing else is wrong")
  func missing() throws {
    for (edit, kind) in [("sample_size: 15", ScenarioFaults.Kind.missingFile), ("size: 15", .bad)] {
      try inFolder([:]) { folder in
        let path = "\(folder)/a.yaml"
        let text = try String(contentsOfFile: path, encoding: .utf8)
        try text.replacing("sample_size: 15", with: edit).write(
          toFile: path, atomically: true, encoding: .utf8)
        let error = #expect(throws: ScenarioFaults.self) {
          try ScenarioParser().parse(fileAt: path)
        }
        #expect(error?.kind == kind)
        #expect(error?.rendered.contains("no such file: ") == true)
      }
    }
  }

  @Test("are limited in number and size")
  func limits() throws {
    let many = "kg\n" + String(repeating: "50\n", count: 100_001)
    #expect(try faults(["w.csv": many]).contains("more than 100,000 values from CSV files"))
    #expect(try faults(["w.csv": String(many.dropLast(3))]) == "no fault")
    let large = "kg\n" + String(repeating: "50.00000000000000\n", count: 70_000)
    #expect(try faults(["w.csv": large]).contains("`w.csv` is larger than 1 MiB"))
  }
}
