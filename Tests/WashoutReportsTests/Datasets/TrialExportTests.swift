import Foundation
import Testing
import Washout
import WashoutReports
import WashoutScenarios

@Suite("The datasets of a simulated trial")
struct TrialExportTests {
  private static func scenario(_ name: String) throws -> Scenario {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    return try ScenarioParser()
      .parse(fileAt: root.appendingPathComponent("scenarios/\(name).yaml").path).scenario
  }

  private func export(
    _ name: String, trial: Int = 17, drug: DrugAssumption = .assumed, truth: Bool = false
  ) throws -> (export: TrialExport, records: TrialRecords, scenario: Scenario) {
    let scenario = try Self.scenario(name)
    let records = try Model(scenario).records(trial: trial, drug: drug)
    let export = TrialExport(
      records, of: scenario, digest: "0123456789abcdef", includesTruth: truth)
    return (export, records, scenario)
  }

  private func dataset(_ export: TrialExport, _ name: String) throws -> [[String: String]] {
    let file = try #require(
      export.files([.csv]).first { $0.name == name.lowercased() + ".csv" })
    let rows = CSV.rows(file.contents)
    return rows.dropFirst().map { Dictionary(uniqueKeysWithValues: zip(rows[0], $0)) }
  }

  /// ADaM: names of at most 8 characters, labels of at most 40, texts of at most 200, keys unique.
  @Test(
    "keep to the limits of ADaM", arguments: ["cstar012", "pericarditis", "exponential"])
  func limits(name: String) throws {
    let (export, _, _) = try export(name, truth: true)
    let names = export.datasets.map(\.name)
    #expect(Set(names).count == names.count && names.starts(with: ["ADSL", "ADTTE"]))
    for dataset in export.datasets {
      #expect(dataset.name.count <= 8 && dataset.label.count <= 40)
      #expect(dataset.label.hasPrefix("SIMULATED, NOT PATIENT DATA"))
      let columns = dataset.columns.map(\.name)
      #expect(Set(columns).count == columns.count)
      #expect(columns.starts(with: ["STUDYID", "USUBJID", "SUBJID"]))
      for column in dataset.columns {
        let letters = column.name.filter { $0.isASCII && ($0.isUppercase || $0.isNumber) }
        #expect(letters == column.name && (1...8).contains(column.name.count))
        #expect((1...40).contains(column.label.count), "\(dataset.name).\(column.name)")
        #expect(!column.origin.isEmpty)
      }
      let keys = dataset.columns.indices.filter { dataset.columns[$0].key != nil }
      let identities = dataset.rows.map { row in keys.map { "\(row[$0])" }.joined(separator: "|") }
      #expect(Set(identities).count == identities.count && keys.count >= 2)
      for row in dataset.rows {
        #expect(row.count == columns.count)
        #expect(row.first == .text("SIMULATED-\(name.uppercased())"))
      }
      #expect(columns.indices.allSatisfy { (dataset.length(ofColumn: $0) ?? 1) <= 200 })
    }
  }

  @Test("leave out what a scenario does not have, and the truth unless it is asked for")
  func extent() throws {
    #expect(try export("exponential").export.datasets.map(\.name) == ["ADSL", "ADTTE"])
    let all = ["ADSL", "ADTTE", "ADQS", "ADLB", "ADPC", "ADEX"]
    #expect(try export("cstar012").export.datasets.map(\.name) == all)
    #expect(try export("cstar012", truth: true).export.datasets.map(\.name) == all + ["ADTRUTH"])
  }

  /// Who is right: the course as `trace` tells it.
  @Test("hold the visits, scores, markers and drug levels of the patients whom trace shows")
  func visits() throws {
    let (export, records, scenario) = try export("cstar012")
    let model = try Model(scenario)
    let scores = try dataset(export, "ADQS")
    let laboratory = try dataset(export, "ADLB")
    let levels = try dataset(export, "ADPC")
    var visits = 0
    for patient in records.patients {
      let trace = try model.trace(trial: 17, patient: patient.place)
      let left = try #require(patient.course?.recorded.end).day
      let seen = trace.visits.filter { $0.day <= left }
      func rows(_ table: [[String: String]], _ code: String) -> [[String: String]] {
        table.filter { Int($0["SUBJID"] ?? "") == patient.place && $0["PARAMCD"] == code }
      }
      let totals = rows(scores, "SLEDTOT")
      #expect(totals.map { $0["AVAL"] } == seen.map { String($0.recordedScore) })
      #expect(totals.map { $0["ADY"] } == seen.map { String(Int($0.day.rounded(.down)) + 1) })
      let crp = rows(laboratory, "CRP").compactMap { Double($0["AVAL"] ?? "") }
      let traced = seen.compactMap { $0.values.first { $0.name == "crp_mg_per_l" }?.value }
      #expect(crp.count == traced.count)
      #expect(zip(crp, traced).allSatisfy { abs($0 - $1) < 1e-9 * max(1, $1) })
      let drug = rows(levels, "DRUGCONC").compactMap { Double($0["AVAL"] ?? "") }
      #expect(zip(drug, seen).allSatisfy { abs($0 - $1.concentration) < 1e-9 * max(1, $0) })
      visits += seen.count
    }
    #expect(visits > 60)
    #expect(scores.count == visits * 26 && laboratory.count == visits * 2)
    #expect(levels.count == visits)
  }

  @Test("hold baselines and changes from them, items that add up to the total")
  func changes() throws {
    let scores = try dataset(export("cstar012").export, "ADQS")
    for row in scores {
      let value = try #require(Double(row["AVAL"] ?? ""))
      let base = try #require(Double(row["BASE"] ?? ""))
      if row["ABLFL"] == "Y" {
        #expect(value == base && row["CHG"] == "" && row["AVISITN"] == "0")
      } else {
        #expect(Double(row["CHG"] ?? "") == value - base)
      }
    }
    let visits = Set(
      scores.map { "\($0["USUBJID"] ?? "") \($0["ADT"] ?? "") \($0["AVISIT"] ?? "")" })
    func sums(_ isCounted: (String) -> Bool) -> [String: Double] {
      scores.filter { isCounted($0["PARAMCD"] ?? "") }.reduce(into: [:]) { sums, row in
        let visit = "\(row["USUBJID"] ?? "") \(row["ADT"] ?? "") \(row["AVISIT"] ?? "")"
        sums[visit, default: 0] += Double(row["AVAL"] ?? "") ?? .nan
      }
    }
    let items = sums { $0.hasPrefix("SLED") && $0.dropFirst(4).allSatisfy(\.isNumber) }
    #expect(items == sums { $0 == "SLEDTOT" })
    #expect(items != sums { $0 == "SLEDCLIN" })
    #expect(items.count == visits.count)
  }

  @Test("say of each patient how it ended, in words and days that agree")
  func disposition() throws {
    let (export, records, _) = try export("cstar012")
    let subjects = try dataset(export, "ADSL")
    let times = try dataset(export, "ADTTE")
    #expect(subjects.count == records.patients.count)
    for (row, patient) in zip(subjects, records.patients) {
      let end = try #require(patient.course?.recorded.end)
      #expect(row["EOSSTT"] == (end.reason == .completed ? "COMPLETED" : "DISCONTINUED"))
      #expect((row["DCSREAS"] == "") == (end.reason == .completed))
      #expect(row["ENTRFL"] == (patient.entered ? "Y" : "N"))
      #expect(row["EOSDY"] == String(Int(end.day.rounded(.down)) + 1))
      let own = times.filter { $0["USUBJID"] == row["USUBJID"] }
      #expect(own.contains { $0["PARAMCD"] == "EST01" } == patient.outcomes[0].isInData)
      #expect(own.contains { $0["PARAMCD"] == "DEF01" } == patient.entered)
    }
  }

  @Test("say of nobody whether he responded who left before that could be seen")
  func response() throws {
    var unseen = 0
    for trial in 1...20 {
      let (export, records, _) = try export("cstar012", trial: trial)
      for (row, patient) in zip(try dataset(export, "ADSL"), records.patients) {
        let course = try #require(patient.course)
        let isSeen = course.recorded.visits.contains { $0.nominalDay >= 84 }
        #expect(row["RESPFL"] == (isSeen ? course.truth.responded ? "Y" : "N" : ""))
        if patient.entered { #expect(row["RESPFL"] != "") }
        unseen += isSeen ? 0 : 1
      }
    }
    #expect(unseen > 0)
  }

  @Test("count time from withdrawal, or from the first dose where everybody dosed is followed")
  func times() throws {
    let (export, records, scenario) = try export("cstar012")
    let rows = try dataset(export, "ADTTE")
    for (number, estimand) in scenario.estimands.enumerated() {
      let origin = estimand.population == .dosed ? 0.0 : 84
      let own = rows.filter { $0["PARAMCD"] == "EST0\(number + 1)" }
      let outcomes = records.patients.map { $0.outcomes[number] }.filter(\.isInData)
      #expect(own.count == outcomes.count)
      for (row, outcome) in zip(own, outcomes) {
        #expect(row["AVAL"] == FileNumber.text(outcome.day - origin))
        #expect(
          row["CNSR"]
            == ["0", "1", "2"][[.event, .noEvent, .missing].firstIndex(of: outcome.status) ?? 3])
        #expect(row["STARTDY"] == String(Int(origin) + 1))
        #expect((row["CNSDTDSC"] == "") == (row["CNSR"] == "0"))
      }
    }
  }

  @Test("change where the drug has no effect, and in another trial")
  func different() throws {
    let first = try export("cstar012").export.files([.csv])
    #expect(first == (try export("cstar012").export.files([.csv])))
    let noEffect = try export("cstar012", drug: .noEffect).export.files([.csv])
    let other = try export("cstar012", trial: 18).export.files([.csv])
    for name in ["adsl.csv", "adqs.csv", "adlb.csv", "export.json"] {
      func text(_ files: [Report.File]) -> String? { files.first { $0.name == name }?.contents }
      #expect(text(first) != nil && text(first) != text(noEffect) && text(first) != text(other))
    }
  }

  @Test("stand in the forms that are asked for, the list of files last")
  func forms() throws {
    let export = try export("exponential").export
    #expect(
      export.files([.csv]).map(\.name) == [
        "adsl.csv", "adtte.csv", "variables.csv", "analyses.csv", "README.txt", "export.json",
      ])
    #expect(
      export.files([.datasetJSON]).map(\.name) == [
        "adsl.json", "adtte.json", "analyses.csv", "README.txt", "export.json",
      ])
    for file in export.files([.csv, .datasetJSON]) where file.name != "analyses.csv" {
      #expect(file.contents.contains("SIMULATED"), "\(file.name)")
    }
  }

  /// SAS counts days from 1 January 1960; 1960 was a leap year.
  @Test("have dates that nobody takes for real")
  func dates() {
    #expect(FictitiousDate(day: 0).text == "1960-01-01")
    #expect(FictitiousDate(day: 59).text == "1960-02-29")
    #expect(FictitiousDate(day: 366).text == "1961-01-01")
    #expect(FictitiousDate(day: -14).text == "1959-12-18")
    #expect(FictitiousDate(day: 14_610).text == "2000-01-01")
  }
}
