internal import WashoutNumerics

/// The instrument as the subject loop reads it: items as bits, scores by look-up.
struct ItemTable: Sendable {
  /// Items in order of their permanent number; bit `i` of every mask is element `i`.
  let rows: [ItemRow]
  /// Items that count for the clinical score.
  let clinical: UInt64
  /// Items that a patient feels: they can bring an unscheduled visit.
  let symptomatic: UInt64
  /// An item counts if it was active within this many days.
  let recallDays: Double
  private let bytes: Int
  private let scores: [Int32]

  init(_ activity: Activity, masks: ItemNames) {
    let exempt = activity.assessor.notFor.flatMap { masks[$0] } ?? 0
    let laboratory = masks["laboratory"] ?? 0
    rows = activity.items.enumerated().map { i, item in
      let errs = exempt & (1 << UInt64(i)) == 0
      return ItemRow(
        number: item.number, present: item.present, inFlare: item.inFlare,
        clears: item.clearsPerWeek, driven: item.drivenPerWeek, other: item.otherPerWeek,
        missed: errs ? activity.assessor.missesShare : 0,
        scoredAbsent: errs ? activity.assessor.scoresAbsentFactor * item.present : 0)
    }
    clinical = masks["clinical"] ?? 0
    symptomatic = masks.all & ~laboratory
    recallDays = activity.recallDays
    bytes = (activity.items.count + 7) / 8
    scores = Self.byteScores(activity.items.map { Int32($0.weight) })
  }

  /// Points of each value of each byte of a mask.
  private static func byteScores(_ weights: [Int32]) -> [Int32] {
    (0..<(weights.count + 7) / 8).flatMap { byte in
      (0..<256).map { value in
        (0..<8).reduce(into: Int32(0)) { sum, bit in
          let item = byte * 8 + bit
          if item < weights.count && value & (1 << bit) != 0 { sum += weights[item] }
        }
      }
    }
  }

  /// Sum of the points of the items in a mask.
  @inline(__always) func score(_ mask: UInt64) -> Int32 {
    var sum: Int32 = 0
    var rest = mask
    for byte in 0..<bytes {
      sum += scores[byte << 8 | Int(rest & 0xff)]
      rest >>= 8
    }
    return sum
  }

  /// Items whose uniform lies below a share, word n - 1 of the place for item number n.
  @inline(__always) func draw(
    _ random: borrowing RandomSource, below share: (ItemRow) -> Double
  ) -> UInt64 {
    var mask: UInt64 = 0
    var word = 1
    for i in rows.indices {
      while word < rows[i].number {
        _ = random.word()
        word += 1
      }
      if random.uniform() < share(rows[i]) { mask |= 1 << UInt64(truncatingIfNeeded: i) }
      word += 1
    }
    return mask
  }

  /// Which items an assessor would overlook and which he would score by mistake, from one uniform each.
  @inline(__always) func drawErrors(_ random: borrowing RandomSource) -> AssessorErrors {
    var errors = AssessorErrors()
    var word = 1
    for i in rows.indices {
      while word < rows[i].number {
        _ = random.word()
        word += 1
      }
      let u = random.uniform()
      let bit: UInt64 = 1 << UInt64(truncatingIfNeeded: i)
      if u < rows[i].missed { errors.overlooked |= bit }
      if u < rows[i].scoredAbsent { errors.imagined |= bit }
      word += 1
    }
    return errors
  }
}

/// The errors that lie in wait at one visit, whatever is active then.
struct AssessorErrors: Sendable {
  /// Items that are not recorded if active.
  var overlooked: UInt64 = 0
  /// Items that are recorded if absent.
  var imagined: UInt64 = 0

  /// What is recorded of the items that count.
  @inline(__always) func recorded(_ active: UInt64) -> UInt64 {
    (active & ~overlooked) | (imagined & ~active)
  }
}

/// Names of items and groups as masks; built once, never read in the subject loop.
struct ItemNames {
  /// Every item.
  let all: UInt64
  private let masks: [String: UInt64]

  init(_ activity: Activity) throws(SimulationError) {
    guard activity.items.count <= 64 else {
      throw .invalid(path: "activity.items", reason: "at most 64 items; found \(activity.items.count)")
    }
    var masks: [String: UInt64] = [:]
    var all: UInt64 = 0
    var clinical: UInt64 = 0
    for (i, item) in activity.items.enumerated() {
      masks[item.name] = 1 << UInt64(i)
      all |= 1 << UInt64(i)
      if item.isClinical { clinical |= 1 << UInt64(i) }
    }
    masks["clinical"] = clinical
    masks["all"] = all
    for group in activity.groups {
      var mask: UInt64 = 0
      for item in group.items {
        guard let bits = masks[item] else {
          throw .invalid(path: "activity.groups.\(group.name)", reason: "no item named \(item)")
        }
        mask |= bits
      }
      masks[group.name] = mask
    }
    self.masks = masks
    self.all = all
  }

  /// The mask of an item or a group.
  subscript(name: String) -> UInt64? { masks[name] }
}
