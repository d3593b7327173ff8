/// Definitions that are a single test of items or of a flare, by kind.
///
/// Which of them hold is what nobody can foresee: all of one kind are asked in a row, without a branch.
struct DefinitionTable: Sendable {
  /// Bit `definition`: holds where a flare happens.
  private(set) var flares: UInt64 = 0
  private(set) var changes: [Change] = []
  private(set) var newcomers: [Newcomer] = []
  /// Every other definition.
  private(set) var others: UInt64 = 0
  /// Definitions, of one test or many, whose recurrence waits for no confirmation.
  private(set) var unconfirmed: UInt64 = 0

  /// A sum of points changes from a reference by a number between two others.
  struct Change: Sendable {
    var definition: UInt64
    var reference: Int
    var isClinical: Bool
    var lowest: Int
    var highest: Int
  }

  /// Of some items one counts that did not at one reference, and did at another unless that is -1.
  struct Newcomer: Sendable {
    var definition: UInt64
    var items: UInt64
    var absentAt: Int
    var presentAt: Int
  }

  init(_ definitions: [DefinitionRow], _ tests: [CourseProgram.Test]) {
    for (i, row) in definitions.enumerated() {
      add(1 << UInt64(i), tests[row.entry])
      if row.confirmation == .none { unconfirmed |= 1 << UInt64(i) }
    }
  }

  private mutating func add(_ definition: UInt64, _ test: CourseProgram.Test) {
    switch test.kind {
    case .flare where test.isAlone:
      flares |= definition
    case .change where test.isAlone && test.score < 2:
      changes.append(
        Change(
          definition: definition, reference: test.reference, isClinical: test.score == 1,
          lowest: test.lowest, highest: test.highest))
    case .newItem where test.isAlone:
      newcomers.append(
        Newcomer(
          definition: definition, items: test.mask, absentAt: test.absentAt,
          presentAt: test.reference))
    case .flare, .change, .newItem, .level:
      others |= definition
    }
  }
}

extension CourseProgram.Test {
  /// Whether it is the whole of its rule.
  fileprivate var isAlone: Bool { onTrue == Self.holds && onFalse == Self.fails }
}

extension Mechanism {
  /// Those of the table's definitions, bit by bit, that hold at a moment.
  @inline(__always) func holdingAlone(
    _ moment: ItemMoment, _ scores: (all: Int32, clinical: Int32),
    _ references: borrowing References
  ) -> UInt64 {
    var held = moment.isFlare ? definitionTable.flares : 0
    let changes = definitionTable.changes.span
    // Mostly one reference for all of them, whose points are added up once.
    var reference = -1
    var before: (all: Int32, clinical: Int32) = (0, 0)
    for i in changes.indices {
      if changes[i].reference != reference {
        reference = changes[i].reference
        before = items.scores(references.mask(moment.layer, reference))
      }
      let change =
        changes[i].isClinical
        ? Int(scores.clinical) - Int(before.clinical) : Int(scores.all) - Int(before.all)
      let reaches: UInt64 = change >= changes[i].lowest ? .max : 0
      let exceeds: UInt64 = change > changes[i].highest ? .max : 0
      held |= changes[i].definition & reaches & ~exceeds
    }
    let newcomers = definitionTable.newcomers.span
    for i in newcomers.indices {
      var new =
        moment.mask & newcomers[i].items & ~references.mask(moment.layer, newcomers[i].absentAt)
      let presentAt = newcomers[i].presentAt
      if presentAt >= 0 { new &= references.mask(moment.layer, presentAt) }
      held |= newcomers[i].definition & (new == 0 ? 0 : .max)
    }
    return held
  }
}
