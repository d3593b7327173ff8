internal import Washout

extension TrialExport {
  /// What was written, for a terminal of so many columns, ending in a newline.
  public func screen(width: Int, folder: String) -> String {
    let rows = datasets.map { dataset in
      [dataset.name, NumberText.grouped(dataset.rows.count), dataset.structure]
    }
    let lines = [
      Dataset.warning, Paragraph.wrapped(people, width: width, indent: "  "),
      TextTable.text(["dataset", "rows", ""], rows, width: width, alignments: "lrl"),
      Paragraph.wrapped("Written to \(folder)", width: width, indent: "  "),
    ]
    return lines.joined(separator: "\n") + "\n"
  }

  /// The text of `export.json`.
  public func list(_ formats: [Format]) -> String { files(formats).last?.contents ?? "" }

  private var people: String {
    let events = records.patients.count { patient in
      zip(scenario.recurrence.definitions, patient.course?.recurrenceDays ?? []).contains {
        $0.name == scenario.recurrence.primary && $1 != nil
      }
    }
    let entered = records.patients.count(where: \.entered)
    let drug = records.drug == .noEffect ? "a drug without effect" : "the assumed drug"
    let start =
      "Trial \(records.trial) of \(scenario.name) on \(drug): "
      + Terms.count(records.patients.count, "patient")
    return scenario.isStatistical
      ? start + "." : start + ", \(entered) entered, \(Terms.count(events, "recurrence"))."
  }
}

extension EstimatesFile {
  /// What was written, and how R reads it.
  public func screen(trials: Int, at path: String, width: Int) -> String {
    let lines = [
      "\(Terms.count(rows(trials), "row")): \(Terms.count(trials, "trial")), each by drug and analysis.",
      isKnown
        ? "Written to \(path). In R:"
        : "Written to \(path). Every trial draws its own values, so no true value stands beside them.",
    ].map { Paragraph.wrapped($0, width: width, indent: "  ") }
    return lines.joined(separator: "\n") + "\n" + (isKnown ? Self.reading(path) + "\n" : "")
  }

  /// The same as JSON.
  public func document(trials: Int, at path: String) -> String {
    JSONValue.object([
      .init("file", .string(path)), .init("trials", .integer(trials)),
      .init("rows", .integer(rows(trials))),
      .init("columns", .array(Self.columns.map(JSONValue.string))),
    ]).document
  }

  private var isKnown: Bool { scenario.simulation.parameterUncertainty == nil }

  private func rows(_ trials: Int) -> Int { trials * drugs * scenario.analyses.count }

  private static func reading(_ path: String) -> String {
    """
      library(rsimsum)
      estimates <- read.csv("\(path)")
      shares <- subset(estimates, !is.na(true_value))
      simsum(shares, estvarname = "b", se = "se", true = "true_value",
             ci.limits = c("ci_low", "ci_high"), methodvar = "method", by = "dgm")
    """
  }
}
