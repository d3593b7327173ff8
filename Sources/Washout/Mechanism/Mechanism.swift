internal import WashoutNumerics

/// A mechanistic scenario, compiled once into numbers and flat arrays for the subject loop.
package struct Mechanism: Sendable {
  let calendar: Calendar
  let samplers: SamplerTable
  let items: ItemTable
  let covariates: [CovariateRow]
  let markers: [MarkerRow]
  let logIfs: [LogIfRow]
  let scores: [ScoreRow]
  let screening: ScreeningProgram
  let screeningAhead: ScreeningAhead
  let screeningHead: ScreeningHead
  /// The blocks of a planned day, then of its visit's errors; nil where these are too many.
  let visitAhead: BlockPlan?
  let personAhead: PersonAhead
  /// One-factor correlation of items at screening.
  let screeningCorrelation: Double
  let kinetics: KineticsPlan
  let flares: FlarePlan
  let flareMeasure: SlabbedMeasure
  let flaresAhead: FlareAhead
  let clearingMeasure: SlabbedMeasure
  let clearing: ClearingPlan
  let leaving: LeavingPlan
  let rules: CourseProgram
  /// Entries in `rules`.
  let worse: Int?
  let response: (entry: Int, day: Double)?
  /// When `worse`, and when a definition, can hold at all.
  let worseNeeds: NewcomerPlan
  let definitionsNeed: NewcomerPlan
  let definitions: [DefinitionRow]
  let definitionTable: DefinitionTable
  let primary: Int
  let enters: EntryRule
  let estimands: [EstimandRow]
  /// What the estimands read of courses in which nothing happens.
  private(set) var quietCourses = QuietCourses()
  /// The courses that estimands need: which event processes are switched off.
  let variants: [Variant]
  let layout: IndicatorLayout
  /// When the definitions are looked at between visits.
  let instants: InstantPlan
  /// Nothing is counted of whoever leaves instead of entering that comes after leaving.
  let skipsLeavers: Bool
  /// Every subject is also followed on a drug that does nothing.
  let followsNoEffect: Bool
  /// Rules read a marker or a numeric score, so that these are followed.
  var needsNumericScores: Bool

  /// Numeric values of a moment: markers, then numeric scores.
  var numericCount: Int { markers.count + scores.count }
  /// Scores kept of a moment.
  var scoreCount: Int { needsNumericScores ? 2 + numericCount : 2 }
  /// Covariates, then scores.
  var variableCount: Int { covariates.count + 2 + numericCount }

  /// Compiles a scenario.
  ///
  /// - Throws: `SimulationError.invalid` where the scenario asks for what the model cannot do.
  package init(_ scenario: Scenario, followsNoEffect: Bool = true) throws(SimulationError) {
    self.followsNoEffect = followsNoEffect
    guard case .mechanistic(let drug, let flares, let activity) = scenario.course else {
      throw .invalid(path: "statistical", reason: "this scenario has no mechanism")
    }
    let names = try Names(scenario, activity)
    guard names.covariates.count + names.scores.count <= 64 else {
      throw .invalid(path: "patients", reason: "at most 64 covariates and scores")
    }
    var samplers = SamplerTable()
    calendar = try Calendar(scenario, &samplers)
    flareMeasure = .flares(from: calendar.screeningDay, to: calendar.horizon)
    clearingMeasure = .clearing(from: calendar.screeningDay, to: calendar.horizon)
    items = ItemTable(activity, masks: names.items)
    screening = try ScreeningProgram(scenario.eligibility, names)
    screeningCorrelation = activity.screeningCorrelation
    var compiler = RowCompiler(scenario: scenario, activity: activity, names: names)
    covariates = compiler.covariates(&samplers, read: screening.readsVariable)
    screeningAhead = ScreeningAhead(screening, covariates, items: items.rows.count)
    screeningHead = ScreeningHead(
      screening, screeningAhead, covariates: covariates.count)
    visitAhead = BlockPlan(ofVisit: items.rows.count)
    markers = try compiler.markers()
    logIfs = compiler.logIfs
    scores = compiler.scores(&samplers)
    self.samplers = samplers
    kinetics = try KineticsPlan(drug, scenario, names)
    personAhead = PersonAhead(kinetics.scalings, covariates)
    self.flares = try FlarePlan(flares, names)
    flaresAhead = FlareAhead(self.flares, flareMeasure)
    leaving = try LeavingPlan(
      scenario.leaving, names,
      lastDoseDay: Double(kinetics.doses.last?.day ?? 0) + kinetics.window,
      horizon: calendar.horizon)
    clearing = ClearingPlan(
      items.rows, clearingMeasure, therapyClears: leaving.therapyClears,
      maximumEffect: drug.maximumEffect)
    var rules = CourseProgram()
    worse =
      try scenario.trial.worse.map { rule throws(SimulationError) in
        try rules.add(rule, names, path: "trial.worse")
      }
    let worseTests = rules.tests.count
    response =
      try scenario.response.map { response throws(SimulationError) in
        (try rules.add(response.rule, names, path: "response"), Double(response.atWeek * 7))
      }
    let ownTests = rules.tests.count
    definitions = try DefinitionRow.rows(scenario.recurrence, &rules, names)
    definitionTable = DefinitionTable(definitions, rules.tests)
    primary = try DefinitionRow.primary(scenario.recurrence)
    self.rules = rules
    let hasNegativeWeights = activity.items.contains { $0.weight < 0 }
    worseNeeds = NewcomerPlan(
      rules.tests[..<worseTests], hasNegativeWeights: hasNegativeWeights)
    definitionsNeed = NewcomerPlan(
      rules.tests[ownTests...], hasNegativeWeights: hasNegativeWeights)
    enters = scenario.trial.enters
    guard enters != .responders || scenario.response != nil else {
      throw .invalid(
        path: "trial.observation_off_drug.enters",
        reason: "the scenario does not say what counts as response")
    }
    (estimands, variants) = try EstimandRow.rows(scenario, leaving)
    skipsLeavers = enters == .notWorse && estimands.allSatisfy { $0.endsWithWorsening }
    layout = IndicatorLayout(definitions: definitions.count)
    needsNumericScores = rules.readsScore.contains { $0 >= 2 }
    instants = InstantPlan(
      rules.tests[ownTests...], rules, definitions, withdrawalWeek: scenario.trial.withdrawalWeek,
      markers: markers.count)
    quietCourses = QuietCourses(self)
  }
}

/// One definition of recurrence as the subject loop reads it.
struct DefinitionRow: Sendable {
  var entry: Int
  var confirmation: Confirmation
  var confirmAfter: Double

  enum Confirmation: UInt8, Sendable {
    case none
    case nextVisit
    case afterDays
  }

  static func rows(
    _ recurrence: Recurrence, _ rules: inout CourseProgram, _ names: Names
  ) throws(SimulationError) -> [DefinitionRow] {
    var rows: [DefinitionRow] = []
    for definition in recurrence.definitions {
      let path = "recurrence.definitions.\(definition.name)"
      let entry = try rules.add(definition.rule, names, path: path)
      switch definition.confirmation {
      case .none: rows.append(DefinitionRow(entry: entry, confirmation: .none, confirmAfter: 0))
      case .nextVisit:
        rows.append(DefinitionRow(entry: entry, confirmation: .nextVisit, confirmAfter: 0))
      case .afterDays(let days):
        rows.append(DefinitionRow(entry: entry, confirmation: .afterDays, confirmAfter: days))
      }
    }
    return rows
  }

  static func primary(_ recurrence: Recurrence) throws(SimulationError) -> Int {
    guard let index = recurrence.definitions.firstIndex(where: { $0.name == recurrence.primary })
    else {
      throw .invalid(
        path: "recurrence.primary", reason: "no definition named \(recurrence.primary)")
    }
    return index
  }
}

/// Event processes that are switched off in a course.
struct Variant: Sendable, Equatable {
  var stopsDosing = false
  var therapyChanged = false
}
