import Foundation
import Testing
import Washout
import WashoutScenarios

/// Every cell is also read from the file with `--set` and simulated beside the base on its own.
@Suite("What-if cells beside their base")
struct WhatIfSimulationTests {
  private static let path = Shipped.root.appending(path: "scenarios/cstar012.yaml").path

  /// Exactly as many trials as asked for.
  private static let noStop = "simulation.stop_when=null"

  private func parsed(_ overrides: [String] = []) throws -> ParsedScenario {
    try ScenarioParser(overrides: overrides).parse(fileAt: Self.path)
  }

  private func results(
    _ parsed: ParsedScenario, _ cells: [WhatIfCell], _ outcomes: [WhatIfOutcome]? = nil,
    trials: Int = 100, threads: Int = 2
  ) async throws -> WhatIfResults {
    let simulation = try WhatIfSimulation(
      base: parsed.scenario, cells: cells, outcomes: outcomes ?? parsed.whatIfOutcomes)
    return try await simulation.run(trials: trials, threads: threads)
  }

  private func alone(_ settings: [String], trials: Int = 100) async throws -> PairedResults {
    let (base, other) = (try parsed().scenario, try parsed(settings).scenario)
    let pair = try PairedSimulation(base: base, others: [other], followsNoEffect: false)
    return try await pair.run(trials: trials, threads: 2)[0]
  }

  private func settings(_ cell: WhatIfResults.Cell) -> [String] {
    cell.settings.map { "\($0.path)=\($0.value)" }
  }

  @Test("give what each gives in a simulation of its own, together or alone")
  func independent() async throws {
    let parsed = try parsed()
    let cells = try parsed.whatIfCells()
    let results = try await results(parsed, cells)
    #expect(results.cells.count == cells.count && cells.count == 42)
    for cell in results.cells {
      if cell.paths == ["trial.recruited_per_month"] {
        #expect(cell.numbers.allSatisfy { $0?.difference == 0 && $0?.mcse == 0 })
        continue
      }
      let own = try await alone(settings(cell))
      #expect(cell.numbers[0] == own.difference(.recurrence), "\(cell.settings)")
      #expect(cell.numbers[1] == own.difference(.decision), "\(cell.settings)")
      #expect(cell.flippedToNo == own.flippedToNo && cell.flippedToYes == own.flippedToYes)
    }
    let some = Array(cells[10..<14].reversed())
    let fewer = try await self.results(parsed, some)
    #expect(fewer.cells == Array(results.cells[10..<14].reversed()))
    #expect(Set(results.cells.map { $0.numbers[0]?.other }).count > 25)
  }

  @Test("are the same for any number of threads, and others from another seed")
  func threads() async throws {
    let parsed = try parsed()
    let cells = try parsed.cells(varying: [
      "drug.effect.ic50_mg_per_l=0.2,5", "leaving.lost=0.02,0.2",
    ])
    let one = try await results(parsed, cells, trials: 150, threads: 1)
    for threads in [2, 3] {
      #expect(try await results(parsed, cells, trials: 150, threads: threads) == one)
    }
    let seeded = try self.parsed(["simulation.seed=5"])
    let other = try await results(
      seeded,
      try seeded.cells(varying: ["drug.effect.ic50_mg_per_l=0.2,5", "leaving.lost=0.02,0.2"]),
      trials: 150)
    #expect(other != one)
  }

  @Test("that combine values give what these give together in a simulation of their own")
  func combined() async throws {
    let parsed = try parsed([
      "what_if.one_at_a_time=nothing", "what_if.also=null",
      "what_if.grid={drug.effect.ic50_mg_per_l: [1, 5], leaving.lost: [0.02, 0.25]}",
    ])
    let cells = try parsed.whatIfCells()
    #expect(cells.map(\.value) == ["1, 0.02", "1, 0.25", "5, 0.02", "5, 0.25"])
    let results = try await results(parsed, cells)
    for cell in results.cells {
      let own = try await alone(settings(cell))
      #expect(cell.kind == .grid && cell.numbers[0] == own.difference(.recurrence))
      #expect(cell.numbers[1] == own.difference(.decision))
    }
    #expect(Set(results.cells.map { $0.numbers[1]?.other }).count == 4)
  }

  @Test("with the base's own value differ from it by exactly nothing, with another by something")
  func same() async throws {
    let parsed = try parsed()
    let cells = try parsed.cells(varying: ["drug.effect.ic50_mg_per_l=1.0,5"])
    let results = try await results(parsed, cells)
    for number in results.cells[0].numbers {
      #expect(number?.difference == 0 && number?.mcse == 0)
    }
    #expect(results.cells[0].numbers == results.base)
    let moved = try #require(results.cells[1].numbers[0])
    #expect(try #require(moved.difference) > 0 && #require(moved.mcse) > 0)
    let simulation = try WhatIfSimulation(
      base: parsed.scenario, cells: cells, outcomes: parsed.whatIfOutcomes)
    #expect(simulation.distinctModels == 2)
  }

  @Test("of another definition give the rate that the base shows for it, and its own decision")
  func definitions() async throws {
    let parsed = try parsed()
    let cells = try parsed.whatIfCells().filter { $0.kind == .definition }
    let names = parsed.scenario.recurrence.definitions.map(\.name)
    #expect(cells.map(\.value) == names && names.count == 5)
    let outcomes: [WhatIfOutcome] = [.recurrence, .probabilityOfDecision, .falseRecurrenceShare]
    let results = try await results(parsed, cells, outcomes, trials: 200)
    let base = try await alone([], trials: 200)
    for (cell, name) in zip(results.cells, names) {
      let shown = base.difference(TrialOutcome(.recurrenceRate, subject: name, layer: .assessed))
      #expect(try #require(cell.numbers[0]?.other) == shown?.base, "\(name)")
      let wrong = base.difference(TrialOutcome(.falseRecurrenceShare, subject: name))
      #expect(cell.numbers[2]?.other == wrong?.base, "\(name)")
      let scenario = try self.parsed(["recurrence.primary=\(name)", Self.noStop]).scenario
      let run = try await Model(scenario).run(trials: 200)
      let decided = run.measure(.probabilityOfDecision, sampleSize: 15)?.value
      #expect(cell.numbers[1]?.other == decided, "\(name)")
    }
    #expect(Set(results.cells.map { $0.numbers[1]?.other }).count == 5)
  }

  @Test("follow the drug that does nothing only where an outcome asks for it")
  func noEffect() async throws {
    let parsed = try parsed()
    let cells =
      try parsed.cells(varying: ["drug.effect.ic50_mg_per_l=5"])
      + parsed.cells(varying: ["flares.background_per_year=1"])
    let results = try await results(
      parsed, cells, [.noEffectRecurrence, .noEffectProbabilityOfDecision])
    // A drug without effect has no IC50.
    #expect(results.cells[0].numbers.allSatisfy { $0?.difference == 0 })
    #expect(results.cells[1].numbers.allSatisfy { $0?.difference != 0 })
    let run = try await Model(self.parsed([Self.noStop]).scenario).run(trials: 100)
    let decided = run.measure(.probabilityOfDecision, drug: .noEffect, sampleSize: 15)?.value
    #expect(results.base[1]?.other == decided)
  }

  @Test("that change months alone share the base's pass unless months are asked for")
  func recruitment() async throws {
    let parsed = try parsed()
    let cells = try parsed.cells(varying: ["trial.recruited_per_month=0.8,3"])
    let without = try await results(parsed, cells)
    #expect(without.cells.allSatisfy { $0.numbers[0]?.mcse == 0 })
    #expect(without.idlePaths() == ["trial.recruited_per_month"])
    let with = try await results(parsed, cells, [.recurrence, .months])
    #expect(with.idlePaths().isEmpty)
    let months = with.cells.compactMap { $0.numbers[1]?.other }
    #expect(months.count == 2 && months[0] > months[1])
  }

  @Test("name a path that moves nothing, and none that always changes together with another")
  func idle() async throws {
    let assessor = try parsed(["what_if.one_at_a_time=[activity.assessor]", "what_if.also=null"])
    let together = try await results(assessor, try assessor.whatIfCells(), trials: 200)
    #expect(together.cells.count == 2 && together.cells[0].settings.count == 2)
    #expect(together.idlePaths().isEmpty)
    let crossed = try assessor.cells(varying: [
      "trial.recruited_per_month=0.8,3", "leaving.lost=0.02,0.25",
    ])
    let idle = try await results(assessor, crossed, trials: 200).idlePaths()
    #expect(idle == ["trial.recruited_per_month"])
  }

  @Test("stand in a tornado by how far they move an outcome")
  func tornado() async throws {
    let parsed = try parsed()
    let results = try await results(parsed, try parsed.whatIfCells(), trials: 400)
    for outcome in 0..<2 {
      let bars = results.tornado(of: outcome)
      // 16 ranges, the assessor's errors together, the definitions.
      #expect(bars.count == 18)
      #expect(zip(bars, bars.dropFirst()).allSatisfy { $0.swing >= $1.swing })
      #expect(bars.allSatisfy { $0.lowest <= $0.base && $0.base <= $0.highest })
      #expect(bars[0].kind == .definition && bars[0].cells.count == 5)
    }
    #expect(results.tornado(of: 0).map(\.paths) != results.tornado(of: 1).map(\.paths))
    // A cell under `also` is no bar.
    #expect(results.cells.count { $0.kind == .also } == 3)
  }

  @Test("that nobody is eligible for are named, and so is a base that cannot be simulated")
  func failures() async throws {
    let parsed = try parsed()
    let cells = try parsed.cells(varying: ["patients.age_years.limits=[14,75],[70,75]"])
    let simulation = try WhatIfSimulation(
      base: parsed.scenario, cells: cells, outcomes: [.recurrence])
    let failure = await #expect(throws: WhatIfFailure.self) {
      _ = try await simulation.run(trials: 2)
    }
    #expect(failure?.cell?.value == "[70,75]")
    guard case .nobodyEligible = failure?.error else {
      Issue.record("\(String(describing: failure))")
      return
    }
    var base = parsed.scenario
    base.decision?.analysis = "absent"
    #expect(throws: WhatIfFailure.self) {
      _ = try WhatIfSimulation(base: base, cells: [], outcomes: [.recurrence])
    }
  }
}
