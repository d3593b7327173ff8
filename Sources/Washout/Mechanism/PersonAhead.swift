internal import WashoutNumerics

/// The first blocks of what is drawn of whoever was seated, computed together.
struct PersonAhead: Sendable {
  private(set) var plan = BlockPlan()
  /// Where the drug's block and that of the clocks stand.
  let drug = 0
  let clocks = 1
  /// The same of covariates by number; -1 where there is no room, and for those that screening has drawn.
  private(set) var covariates: [Int]

  /// Plans for the covariates that some scalings read.
  init(_ scalings: [ScalingRow], _ rows: [CovariateRow]) {
    _ = plan.add(.drug, block: 0)
    _ = plan.add(.clocks, block: 0)
    covariates = rows.map { _ in -1 }
    for scaling in scalings where rows.indices.contains(scaling.variable) {
      let row = rows[scaling.variable]
      if !row.isScreened && covariates[scaling.variable] < 0 {
        covariates[scaling.variable] = plan.add(row.stream, block: 0) ?? -1
      }
    }
  }
}
