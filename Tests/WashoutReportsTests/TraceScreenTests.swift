import Foundation
import Testing
import Washout
import WashoutReports
import WashoutScenarios

/// People of the shipped scenario, found by the engine, then changed where a sentence turns on it.
@Suite("The screen of a trace")
struct TraceScreenTests {
  private let scenario: Scenario
  private let model: Model

  init() throws {
    scenario = try Self.shipped("cstar012")
    model = try Model(scenario)
  }

  private static func shipped(_ name: String) throws -> Scenario {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    return try ScenarioParser()
      .parse(fileAt: root.appendingPathComponent("scenarios/\(name).yaml").path).scenario
  }

  private func text(_ trace: PatientTrace) -> String {
    TraceScreen(trace, of: scenario, width: 400).text
  }

  private func lines(_ trace: PatientTrace) -> [Substring] { text(trace).split(separator: "\n") }

  @Test("says first that this is no patient, then who it is")
  func heading() throws {
    var trace = try model.trace(trial: 17, patient: 4)
    trace.covariates = [
      trace.covariates[0], trace.covariates[0], trace.covariates[0], trace.covariates[0],
    ]
    trace.covariates[0].name = "age_years"
    trace.covariates[0].value = 28.6
    trace.covariates[1].name = "female"
    trace.covariates[1].value = 1
    trace.covariates[2].name = "weight_kg"
    trace.covariates[2].value = 51.3
    trace.covariates[3].name = "hydroxychloroquine"
    trace.covariates[3].value = 0
    trace.covariates[3].isYesOrNo = true
    trace.isDriven = false
    let lines = lines(trace)
    #expect(lines[0] == "SIMULATED PERSON, NOT A PATIENT   (trial 17, patient 4)")
    #expect(lines[1].hasPrefix("Woman of 29, weight 51 kg, hydroxychloroquine no. "))
    #expect(lines[1].contains("Not target-driven, drug half-life "))
    trace.isDriven = true
    trace.covariates[1].value = 0
    #expect(self.lines(trace)[1].hasPrefix("Man of 29"))
    #expect(self.lines(trace)[1].contains("Target-driven"))
  }

  @Test("tells a false recurrence, and that it ends the course")
  func falseRecurrence() throws {
    let trace = try model.find(.falseRecurrence)
    let events = lines(trace).filter { $0.hasPrefix("Day ") }
    #expect(
      events.last?.contains("RECURRENCE (SLEDAI rise), leaves. No flare had happened") == true)
    var followed = trace
    followed.recurrences[followed.primary].followsFlare = true
    #expect(text(followed).contains("RECURRENCE (SLEDAI rise), leaves.\n"))
    #expect(!text(followed).contains("a false recurrence"))
  }

  @Test("tells a loss, after which nothing is told")
  func lost() throws {
    let events = lines(try model.find(.lost)).filter { $0.hasPrefix("Day ") }
    #expect(events.last?.hasSuffix("LOST to follow-up.") == true)
  }

  @Test("tells a flare that nobody recorded")
  func missedFlare() throws {
    let text = text(try model.find(.missedFlare))
    #expect(text.contains("FLARE, "))
    #expect(!text.contains("RECURRENCE"))
    #expect(text.contains("SLEDAI rise none"))
  }

  @Test("follows a person who stays to the visit of the last week")
  func toTheEnd() throws {
    let trace = try model.find(.longest)
    #expect(text(trace).contains("week 24: "))
  }

  @Test("tells what an assessor overlooked or imagined")
  func errors() throws {
    var trace = try model.find(.longest)
    trace.visits[0].items = ["arthritis", "rash"]
    trace.visits[0].overlooked = ["arthritis"]
    trace.visits[0].imagined = ["fever", "alopecia"]
    trace.visits[0].recordedScore = 5
    let first = try #require(lines(trace).first { $0.hasPrefix("Day 0 ") })
    #expect(first.contains("week 0: SLEDAI 5 (rash 2, alopecia 2, fever 1)"))
    #expect(first.contains("Arthritis was present but overlooked."))
    #expect(first.contains("Fever and alopecia were recorded though absent."))
  }

  @Test("tells who does not enter observation off drug, and why")
  func worse() throws {
    var trace = try model.find(.longest)
    trace.entered = false
    trace.departureDay = trace.visits[2].day
    let text = text(trace)
    #expect(text.contains("WORSE before withdrawal, does not enter."))
    #expect(!text.contains("Enters observation"))
    #expect(!text.contains("week 16"))
  }

  @Test("follows a non-responder to the response visit and no further")
  func nonResponder() throws {
    let scenario = try Self.shipped("pericarditis")
    let model = try Model(scenario)
    var people = 0
    for patient in 1...40 {
      let trace = try model.trace(trial: 1, patient: patient)
      guard !trace.responded, trace.lostDay == nil else { continue }
      people += 1
      let text = TraceScreen(trace, of: scenario, width: 400).text
      #expect(
        text.contains("NO RESPONSE, leaves and does not enter observation off drug.\nRecorded"))
      #expect(!text.contains("week 16: ") && !text.contains("week 20: "))
      var responder = trace
      responder.departureDay = nil
      #expect(TraceScreen(responder, of: scenario, width: 400).text.contains("week 20: "))
    }
    #expect(people > 0)
  }

  @Test("says yes and no of properties only, and numbers of all that is counted or scored")
  func numbers() throws {
    var trace = try model.find(.longest)
    let names = trace.covariates.filter(\.isYesOrNo).map(\.name)
    #expect(names.contains("hydroxychloroquine") && !names.contains("age_years"))
    trace.covariates = Array(trace.covariates.prefix(1))
    trace.covariates[0].name = "immunosuppressants"
    trace.covariates[0].value = 1
    trace.covariates[0].isYesOrNo = false
    trace.visits[0].values = Array(trace.visits[0].values.prefix(1))
    trace.visits[0].values[0].name = "pain"
    trace.visits[0].values[0].value = 0
    #expect(lines(trace)[1].hasPrefix("Person, immunosuppressants 1. "))
    #expect(text(trace).contains(", pain 0. "))
  }

  @Test("names no items where no instrument has any, and no amount of drug that reads as 0")
  func withoutInstrument() throws {
    let scenario = try Self.shipped("pericarditis")
    var trace = try Model(scenario).find(.longest)
    trace.flares = [trace.flares.first, trace.flares.first].compactMap { $0 }
    try #require(!trace.flares.isEmpty)
    let text = TraceScreen(trace, of: scenario, width: 400).text
    #expect(text.contains("FLARE, "))
    #expect(!text.contains("no item"))
    #expect(!text.contains("Drug 0.0 mg/L"))
    var other = try model.find(.missedFlare)
    for i in other.flares.indices { other.flares[i].items = [] }
    #expect(self.text(other).contains(": no item of the score."))
  }

  @Test("keeps to the width of a narrow terminal", arguments: [50, 80])
  func narrow(width: Int) throws {
    let text = TraceScreen(try model.find(.missedFlare), of: scenario, width: width).text
    for line in text.split(separator: "\n").dropFirst() { #expect(line.count <= width, "\(line)") }
  }
}
