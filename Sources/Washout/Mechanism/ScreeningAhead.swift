internal import WashoutNumerics

extension BlockPlan {
  /// What is drawn for a planned day with a visit of so many items.
  init?(ofVisit items: Int) {
    self.init()
    let blocks = (items + 15) / 16
    guard blocks < room else { return nil }
    _ = add(.plannedDay, block: 0)
    for block in 0..<blocks { _ = add(.assessor, block: block) }
  }
}

/// What the first criteria need of a candidate's random words, computed before any is asked.
struct ScreeningAhead: Sendable {
  private(set) var plan = BlockPlan()
  /// Where the first block of a covariate that is read off its uniform stands in the plan, and which.
  private(set) var covariate: (variable: Int, place: Int)?
  /// Where a block of sixteen criteria stands, which, and their shares.
  private(set) var criteria: (block: Int, place: Int, shares: ShareBlock)?
  /// Where the blocks of items begin.
  private(set) var items: Int?

  /// Plans for the tests that are asked first, up to one that needs something else.
  init(_ screening: ScreeningProgram, _ covariates: [CovariateRow], items count: Int) {
    let itemBlocks = (count + 15) / 16
    for criterion in screening.order {
      for test in screening.criteria[criterion].tests.reversed() {
        guard add(screening.tests[test], screening, covariates, itemBlocks) else { return }
      }
    }
  }

  /// Whether the plan holds what a test needs.
  private mutating func add(
    _ test: ScreeningProgram.Test, _ screening: ScreeningProgram, _ covariates: [CovariateRow],
    _ itemBlocks: Int
  ) -> Bool {
    switch test.kind {
    case .within, .normalWithin, .markerWithin, .severeItem: return false
    case .scoreWithin, .anyItem: return addItems(itemBlocks)
    case .uniformWithin:
      if covariate?.variable == test.variable { return true }
      guard covariate == nil, let place = plan.add(covariates[test.variable].stream, block: 0)
      else { return false }
      covariate = (test.variable, place)
      return true
    case .share, .shares:
      let block = test.block
      if criteria?.block == block { return true }
      guard criteria == nil, let place = plan.add(.criteria, block: block) else { return false }
      criteria = (block, place, screening.shares[block])
      return true
    }
  }

  /// Whether what a test needs is looked at ahead.
  func holds(_ test: ScreeningProgram.Test) -> Bool {
    switch test.kind {
    case .within, .normalWithin, .markerWithin, .severeItem, .shares: false
    case .scoreWithin, .anyItem: items != nil
    case .uniformWithin: covariate?.variable == test.variable
    case .share: criteria?.block == test.block
    }
  }

  private mutating func addItems(_ blocks: Int) -> Bool {
    if items != nil { return true }
    guard blocks <= plan.room else { return false }
    for block in 0..<blocks {
      let place = plan.add(.itemsAtScreening, block: block)
      if block == 0 { items = place }
    }
    return true
  }
}
